"""`exposure doctor` on the lab: a cluster that has all, and one where everything is in the way."""

import json
import shlex
import shutil
from collections.abc import Iterator
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path
from typing import Any

import pytest
import yaml

from exposure_components.doctor.questions import Admission, Refused
from exposure_components.doctor.reader import reading
from exposure_components.doctor.resolver import Resolver
from exposure_components.objects.namespaces import ENFORCED
from tests.cli.projects import exposure
from tests.docs.blocks import BLOCKS, Block, cases
from tests.e2e.ways import ROOT, environment
from tests.lab.lab import Lab
from tests.lab.objects import WHOAMI, pod

USER = "doctor"
NODES = [
    {"name": "kubenode01", "address": "10.13.241.89"},
    {"name": "kubenode02", "address": "10.13.241.10"},
]


def diagnosis(lab: Lab, *options: Any, kubeconfig: Path | None = None) -> tuple[int, Any]:
    """The exit code, and what is found."""
    file = kubeconfig or lab.kubeconfig
    result = exposure("doctor", "--json", "--kubeconfig", file, *options)
    assert result.exit_code in (0, 1), result.stderr
    return result.exit_code, json.loads(result.stdout)


def lines(found: Any) -> dict[str, str]:
    """Verdict, what holds, and remedy of each finding, by its check and what it is about."""
    return {
        f"{each['check']}: {each['about']}": " | ".join(
            [each["verdict"], each["rule"], *filter(None, [each["remedy"]])]
        )
        for each in found["findings"]
    }


def project(folder: Path, apps: dict[str, Any], cluster: dict[str, Any]) -> tuple[Any, ...]:
    """The project with a stack of these apps."""
    shutil.copytree(ROOT / "stacks", folder / "project" / "stacks")
    shutil.copy(ROOT / "Pulumi.yaml", folder / "project")
    config = {"config": {"exposure:apps": apps, "exposure:cluster": cluster}}
    file = folder / "project" / "stacks" / "Pulumi.lab.yaml"
    file.write_text(yaml.safe_dump(config))
    return "--project", folder / "project", "--stack", "lab"


def app(strategy: str, namespace: str, *ports: dict[str, int], **more: Any) -> dict[str, Any]:
    made = {"strategy": strategy, "image": "whoami:1", "namespace": {"name": namespace}}
    return {**made, "ports": [{"container_port": 8080, **port} for port in ports], **more}


def test_a_stack_whose_cluster_has_all_is_well(lab: Lab) -> None:
    code, found = diagnosis(lab, "--project", ROOT, "--stack", "node-port")
    assert {each["verdict"] for each in found["findings"]} == {"ok"}, found
    assert code == 0
    told = lines(found)
    about = "Service influxdb-node-port/influxdb"
    assert told[f"node ports: nodePort 30000 of {about}"] == (
        "ok | is no other Service's, and in the default range 30000-32767"
    )
    assert told["nodes: Node kubenode01"] == "ok | is Ready, at 10.13.241.89"
    assert found["cluster"]["version"].startswith("v1.34.")


@pytest.fixture
def taken(lab: Lab) -> Iterator[str]:
    """A namespace with a pod and a Service that have the ports which the stack wants."""
    with lab.namespace() as name:
        holder = {**WHOAMI, "ports": [{"containerPort": 8080, "hostPort": 18080}]}
        placed = {"nodeSelector": {"kubernetes.io/hostname": "kubenode01"}}
        ports = [{"port": 80, "nodePort": 30011}]
        service = {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": "holder"},
            "spec": {"type": "NodePort", "selector": {"app": "holder"}, "ports": ports},
        }
        lab.apply(pod("holder", holder, **placed), service, namespace=name)
        chosen = ("-n", name, "get", "pod", "holder", "-o", "jsonpath={.spec.nodeName}")
        lab.until("a node for the holder", lambda: lab.kubectl(*chosen) == "kubenode01")
        yield name


