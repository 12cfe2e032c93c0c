// The same apps by cdk8s-plus: node app.js COUNT DIRECTORY
const { App, Chart } = require("cdk8s");
const plus = require("cdk8s-plus-33");

const [count, outdir] = process.argv.slice(2);
const chart = new Chart(new App({ outdir }), "shop", { disableResourceNameHashes: true });

for (let i = 0; i < Number(count); i++) {
  const name = `influxdb-${i}`;
  const metadata = { name, labels: { "app.kubernetes.io/name": name } };
  const deployment = new plus.Deployment(chart, name, {
    metadata,
    podMetadata: { labels: metadata.labels },
    replicas: 1,
    automountServiceAccountToken: false,
    securityContext: { user: 1500, fsGroup: 1500, ensureNonRoot: true },
  });
  const data = plus.Volume.fromEmptyDir(chart, `${name}-data`, "data");
  deployment.addContainer({
    name,
    image: "influxdb:1.8",
    imagePullPolicy: plus.ImagePullPolicy.IF_NOT_PRESENT,
    resources: {},
    ports: [{ name: "tcp-8086", number: 8086, protocol: plus.Protocol.TCP }],
    liveness: plus.Probe.fromTcpSocket({ port: 8086 }),
    readiness: plus.Probe.fromHttpGet("/ping", { port: 8086 }),
    securityContext: {
      readOnlyRootFilesystem: false,
      allowPrivilegeEscalation: false,
      capabilities: { drop: [plus.Capability.ALL] },
      seccompProfile: { type: plus.SeccompProfileType.RUNTIME_DEFAULT },
    },
    volumeMounts: [{ path: "/var/lib/influxdb", volume: data }],
  });
  new plus.Service(chart, `${name}-service`, {
    metadata,
    type: plus.ServiceType.NODE_PORT,
    selector: deployment,
    ports: [{ name: "tcp-8086", port: 8086, targetPort: 8086, nodePort: 30000 + i }],
  });
}
chart.node.root.synth();
