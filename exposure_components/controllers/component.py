"""An ingress controller, which many apps share."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pulumi
from pulumi import Output

from exposure_components.args.controllers import Controller
from exposure_components.args.ingress_controllers import IngressControllerArgs
from exposure_components.claims import component_claim, stake
from exposure_components.controllers.all import make_of
from exposure_components.controllers.app import app_args, sees_clients, strategy_of
from exposure_components.controllers.checks import controller_claims, ingress_controller_problems
from exposure_components.controllers.objects import after, before
from exposure_components.controllers.reference import reference
from exposure_components.controllers.words import Asked
from exposure_components.endpoints import Endpoint
from exposure_components.errors import refuse
from exposure_components.exposing import expose, object_name
from exposure_components.late import checked_late
from exposure_components.load_balancers.all import balancing_of
from exposure_components.load_balancers.contract import Backend, Front
from exposure_components.noted import note_shared
from exposure_components.strategies.component import register_exposure
from exposure_components.strategies.references import ServiceReference, WorkloadReference

TITLE = "IngressController"


class IngressController(pulumi.ComponentResource):
    """Runs Traefik or Contour, and lets apps share its address.

    A pod on each node takes the node's ports 80 and 443, or a load balancer stands in front. An
    `IngressApp` is behind it with `"controller": controller.controller` in its args. Source:
    kubernetes.io, Ingress Controllers.
    """

    endpoints: Output[Sequence[Endpoint]]
    """One per port and node, or per port of the balancer."""
    workload: Output[WorkloadReference | None]
    """The DaemonSet, or the Deployment behind a balancer."""
    service: Output[ServiceReference]
    """Its Service."""
    class_name: Output[str]
    """Name of its IngressClass."""

    def __init__(
        self, name: str, args: IngressControllerArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Check the args and make the controller.

        Raises `ExposureError` with all problems of the args before anything is registered.
        """
        subject = f"{TITLE} {name}"
        refuse(subject, ingress_controller_problems(name, args))
        asked = Asked(object_name(name, args), checked_late(subject, args))
        strategy, derived = strategy_of(args), app_args(asked)
        exposure = expose(strategy, name, derived)
        stake(
            subject,
            [component_claim(subject, name, opts, "controller"), *controller_claims(name, asked)],
        )
        super().__init__(f"exposure_components:index:{TITLE}", name, None, opts)
        warnings = [*exposure.warnings, *make_of(args).warnings(asked)]
        objects = [*before(asked), *exposure.objects, *after(asked)]
        whole = replace(exposure, objects=objects, warnings=warnings)

        def attach(service: pulumi.Resource, node_ports: Sequence[Any]) -> Front:
            return balancing_of(derived).attach(Backend(self, name, derived, service, node_ports))

        made = register_exposure(self, name, whole, attach if asked.is_balanced else None)
        self.endpoints, self.workload, self.service = made.outputs
        self.class_name = made.resources["IngressClass"].object_name
        self._controller = reference(
            asked,
            client_ip_kept=sees_clients(asked),
            addresses=None if made.front is None else [made.front.host],
            ready=self.class_name,
        )
        note_shared("controller", name, self._controller, controller_claims(name, asked))
        self.register_outputs({**made.values, "class_name": self.class_name})

    @property
    def controller(self) -> Controller:
        """What an app behind it has for `controller`. No output: it stays in the program."""
        return self._controller