def test_what_is_in_the_way_is_found_with_its_remedy(lab: Lab, taken: str, tmp_path: Path) -> None:
    with lab.namespace({ENFORCED: "baseline"}) as baseline:
        pinned = {"node_selector": {"kubernetes.io/hostname": "kubenode01"}}
        known = {"class_name": "nobodys", "dialect": "traefik"}
        shop = {
            "number": app("NodePortApp", baseline, {"node_port": 30011}),
            "beyond": app("NodePortApp", baseline, {"node_port": 35000}),
            "host": app("HostPortApp", baseline, {"host_port": 18080}, **pinned),
            "free": app("HostPortApp", taken, {"host_port": 18081}),
            "lost": app("NodePortApp", "nowhere", {"node_port": 30012}),
            "web": app(
                "IngressApp",
                baseline,
                {},
                controller=known,
                hosts=["web.example.com"],
                tls={"secret_name": "web-tls"},
            ),
        }
        cluster = {
            "nodes": [*NODES, {"name": "kubenode03", "address": "10.13.241.11"}],
            "node_port_range": "30000-40000",
        }
        code, found = diagnosis(lab, *project(tmp_path, shop, cluster))
    told = lines(found)
    assert code == 1
    pinned_app = f"Deployment {baseline}/host"
    expected = {
        f"node ports: nodePort 30011 of Service {baseline}/number": (
            f"problem | is taken: it is the nodePort of Service {taken}/holder | choose another"
        ),
        f"node ports: nodePort 35000 of Service {baseline}/beyond": (
            "warning | is outside of 30000-32767, the default range"
        ),
        f"host ports: host port 18080/TCP of {pinned_app}": (
            f"problem | is taken by pod {taken}/holder (18080/TCP) on kubenode01"
        ),
        f"host ports: host port 18081/TCP of Deployment {taken}/free": (
            "ok | is free on kubenode01, kubenode02"
        ),
        f"pod security: {pinned_app}": (
            f"problem | needs the level privileged, and namespace {baseline} enforces baseline: "
            f"no pod starts | kubectl label --overwrite namespace {baseline} {ENFORCED}=privileged"
        ),
        # The lab's API server has no default of its own: a dry run of the pod tells.
        f"pod security: Deployment {taken}/free": (
            f"ok | needs the level privileged; namespace {taken} has no label, and a dry run of "
            f"the pod in {taken} is admitted"
        ),
        "namespaces: Namespace nowhere": "problem | is not there",
        "nodes: Node kubenode03": (
            "problem | is not in the cluster | see `cluster.nodes`: did you mean kubenode0"
        ),
        "kinds: traefik.io/v1alpha1 Middleware": (
            "problem | is not known to the API server | let an IngressController of the plan run "
            "Traefik"
        ),
        "ingress classes: IngressClass nobodys": (
            f"problem | is not there, and Ingress {baseline}/web, Ingress {baseline}/web-http asks"
        ),
        f"named objects: Secret {baseline}/web-tls": (
            f"problem | is not there, and Ingress {baseline}/web needs it | kubectl -n {baseline} "
            "create secret tls web-tls"
        ),
        f"network plugin: hostPort of Deployment {taken}/free, {pinned_app}": (
            "unknown | needs a network plugin that supports it"
        ),
    }
    started = {about: told.get(about, "")[: len(start)] for about, start in expected.items()}
    assert started == expected


def test_a_dry_run_tells_why_a_pod_would_be_refused_and_makes_none(lab: Lab) -> None:
    """The label stands in for the cluster's default, which needs a restart of the API server."""
    spec = {"hostNetwork": True, "containers": [{"name": "c", "image": "whoami:1"}]}
    with (
        lab.namespace({ENFORCED: "baseline"}) as name,
        reading(None, str(lab.kubeconfig), Resolver()) as ask,
    ):
        answer = ask(Admission(name, spec))
        assert isinstance(answer, Refused)
        assert 'violates PodSecurity "baseline:latest"' in answer.reason
        assert lab.kubectl("-n", name, "get", "pods", "-o", "name") == ""


