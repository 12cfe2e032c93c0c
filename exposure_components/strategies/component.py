"""What every strategy's component does: admit the args, register the objects, give outputs."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pulumi
from pulumi import Output, ResourceOptions
from pulumi.output import UNKNOWN

from exposure_components.claims import component_claim, stake
from exposure_components.endpoints import Endpoint, Reach
from exposure_components.errors import refuse
from exposure_components.exposing import Exposure, Strategy, expose, problems
from exposure_components.late import checked_late
from exposure_components.objects.workloads import WORKLOADS
from exposure_components.ports import name_of
from exposure_components.strategies.references import ServiceReference, WorkloadReference

_PACKAGE = "exposure_components:index"
_TITLES = ("HostNetworkApp", "HostPortApp", "NodePortApp")

Outputs = tuple[
    Output[Sequence[Endpoint]], Output[WorkloadReference | None], Output[ServiceReference]
]


def component_type(strategy: Strategy) -> str:
    """Type token of the strategy's component."""
    return f"{_PACKAGE}:{strategy.title}"


def component_options(strategy: Strategy, opts: ResourceOptions | None) -> ResourceOptions:
    """The caller's options, and the strategy's siblings as former types.

    So a switch of strategy updates the children in place: nothing is replaced.
    """
    former = [
        pulumi.Alias(type_=f"{_PACKAGE}:{title}") for title in _TITLES if title != strategy.title
    ]
    return ResourceOptions.merge(opts, ResourceOptions(aliases=former))


def admit(strategy: Strategy, name: str, args: Any, opts: ResourceOptions | None) -> Exposure:
    """What the args come to, or an `ExposureError` with all that is wrong with them."""
    subject = f"{strategy.title} {name}"
    refuse(subject, problems(strategy, name, args))
    exposure = expose(strategy, name, checked_late(subject, args))
    # As siblings are each other's former types, they cannot have one name in the program.
    stake(subject, [component_claim(subject, name, opts), *exposure.claims])
    return exposure


def register(component: pulumi.ComponentResource, name: str, exposure: Exposure) -> Outputs:
    """Register the objects as children of the component, and its outputs."""
    # Only here is the provider's package imported: `import exposure_components` stays quick.
    from exposure_components.strategies.resources import register_objects

    for warning in exposure.warnings:
        pulumi.log.warn(warning, component)
    made = register_objects(component, name, exposure.objects)
    service = made["Service"]
    workload = next((o for o in exposure.objects if o["kind"] in WORKLOADS), None)
    endpoints = [_endpoint(reach, service) for reach in exposure.reaches]
    outputs = {
        "endpoints": endpoints,
        "workload": None if workload is None else _workload(workload, made[workload["kind"]]),
        "service": _service(service),
    }
    component.register_outputs(outputs)
    return cast(Outputs, tuple(Output.from_input(output) for output in outputs.values()))


def _endpoint(reach: Reach, service: Any) -> Mapping[str, Any]:
    number = reach.number if reach.number is not None else _allocated(reach, service)
    if isinstance(reach.host, str) and isinstance(number, int):
        return reach.endpoint(reach.host, number)
    # Key by key: what is known in the preview shows, though the port is not.
    known = reach.endpoint("", 0)
    host: Output[str] = Output.from_input(reach.host)
    whole = Output.all(host, number).apply(lambda both: reach.endpoint(*both))
    late = {"url": whole["url"], "command": whole["command"]}
    return {**known, **late, "host": host, "port": number}


def _allocated(reach: Reach, service: Any) -> Output[int | None]:
    """The NodePort that the cluster chose."""

    def number(spec: Any) -> Any:
        # The API server's dry run answers a number that it will not keep.
        if pulumi.runtime.is_dry_run():
            return UNKNOWN
        ports: Sequence[Any] = (spec and spec.ports) or []
        return next((p.node_port for p in ports if p.name == name_of(reach.port)), None)

    return cast(Output[int | None], service.spec.apply(number))


def _workload(manifest: Mapping[str, Any], made: Any) -> dict[str, Any]:
    metadata = {"namespace": made.metadata.namespace, "name": made.metadata.name}
    return {"api_version": manifest["apiVersion"], "kind": manifest["kind"], **metadata}


def _service(made: Any) -> dict[str, Any]:
    def address(spec: Any) -> str | None:
        return spec.cluster_ip if spec else None

    metadata = {"namespace": made.metadata.namespace, "name": made.metadata.name}
    return {**metadata, "cluster_ip": made.spec.apply(address)}
