"""The ingress controllers that apps of a stack share."""

from typing import Any

import pulumi

from exposure_components.checks.collisions import Claim
from exposure_components.controllers.app import sees_clients
from exposure_components.controllers.checks import controller_claims, ingress_controller_problems
from exposure_components.controllers.component import IngressController
from exposure_components.controllers.reference import reference
from exposure_components.controllers.words import Asked
from exposure_components.exposing import object_name
from exposure_components.sharing.contract import Sharing


def _asked(name: str, entry: Any) -> Asked:
    return Asked(object_name(name, entry), entry)


def _promised(name: str, entry: Any) -> Any:
    asked = _asked(name, entry)
    return reference(asked, client_ip_kept=sees_clients(asked))


def _made(name: str, entry: Any, opts: pulumi.ResourceOptions | None) -> Any:
    return IngressController(name, entry, opts).controller


def _claims(name: str, entry: Any) -> list[Claim]:
    return controller_claims(name, _asked(name, entry))


CONTROLLERS = Sharing(
    config="controllers",
    arg="controller",
    thing="controller",
    problems=ingress_controller_problems,
    promised=_promised,
    made=_made,
    takes_cluster=True,
    claims=_claims,
)
