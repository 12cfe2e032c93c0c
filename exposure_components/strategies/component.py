"""What every strategy's component does: admit the args, register the objects, give outputs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import pulumi
from pulumi import Output, ResourceOptions

from exposure_components.claims import component_claim, stake
from exposure_components.dns.hosts import Host
from exposure_components.dns.record_sets import record_sets
from exposure_components.dns.registration import register_records
from exposure_components.endpoints import Endpoint, Reach
from exposure_components.errors import refuse
from exposure_components.exposing import Exposure, Strategy, expose, problems
from exposure_components.late import checked_late
from exposure_components.load_balancers.contract import Front
from exposure_components.named import app_hosts, named
from exposure_components.noted import note_app
from exposure_components.objects.workloads import WORKLOADS
from exposure_components.ports import name_of
from exposure_components.strategies.references import ServiceReference, WorkloadReference
from exposure_components.values import mapping, sequence

_PACKAGE = "exposure_components:index"
_TITLES = (
    "CloudLoadBalancedApp",
    "GatewayApp",
    "HostNetworkApp",
    "HostPortApp",
    "IngressApp",
    "NodePortApp",
)

Outputs = tuple[
    Output[Sequence[Endpoint]], Output[WorkloadReference | None], Output[ServiceReference]
]


def component_type(strategy: Strategy) -> str:
    """Type token of the strategy's component."""
    return f"{_PACKAGE}:{strategy.title}"


def component_options(
    strategy: Strategy, name: str, opts: ResourceOptions | None
) -> ResourceOptions:
    """The caller's options, and the strategy's siblings as former types.

    So a switch of strategy updates the children in place: nothing is replaced.
    """
    below = opts is not None and opts.parent is not None
    siblings = [f"{_PACKAGE}:{title}" for title in _TITLES if title != strategy.title]
    former = [pulumi.Alias(type_=each) if below else _urn(each, name) for each in siblings]
    ours = ResourceOptions(aliases=former)
    return ours if opts is None else ResourceOptions.merge(opts, ours)


def _urn(component: str, name: str) -> str:
    """Of a component below the stack. The SDK makes an Alias of a type to it by a dozen Outputs."""
    return f"urn:pulumi:{pulumi.get_stack()}::{pulumi.get_project()}::{component}::{name}"


def admit(strategy: Strategy, name: str, args: Any, opts: ResourceOptions | None) -> Exposure:
    """What the args come to, or an `ExposureError` with all that is wrong with them."""
    subject = f"{strategy.title} {name}"
    note_app(strategy.title, name, args)
    refuse(subject, problems(strategy, name, args))
    exposure = expose(strategy, name, checked_late(subject, args))
    # As siblings are each other's former types, they cannot have one name in the program.
    stake(subject, [component_claim(subject, name, opts), *exposure.claims])
    return exposure


Attach = Callable[[pulumi.Resource, Sequence[Any]], Front]
"""Puts a balancer in front of a Service, whose NodePorts these are, one per port."""


@dataclass(frozen=True)
class Made:
    """What was registered for an exposure."""

    outputs: Outputs
    values: Mapping[str, Any]
    """The same as the engine is told: what is known in a preview shows, though the rest is not."""
    resources: Mapping[str, Any]
    """By kind; the last where there are several."""
    front: Front | None
    """The balancer."""


def register(
    component: pulumi.ComponentResource,
    name: str,
    exposure: Exposure,
    attach: Attach | None = None,
) -> Outputs:
    """Register the objects as children of the component, what else it needs, and its outputs."""
    made = register_exposure(component, name, exposure, attach)
    component.register_outputs(dict(made.values))
    return made.outputs


