"""The manifests of whole apps, and what else their balancers need.

`UPDATE_GOLDEN=1` writes them anew: read the difference then.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from exposure_components.exposing import expose, problems
from exposure_components.testing import run_program
from tests.golden.cases import CASES, COMPONENTS, Case
from tests.load_balancers.octavia.programs import CALLS

MANIFESTS = Path(__file__).parent / "manifests"
RESOURCES = Path(__file__).parent / "resources"
EACH = pytest.mark.parametrize("name", CASES)
BALANCED = [name for name, case in CASES.items() if case.has_resources]
Objects = dict[str, dict[str, Any]]


def objects_of(case: Case) -> list[dict[str, Any]]:
    """What the pure core makes of it, as plain values."""
    assert list(map(str, problems(case.strategy, case.name, case.args))) == []
    exposure = expose(case.strategy, case.name, case.args)
    made: list[dict[str, Any]] = json.loads(json.dumps(list(exposure.objects)))
    return made


@EACH
def test_manifests_are_as_they_were(name: str) -> None:
    path = MANIFESTS / f"{name}.yaml"
    objects = objects_of(CASES[name])
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(yaml.safe_dump_all(objects, sort_keys=False))
    assert objects == list(yaml.safe_load_all(path.read_text()))


def test_no_file_is_left_over() -> None:
    assert {path.stem for path in MANIFESTS.iterdir()} == CASES.keys()
    assert {path.stem for path in RESOURCES.iterdir()} == set(BALANCED)


@pytest.mark.parametrize("name", BALANCED)
def test_resources_are_as_they_were(name: str) -> None:
    path, resources = RESOURCES / f"{name}.yaml", resources_of(CASES[name])
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(yaml.safe_dump_all(resources, sort_keys=True))
    assert resources == list(yaml.safe_load_all(path.read_text()))


def resources_of(case: Case) -> list[dict[str, Any]]:
    """What the providers of clouds are told, in order."""

    def program() -> None:
        COMPONENTS[case.strategy.title](case.name, case.args)

    recording = run_program(program, calls=CALLS)
    return [
        {"type": r.type, "name": r.name, "inputs": json.loads(json.dumps(dict(r.inputs)))}
        for r in recording.resources
        if r.custom and not r.type.startswith("kubernetes:")
    ]


@EACH
@pytest.mark.parametrize("preview", [True, False], ids=["preview", "up"])
def test_a_program_registers_what_the_core_makes(name: str, preview: bool) -> None:
    case = CASES[name]

    def program() -> None:
        COMPONENTS[case.strategy.title](case.name, case.args)

    expected = objects_of(case)
    for made in expected:
        if made["kind"] != "Namespace":
            made["metadata"].setdefault("namespace", "default")
        if made["kind"] == "Secret":
            made["data"] = dict.fromkeys(made.pop("stringData"), "[secret]")
    # What names no namespace gets the provider's.
    config = {"kubernetes:namespace": "default"}
    recording = run_program(program, preview=preview, config=config, calls=CALLS)
    assert recording.manifests() == expected


def golden(name: str) -> Objects:
    """The objects of a file by kind, and by kind and name."""
    found = list(yaml.safe_load_all((MANIFESTS / f"{name}.yaml").read_text()))
    by_name = {f"{made['kind']} {made['metadata']['name']}": made for made in found}
    assert len(by_name) == len(found)
    kinds = [made["kind"] for made in found]
    # Of several of a kind each goes by its name alone.
    alone = {made["kind"]: made for made in found if kinds.count(made["kind"]) == 1}
    return alone if len(alone) == len(found) else {**by_name, **alone}


def pod(objects: Objects) -> dict[str, Any]:
    kind = next(k for k in ("Deployment", "StatefulSet", "DaemonSet") if k in objects)
    spec: dict[str, Any] = objects[kind]["spec"]["template"]["spec"]
    return spec


def influxdb_by_host_network(objects: Objects) -> None:
    """The node's port is the container's, and names of Services resolve."""
    spec = pod(objects)
    assert (spec["hostNetwork"], spec["dnsPolicy"]) == (True, "ClusterFirstWithHostNet")
    (port,) = spec["containers"][0]["ports"]
    assert port["hostPort"] == port["containerPort"] == 8086


def influxdb_by_host_port(objects: Objects) -> None:
    """The node's port 80 leads to the pod, and a rollout cannot wait for it for ever."""
    assert "hostNetwork" not in pod(objects)
    (port,) = pod(objects)["containers"][0]["ports"]
    assert (port["hostPort"], port["containerPort"]) == (80, 8086)
    rollout = objects["Deployment"]["spec"]["strategy"]["rollingUpdate"]
    assert rollout == {"maxSurge": 0, "maxUnavailable": 1}


