"""What the components of all strategies do alike."""

import gc
from typing import Any

import pulumi
import pytest

from exposure_components import ExposureError
from exposure_components.testing import UNKNOWN, Alias, Options, Recording, run_program
from tests.strategies.programs import (
    COMPONENTS,
    DEPLOYMENT,
    NAMESPACE,
    NODES,
    SERVICE,
    app,
    component_of,
    exposing,
    own_options,
    recorded,
    token,
)

EACH = pytest.mark.parametrize("title", COMPONENTS)
RICH = app(
    replicas=2,
    namespace={"create": True},
    service_account={"create": True},
    volumes=[{"name": "data", "mount_path": "/data", "new_claim": {"size": "1Gi"}}],
    cluster={"nodes": NODES, "platform": "openshift"},
    security={"run_as_root": True},
)
PORT: dict[str, dict[str, Any]] = {
    "CloudLoadBalancedApp": {"container_port": 80, "node_port": 30080},
    "HostNetworkApp": {"container_port": 30080},
    "HostPortApp": {"container_port": 80, "host_port": 30080},
    "NodePortApp": {"container_port": 80, "node_port": 30080},
}
"""Each takes the same port of the nodes."""
SERVED = {"ports": [{"container_port": 80}], "hosts": ["influxdb.example.com"]}
BY_HOST = ("GatewayApp", "IngressApp")
ARGS = {title: {"ports": [port]} for title, port in PORT.items()} | dict.fromkeys(BY_HOST, SERVED)
HOSTS = dict.fromkeys(COMPONENTS, "10.13.241.89") | {
    "CloudLoadBalancedApp": "203.0.113.10",
    **dict.fromkeys(BY_HOST, "influxdb.example.com"),
}
"""Of the first endpoint: the first node, the cloud's balancer, or what the controller serves."""
PORTS = {title: [30080, 30080] for title in COMPONENTS} | {
    "CloudLoadBalancedApp": [80],
    **{title: [80] for title in BY_HOST},
}
"""Of the endpoints: one for each node, or one at the balancer or controller."""
ROUTES: dict[str, list[tuple[str, str]]] = {title: [] for title in COMPONENTS} | {
    "GatewayApp": [("HTTPRoute", "influxdb")],
    "IngressApp": [("Ingress", "influxdb")],
}
"""What leads to the Service."""
PATH = {
    "CloudLoadBalancedApp": "ports[0].node_port",
    "HostNetworkApp": "ports[0].container_port",
    "HostPortApp": "ports[0].host_port",
    "NodePortApp": "ports[0].node_port",
}


@EACH
def test_nothing_is_registered_when_there_is_a_problem(title: str) -> None:
    def program() -> str:
        with pytest.raises(ExposureError) as raised:
            COMPONENTS[title]("influxdb", app(replicas=-1))
        return str(raised.value)

    recording = run_program(program)
    assert recording.resources == ()
    assert recording.logs == ()
    assert recording.value == (
        f"{title} influxdb has 1 problem:\n  replicas: -1 is negative; give 0 or more"
    )


@EACH
def test_the_outputs_are_the_registered_ones(title: str) -> None:
    recording = recorded(title, app(**ARGS[title]))
    assert said(recording.value) == component_of(recording, title).outputs


def said(value: Any) -> Any:
    """Without what is None, of which the engine is not told."""
    if isinstance(value, dict):
        return {key: said(item) for key, item in value.items() if item is not None}
    return [said(item) for item in value] if isinstance(value, list) else value


@EACH
@pytest.mark.parametrize("preview", [True, False], ids=["preview", "up"])
def test_the_outputs_can_be_exported(title: str, preview: bool) -> None:
    def program() -> None:
        made = COMPONENTS[title]("influxdb", app(**ARGS[title]))
        pulumi.export("endpoints", made.endpoints)
        pulumi.export("name", made.service["name"])
        pulumi.export("host", made.endpoints[0]["host"])

    exports = run_program(program, preview=preview).exports
    if preview and title == "CloudLoadBalancedApp":
        assert exports == {"endpoints": UNKNOWN, "name": "influxdb", "host": UNKNOWN}
        return
    assert exports["host"] == HOSTS[title]
    assert [e["port"] for e in exports["endpoints"]] == PORTS[title]
    assert preview or exports["name"] == "influxdb"


@EACH
def test_the_siblings_of_a_strategy_are_its_former_types(title: str) -> None:
    # Thus a switch of strategy updates the children in place.
    component = component_of(recorded(title, app()), title)
    assert component.options == Options(aliases=former(component.urn, title))


@EACH
def test_below_a_parent_the_engine_finds_them_under_it(title: str) -> None:
    def program() -> None:
        parent = pulumi.ComponentResource("shop:index:Shop", "shop")
        exposing(title, app(), opts=pulumi.ResourceOptions(parent=parent))()

    component = component_of(run_program(program), title)
    types = tuple(Alias(type=token(other)) for other in COMPONENTS if other != title)
    assert component.options == Options(aliases=types)


@EACH
def test_aliases_of_the_caller_stay(title: str) -> None:
    opts = pulumi.ResourceOptions(aliases=[pulumi.Alias(name="metrics")], protect=True)
    component = component_of(run_program(exposing(title, app(), opts=opts)), title)
    aliases = (Alias(name="metrics"), *former(component.urn, title))
    assert component.options == Options(aliases=aliases, protect=True)


def former(urn: str, title: str) -> tuple[Alias, ...]:
    """What a component of the title may have been."""
    siblings = [other for other in COMPONENTS if other != title]
    return tuple(Alias(urn=urn.replace(token(title), token(other))) for other in siblings)