def register_exposure(
    component: pulumi.ComponentResource,
    name: str,
    exposure: Exposure,
    attach: Attach | None = None,
) -> Made:
    """Register the objects and what else the component needs, but not its outputs."""
    # Only here is the provider's package imported: `import exposure_components` stays quick.
    from exposure_components.resources import register_objects

    for warning in exposure.warnings:
        pulumi.log.warn(warning, component)
    made: dict[str, Any] = register_objects(component, name, exposure.objects, exposure.timeout)
    service = made["Service"]
    args, front = exposure.args, None
    if attach is not None:
        front = attach(service, [node_port(port, service) for port in args["ports"]])
    reaches = [_found(reach, front) for reach in exposure.reaches]
    if exposure.dns is not None:
        hosts = app_hosts(reaches, args) if exposure.leads_to is None else exposure.leads_to
        _register_names(component, name, exposure.dns, hosts, front)
    workload = next((o for o in exposure.objects if o["kind"] in WORKLOADS), None)
    if exposure.leads_to is None:
        reaches = named(reaches, exposure.dns)
    endpoints = [_endpoint(reach, service) for reach in reaches]
    values = {
        "endpoints": endpoints,
        "workload": None if workload is None else _workload(workload, made[workload["kind"]]),
        "service": _service(service),
    }
    outputs = cast(Outputs, tuple(map(_output, values.values())))
    return Made(outputs, values, made, front)


def _output(value: Any) -> Output[Any]:
    """What `Output.from_input` makes, which makes an Output of every key and of every value, too.

    Most endpoints are known from the start: their Outputs would be a quarter of a program's time.
    """
    if _is_plain(value):
        return Output.from_input(None).apply(lambda _: value)
    fields = mapping(value)
    return Output.from_input(value) if fields is None else Output.all(**fields)


def _is_plain(value: Any) -> bool:
    if (fields := mapping(value)) is not None:
        return all(map(_is_plain, fields.values()))
    if (items := sequence(value)) is not None:
        return all(map(_is_plain, items))
    return value is None or isinstance(value, str | int | float)


def _found(reach: Reach, front: Front | None) -> Reach:
    return reach if reach.host is not None or front is None else replace(reach, host=front.host)


def _register_names(
    component: pulumi.ComponentResource,
    name: str,
    dns: Mapping[str, Any],
    hosts: Sequence[Host],
    front: Front | None,
) -> None:
    target = None
    if front is not None and front.zone_id is not None:
        known = {"name": front.host, "zone_id": front.zone_id}
        target = {**known, "dual_stack": front.dual_stack}
    sets = record_sets(dns, hosts, target)
    register_records(component, name, dns, sets, subject=f"{type(component).__name__} {name}")


def _endpoint(reach: Reach, service: Any) -> Mapping[str, Any]:
    number = reach.number if reach.number is not None else node_port(reach.port, service)
    if isinstance(reach.host, str) and isinstance(number, int):
        return reach.endpoint(reach.host, number)
    # Key by key: what is known in the preview shows, though the port is not.
    known = reach.endpoint("", 0)
    host: Output[str] = Output.from_input(reach.host)
    whole = Output.all(host, number).apply(lambda both: reach.endpoint(*both))
    late = {"url": whole["url"], "command": whole["command"]}
    return {**known, **late, "host": host, "port": number}


def node_port(port: Mapping[str, Any], service: Any) -> Any:
    """The NodePort of a port: fixed, or the one that the cluster chose."""
    if "node_port" in port:
        return port["node_port"]

    def number(spec: Mapping[str, Any] | None) -> int | None:
        ports: Sequence[Mapping[str, Any]] = (spec or {}).get("ports") or ()
        found = next((p.get("nodePort") for p in ports if p.get("name") == name_of(port)), None)
        # On the wire every number is a float.
        return None if found is None else int(found)

    # In a preview the API server answers a number that it will not keep, for a Service that is
    # not there yet: then its id is unknown, and so is this.
    return Output.all(service.id, service.spec.apply(number)).apply(lambda both: both[1])


def _workload(manifest: Mapping[str, Any], made: Any) -> dict[str, Any]:
    metadata = {"namespace": made.namespace, "name": made.object_name}
    return {"api_version": manifest["apiVersion"], "kind": manifest["kind"], **metadata}


def _service(made: Any) -> dict[str, Any]:
    def address(spec: Any) -> str | None:
        return spec.get("clusterIP") if spec else None

    metadata = {"namespace": made.namespace, "name": made.object_name}
    return {**metadata, "cluster_ip": made.spec.apply(address)}