def influxdb_by_node_port(objects: Objects) -> None:
    """Port 30000 of every node leads to the pod, which takes no port of its node."""
    spec = objects["Service"]["spec"]
    assert (spec["type"], spec["ports"][0]["nodePort"]) == ("NodePort", 30000)
    assert "hostPort" not in pod(objects)["containers"][0]["ports"][0]
    assert objects["Deployment"]["spec"]["strategy"] == {"type": "RollingUpdate"}


def rich(objects: Objects) -> None:
    """A user's labels and pod_spec add to the app, and its selectors hold our label alone."""
    own = {"exposure-components/app": "web"}
    assert objects["Service"]["spec"]["selector"] == own
    assert objects["Deployment"]["spec"]["selector"] == {"matchLabels": own}
    labels = objects["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert labels == {"app.kubernetes.io/name": "shop-web", "team": "shop", **own}
    first, second = pod(objects)["containers"]
    assert first["lifecycle"] == {"preStop": {"sleep": {"seconds": 5}}}
    assert (first["image"], second["image"]) == ("registry.example.org/shop/web:4.2", "proxy:1")
    assert objects["Service"]["spec"]["externalTrafficPolicy"] == "Local"


def stateful_set(objects: Objects) -> None:
    """Each pod has a claim of its own, so there is none that they share."""
    (template,) = objects["StatefulSet"]["spec"]["volumeClaimTemplates"]
    assert template["metadata"] == {"name": "data"}
    assert "PersistentVolumeClaim" not in objects
    assert "volumes" not in pod(objects)
    assert objects["StatefulSet"]["spec"]["serviceName"] == objects["Service"]["metadata"]["name"]


def daemon_set(objects: Objects) -> None:
    """As many pods as nodes, replaced one by one."""
    spec = objects["DaemonSet"]["spec"]
    assert "replicas" not in spec
    assert spec["updateStrategy"]["rollingUpdate"] == {"maxSurge": 0, "maxUnavailable": 1}


def openshift(objects: Objects) -> None:
    """The account of the pods may use the constraint, and no user is fixed."""
    account = objects["ServiceAccount"]["metadata"]["name"]
    assert pod(objects)["serviceAccountName"] == account
    assert objects["RoleBinding"]["subjects"] == [{"kind": "ServiceAccount", "name": account}]
    assert objects["Role"]["rules"][0]["resourceNames"] == ["hostnetwork-v2"]
    assert "runAsUser" not in pod(objects)["securityContext"]


def three_protocols(objects: Objects) -> None:
    """One number serves three protocols, each under a name of its own."""
    ports = objects["Service"]["spec"]["ports"]
    assert [(p["name"], p["protocol"], p["nodePort"]) for p in ports] == [
        ("tcp-53", "TCP", 30053),
        ("udp-53", "UDP", 30053),
        ("sctp-53", "SCTP", 30053),
    ]


def existing_workload(objects: Objects) -> None:
    """Nothing but a Service is made, for the pods that are there."""
    assert list(objects) == ["Service"]
    assert objects["Service"]["spec"]["selector"] == {"app": "web"}


def balanced_by_metallb(objects: Objects) -> None:
    """One of a pool's addresses, awaited, for clients that the pods judge by their addresses."""
    metadata, spec = objects["Service"]["metadata"], objects["Service"]["spec"]
    assert (spec["type"], spec["externalTrafficPolicy"]) == ("LoadBalancer", "Local")
    assert spec["loadBalancerSourceRanges"] == ["10.13.0.0/16"]
    assert spec["loadBalancerIP"] == "10.13.242.236"
    assert metadata["annotations"] == {
        "exposure-components/load-balancer": "metallb",
        "metallb.io/address-pool": "lab",
        "metallb.universe.tf/address-pool": "lab",
    }
    (rule,) = objects["NetworkPolicy"]["spec"]["ingress"]
    assert rule["from"] == [{"ipBlock": {"cidr": "10.13.0.0/16"}}]
    assert pod(objects)["containers"][0]["lifecycle"] == {"preStop": {"sleep": {"seconds": 15}}}


def balanced_by_occm(objects: Objects) -> None:
    """A public amphora that tells clients by PROXY, and judges them itself."""
    metadata, spec = objects["Service"]["metadata"], objects["Service"]["spec"]
    assert (spec["type"], spec["externalTrafficPolicy"]) == ("LoadBalancer", "Cluster")
    assert spec["loadBalancerSourceRanges"] == ["192.0.2.0/24"]
    assert metadata["annotations"] == {
        "service.beta.kubernetes.io/openstack-internal-load-balancer": "false",
        "loadbalancer.openstack.org/floating-network-id": "public",
        "loadbalancer.openstack.org/health-monitor-delay": "5",
        "loadbalancer.openstack.org/proxy-protocol": "v1",
    }
    assert "NetworkPolicy" not in objects


def balanced_by_octavia(objects: Objects) -> None:
    """A listener that ends TLS, before one NodePort that the balancer's subnet alone gets at."""
    spec = objects["Service"]["spec"]
    assert (spec["type"], spec["ports"][0]["nodePort"]) == ("NodePort", 30443)
    assert objects["Service"]["metadata"]["annotations"] == {"pulumi.com/skipAwait": "true"}
    assert "NetworkPolicy" not in objects
    made = cloud("balanced-by-octavia")
    assert "LoadBalancer" not in made
    tls, plain = made["Listener"]
    assert (tls["protocol"], tls["protocolPort"]) == ("TERMINATED_HTTPS", 443)
    assert tls["insertHeaders"] == {"X-Forwarded-For": "true"}
    assert (plain["protocol"], plain["protocolPort"]) == ("HTTP", 80)
    assert [each["allowedCidrs"] for each in (tls, plain)] == [["10.13.0.0/16"]] * 2
    (rule,) = made["SecGroupRule"]
    assert (rule["remoteIpPrefix"], rule["portRangeMin"]) == ("10.13.242.0/24", 30443)
    (sent,) = made["L7PolicyV2"]
    assert sent["redirectPrefix"] == "https://influxdb.example.com"


def balanced_by_aws(objects: Objects) -> None:
    """An internal balancer whose security group judges clients, before the nodes' NodePort."""
    spec = objects["Service"]["spec"]
    assert (spec["type"], spec["externalTrafficPolicy"]) == ("NodePort", "Local")
    assert "NetworkPolicy" not in objects
    made = cloud("balanced-by-aws")
    (balancer,), (group,) = made["LoadBalancer"], made["TargetGroup"]
    assert (balancer["internal"], balancer["loadBalancerType"]) == (True, "network")
    assert (group["preserveClientIp"], group["deregistrationDelay"]) == ("true", 60)
    assert [rule["cidrIpv4"] for rule in made["SecurityGroupIngressRule"]] == ["10.0.0.0/8"]
    assert [each["targetId"] for each in made["TargetGroupAttachment"]] == ["i-0123456789abcdef0"]


def ingress(objects: Objects) -> None:
    """Awaited, of one class; cert-manager gets the certificate that it names."""
    made = objects["Ingress"]
    assert "annotations" not in made["metadata"]
    spec = made["spec"]
    assert spec["ingressClassName"] == "nginx"
    hosts = ["influxdb.kube.example.com", "*.influxdb.kube.example.com"]
    assert [rule["host"] for rule in spec["rules"]] == hosts
    assert [p["pathType"] for p in spec["rules"][0]["http"]["paths"]] == ["Prefix", "Exact"]
    certificate = objects["Certificate"]["spec"]
    assert certificate["dnsNames"] == hosts
    assert [tls["secretName"] for tls in spec["tls"]] == [certificate["secretName"]]


def ingress_by_traefik(objects: Objects) -> None:
    """Every word is said, strangers are turned away first, and HTTP is sent to HTTPS."""
    word = "traefik.ingress.kubernetes.io/router.middlewares"
    secure, plain = (objects[f"Ingress influxdb{suffix}"] for suffix in ("", "-http"))
    passed = secure["metadata"]["annotations"][word].split(",")
    suffixes = [each.removeprefix("databases-influxdb").partition("@")[0] for each in passed]
    assert suffixes == ["-allowed", "-rate", "-auth", "-hsts", "-body"]
    assert all(f"Middleware influxdb{suffix}" in objects for suffix in suffixes)
    redirect = "databases-influxdb-redirect@kubernetescrd"
    assert plain["metadata"]["annotations"][word] == redirect
    told = objects["Service"]["metadata"]["annotations"]
    assert told["traefik.ingress.kubernetes.io/service.serversscheme"] == "https"
    assert objects["ServersTransport"]["spec"]["rootCAs"] == [{"secret": "influxdb-ca"}]
    assert objects["Secret"]["metadata"]["name"] == "influxdb-ca"
    assert objects["IngressRouteTCP"]["spec"]["entryPoints"] == ["tcp-8088"]
    assert objects["MiddlewareTCP"]["spec"] == objects["Middleware influxdb-allowed"]["spec"]


def ingress_passed_through(objects: Objects) -> None:
    """The controller sees the name alone, and the pods' certificate is the clients'."""
    assert "Ingress" not in objects
    spec = objects["IngressRouteTCP"]["spec"]
    assert spec["tls"] == {"passthrough": True}
    assert spec["routes"][0]["match"] == "HostSNI(`influxdb.kube.example.com`)"


def ingress_by_contour(objects: Objects) -> None:
    """An HTTPProxy, as an Ingress has no words for what is asked."""
    assert "Ingress" not in objects
    spec = objects["HTTPProxy"]["spec"]
    assert spec["virtualhost"]["fqdn"] == "influxdb.kube.example.com"
    assert spec["virtualhost"]["tls"]["secretName"] == "influxdb-cert"
    (route,) = spec["routes"]
    assert route["loadBalancerPolicy"]["strategy"] == "Cookie"
    assert route["services"][0]["name"] == objects["Service"]["metadata"]["name"]


def ingress_by_openshift(objects: Objects) -> None:
    """A Route for each path, whose certificate the router may read."""
    whole, path = (o for key, o in objects.items() if key.startswith("Route "))
    assert (whole["spec"].get("path"), path["spec"]["path"]) == (None, "/admin")
    assert {o["spec"]["host"] for o in (whole, path)} == {"influxdb.kube.example.com"}
    assert whole["spec"]["tls"] == path["spec"]["tls"]
    secret = whole["spec"]["tls"]["externalCertificate"]["name"]
    assert objects["Certificate"]["spec"]["secretName"] == secret
    assert objects["Role"]["rules"][0]["resourceNames"] == [secret]
    assert objects["RoleBinding"]["subjects"][0]["namespace"] == "openshift-ingress"
    told = whole["metadata"]["annotations"]["haproxy.router.openshift.io/ip_allowlist"]
    assert told == "10.13.0.0/16 192.0.2.0/24"


def gateway_by_request(objects: Objects) -> None:
    """Every word is said of requests by HTTPS, where those without TLS are sent."""
    served, sent = (objects[f"HTTPRoute influxdb{suffix}"] for suffix in ("", "-redirect"))
    parents = [[ref["sectionName"] for ref in r["spec"]["parentRefs"]] for r in (served, sent)]
    assert parents == [["https"], ["http"]]
    assert served["spec"]["hostnames"] == sent["spec"]["hostnames"]
    assert "Accepted" in served["metadata"]["annotations"]["pulumi.com/waitFor"]
    shared, moved, rewritten = served["spec"]["rules"]
    assert [(b["name"], b["weight"]) for b in shared["backendRefs"]] == [
        ("influxdb", 90),
        ("next", 10),
    ]
    assert shared["timeouts"] == {"request": "10s", "backendRequest": "2s500ms"}
    assert [f["type"] for f in shared["filters"]] == [
        "RequestHeaderModifier",
        "ResponseHeaderModifier",
    ]
    assert "backendRefs" not in moved
    assert rewritten["filters"][0]["urlRewrite"]["hostname"] == "influxdb.internal"
    # Of what the app answers, and of nothing else.
    matches = [[rule["matches"] for rule in r["spec"]["rules"]] for r in (served, sent)]
    assert matches[0] == matches[1]
    answers = [rule["filters"][0]["requestRedirect"] for rule in sent["spec"]["rules"]]
    assert answers == [{"scheme": "https", "port": 8443, "statusCode": 301}] * 3


def gateway_by_listener(objects: Objects) -> None:
    """Each port has the route that it asks for, at the only listener that is meant."""
    routes = [o for o in objects.values() if o["kind"].endswith("Route")]
    named = {o["metadata"]["name"]: o for o in routes}
    assert {name: (o["kind"], o["spec"]["parentRefs"]) for name, o in named.items()} == {
        "mail": ("GRPCRoute", [{"name": "edge"}]),
        "mail-tls-993": ("TLSRoute", [{"name": "edge"}]),
        "mail-tcp-25": ("TCPRoute", [{"name": "edge", "sectionName": "smtp"}]),
        "mail-tcp-587": ("TCPRoute", [{"name": "edge", "sectionName": "submission"}]),
        "mail-udp-53": ("UDPRoute", [{"name": "edge"}]),
    }
    assert {name for name, o in named.items() if "hostnames" in o["spec"]} == {
        "mail",
        "mail-tls-993",
    }
    assert all("annotations" not in o["metadata"] for o in routes)


def cloud(name: str) -> dict[str, list[dict[str, Any]]]:
    """What the providers of clouds are told, by the last word of its type."""
    made: dict[str, list[dict[str, Any]]] = {}
    for each in yaml.safe_load_all((RESOURCES / f"{name}.yaml").read_text()):
        made.setdefault(each["type"].rpartition(":")[2], []).append(each["inputs"])
    return made


MATTERS: dict[str, Callable[[Objects], None]] = {
    check.__name__.replace("_", "-"): check
    for check in (
        influxdb_by_host_network,
        influxdb_by_host_port,
        influxdb_by_node_port,
        rich,
        stateful_set,
        daemon_set,
        openshift,
        three_protocols,
        existing_workload,
        balanced_by_metallb,
        balanced_by_occm,
        balanced_by_octavia,
        balanced_by_aws,
        ingress,
        ingress_by_traefik,
        ingress_passed_through,
        ingress_by_contour,
        ingress_by_openshift,
        gateway_by_request,
        gateway_by_listener,
    )
}


@EACH
def test_what_matters_is_in_the_manifests(name: str) -> None:
    MATTERS[name](golden(name))