@EACH
def test_children_have_their_parent_and_no_other_option(title: str) -> None:
    recording = recorded(title, RICH)
    component, *children = recording.resources
    count = 8 + len(ROUTES[title])
    assert [child.parent for child in children] == [component.urn] * count
    assert [own_options(child) for child in children] == [Options()] * count


@EACH
def test_children_are_named_by_the_component_and_not_by_the_args(title: str) -> None:
    recording = recorded(title, {**RICH, "name": "metrics"})
    assert [(r.type.rpartition(":")[2], r.name) for r in recording.resources[1:]] == [
        ("Namespace", "influxdb"),
        ("ServiceAccount", "influxdb"),
        ("Role", "influxdb"),
        ("RoleBinding", "influxdb"),
        ("PersistentVolumeClaim", "influxdb-data"),
        ("Deployment", "influxdb"),
        ("Service", "influxdb"),
        ("PodDisruptionBudget", "influxdb"),
        *ROUTES[title],
    ]


@EACH
def test_a_created_namespace_comes_first_by_its_data(title: str) -> None:
    recording = recorded(title, app(namespace={"name": "apps", "create": True}))
    namespace = recording.one(NAMESPACE)
    for kind in (DEPLOYMENT, SERVICE):
        child = recording.one(kind)
        assert child.property_dependencies["metadata"] == (namespace.urn,)
        assert child.inputs["metadata"]["namespace"] == "apps"


@EACH
def test_only_openshift_makes_the_workload_wait(title: str) -> None:
    assert recorded(title, app()).one(DEPLOYMENT).dependencies == ()


@EACH
def test_a_parent_of_the_callers_is_the_components_alone(title: str) -> None:
    class Team(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("tests:index:Team", "team")
            COMPONENTS[title]("influxdb", app(), pulumi.ResourceOptions(parent=self))
            self.register_outputs({})

    recording = run_program(Team)
    team = recording.one("tests:index:Team")
    component = component_of(recording, title)
    assert component.parent == team.urn
    assert recording.one(SERVICE).parent == component.urn


@pytest.mark.parametrize("title", PORT)
@pytest.mark.parametrize("other", PORT)
def test_two_apps_of_one_program_cannot_have_one_port(title: str, other: str) -> None:
    def program() -> str:
        COMPONENTS[title]("influxdb", app(ports=[PORT[title]]))
        with pytest.raises(ExposureError) as raised:
            COMPONENTS[other]("grafana", app(ports=[PORT[other]]))
        return str(raised.value)

    recording = run_program(program)
    assert recording.value == (
        f"{other} grafana has 1 problem:\n"
        f"  {PATH[other]}: 30080 is claimed by influxdb too ({PATH[title]}); "
        "choose another, or give the clusters names if they are two"
    )
    assert {r.name for r in recording.resources} == {"influxdb"}


@EACH
def test_an_app_that_was_refused_claims_nothing(title: str) -> None:
    def program() -> None:
        for replicas in (-1, 1):
            try:
                COMPONENTS[title]("influxdb", app(**ARGS[title], replicas=replicas))
            except ExposureError:
                assert replicas == -1

    assert len(run_program(program).resources) == 3 + len(ROUTES[title])


@EACH
def test_one_program_does_not_know_the_apps_of_another(title: str) -> None:
    program = exposing(title, app(**ARGS[title]))
    first, second = run_program(program), run_program(program)
    assert first.resources == second.resources


@EACH
def test_the_claims_of_a_program_end_with_it(title: str) -> None:
    from exposure_components import claims

    def kept() -> int:
        gc.collect()
        return len(claims._claims)

    before = kept()
    run_program(exposing(title, app()))
    assert kept() == before


@EACH
def test_apps_on_two_clusters_share_ports(title: str) -> None:
    def program() -> None:
        for cluster in ("a", "b"):
            args = app(**ARGS[title] | {"cluster": {"name": cluster, "nodes": NODES}})
            COMPONENTS[title](f"influxdb-{cluster}", args)

    assert len(run_program(program).resources) == 2 * (3 + len(ROUTES[title]))


def manifests(recording: Recording) -> dict[str, Any]:
    return {m["kind"]: m for m in recording.manifests()}


def test_a_switch_of_strategy_changes_the_service_in_place() -> None:
    made = {title: manifests(recorded(title, app())) for title in COMPONENTS}
    services = [m["Service"] for m in made.values()]
    identity = {
        "name": "influxdb",
        "namespace": "default",
        "labels": {"app.kubernetes.io/name": "influxdb", "exposure-components/app": "influxdb"},
    }
    # Whether `up` awaits the Service is told by an annotation, which is updated in place.
    own = [{k: v for k, v in s["metadata"].items() if k != "annotations"} for s in services]
    assert own == [identity] * len(COMPONENTS)
    selector = {"exposure-components/app": "influxdb"}
    assert [s["spec"]["selector"] for s in services] == [selector] * len(COMPONENTS)
    selectors = [m["Deployment"]["spec"]["selector"] for m in made.values()]
    assert selectors == [{"matchLabels": selector}] * len(COMPONENTS)


@EACH
@pytest.mark.parametrize("other", COMPONENTS)
def test_two_components_of_one_program_cannot_have_one_name(title: str, other: str) -> None:
    def program() -> str:
        COMPONENTS[title]("influxdb", app(**ARGS[title]))
        args: dict[str, Any] = {"ports": [{"container_port": 81}]}
        if other in BY_HOST:
            args["hosts"] = ["other.example.com"]
        with pytest.raises(ExposureError) as raised:
            COMPONENTS[other]("influxdb", app(name="other", **args))
        return str(raised.value)

    assert run_program(program).value == (
        f"{other} influxdb has 1 problem:\n"
        f"  component: influxdb is claimed by {title} influxdb too (component); "
        "give one of the two components another name"
    )