@pytest.fixture
def limited(lab: Lab, namespace: str, tmp_path: Path) -> Path:
    """The kubeconfig of a user who may make Services of one namespace alone."""
    lab.kubectl("-n", namespace, "create", "serviceaccount", USER)
    services = ("--verb=create,get,patch,delete", "--resource=services")
    lab.kubectl("-n", namespace, "create", "role", USER, *services)
    bound = (f"--role={USER}", f"--serviceaccount={namespace}:{USER}")
    lab.kubectl("-n", namespace, "create", "rolebinding", USER, *bound)
    # The API server hears of its own roles a little later.
    who = f"--as=system:serviceaccount:{namespace}:{USER}"
    may = ("-n", namespace, "auth", "can-i", "create", "services", who)
    lab.until("the user may make Services", lambda: lab.kubectl(*may))
    config = yaml.safe_load(lab.kubeconfig.read_text())
    token = lab.kubectl("-n", namespace, "create", "token", USER).strip()
    config["users"] = [{"name": each["name"], "user": {"token": token}} for each in config["users"]]
    path = tmp_path / "limited"
    path.write_text(yaml.safe_dump(config))
    return path


def test_what_a_user_may_not_read_is_not_known_and_what_it_may_not_make_is_a_problem(
    lab: Lab, namespace: str, limited: Path, tmp_path: Path
) -> None:
    shop = {"web": app("NodePortApp", namespace, {"node_port": 30013})}
    options = project(tmp_path, shop, {"nodes": NODES})
    code, found = diagnosis(lab, *options, kubeconfig=limited)
    told = lines(found)
    assert code == 1
    denied = told[f"rights: deployments.apps in {namespace}"]
    assert denied.startswith("problem | is forbidden to the user: create, get, patch, delete | ")
    assert f"kubectl -n {namespace} create role NAME --verb=create,get,patch,delete" in denied
    assert told["rights: the user"] == "ok | may make, change and delete services"
    services = told[f"node ports: nodePort 30013 of Service {namespace}/web"]
    assert services.startswith("unknown | is not known: Services of all namespaces can't be read: ")
    assert f'User "system:serviceaccount:{namespace}:{USER}" cannot list' in services
    assert told["nodes: nodes"].startswith("unknown | is not known: nodes can't be read: ")


def transcripts() -> list[Block]:
    return [each for each in BLOCKS if (each.page, each.language) == ("docs/doctor.md", "text")]


@pytest.mark.parametrize("block", cases(transcripts()))
def test_the_page_shows_what_is_printed(lab: Lab, block: Block) -> None:
    line, _, wanted = block.text.removeprefix("$ exposure ").partition("\n")
    options = ("--kubeconfig", lab.kubeconfig, "--project", ROOT)
    printed = exposure(*shlex.split(line), *options).stdout.splitlines()
    got = "".join(f"{each.rstrip()}\n" for each in printed)
    # Three dots stand for any text.
    assert OutputChecker().check_output(wanted, got, ELLIPSIS), got


def test_an_address_is_metallbs_to_give(lab: Lab, tmp_path: Path) -> None:
    lab.addon("metallb")
    _, found = diagnosis(lab, "--project", ROOT, "--stack", "metallb")
    about = "load balancers: Service influxdb-metallb/influxdb"
    assert lines(found)[about] == "ok | will get 10.13.241.240 of MetalLB"
    apps = environment("metallb")["apps"]
    apps["influxdb"]["load_balancer"]["cloud"]["address"] = "10.13.241.99"
    code, found = diagnosis(lab, *project(tmp_path, apps, {"nodes": NODES}))
    assert code == 1
    assert lines(found)[about].startswith(
        "problem | asks for 10.13.241.99, which no pool has: 10.13.241.240-10.13.241.250 | "
    )
