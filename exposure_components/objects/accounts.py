"""The identity of the pods, and on OpenShift what it permits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_components.objects.labels import Manifest, metadata
from exposure_components.objects.network import PodNetwork
from exposure_components.objects.security import on_openshift

if TYPE_CHECKING:
    from exposure_components.args.app import AppArgs


def account_name(name: str, app: AppArgs, network: PodNetwork) -> str | None:
    """The service account of the pods; None for the namespace's `default`."""
    created = name if creates_account(app, network) else None
    return app.get("service_account", {}).get("name", created)


def creates_account(app: AppArgs, network: PodNetwork) -> bool:
    """On OpenShift a constraint is granted to an account, never to a whole namespace."""
    account = app.get("service_account", {})
    needed = constraint(app, network) is not None and "name" not in account
    return account.get("create", needed)


def constraint(app: AppArgs, network: PodNetwork) -> str | None:
    """The least security context constraint that admits the pods; None where every account has it.

    Names are those that OpenShift ships (docs.openshift.com, Managing security context
    constraints): `restricted-v2` is granted to every account.
    """
    security = app.get("security", {})
    if not on_openshift(app):
        return None
    if security.get("privileged") or set(security.get("add_capabilities", [])) - {
        "NET_BIND_SERVICE"
    }:
        return "privileged"
    if security.get("run_as_root"):
        return "privileged" if network.takes_ports_of_the_node else "anyuid"
    return "hostnetwork-v2" if network.takes_ports_of_the_node else None


def accounts(name: str, app: AppArgs, network: PodNetwork) -> list[Manifest]:
    """The service account, and the role that lets it use its constraint."""
    account = account_name(name, app, network)
    made: list[Manifest] = []
    if account and creates_account(app, network):
        annotations = app.get("service_account", {}).get("annotations", {})
        made.append(
            {
                "apiVersion": "v1",
                "kind": "ServiceAccount",
                "metadata": metadata(account, app, annotations, of=name),
                "automountServiceAccountToken": False,
            }
        )
    used = constraint(app, network)
    return [*made, *_grant(name, app, account or "default", used)] if used else made


def _grant(name: str, app: AppArgs, account: str, used: str) -> list[Manifest]:
    role = f"{name}-scc"
    rbac = "rbac.authorization.k8s.io"
    return [
        {
            "apiVersion": f"{rbac}/v1",
            "kind": "Role",
            "metadata": metadata(role, app, of=name),
            "rules": [
                {
                    "apiGroups": ["security.openshift.io"],
                    "resources": ["securitycontextconstraints"],
                    "resourceNames": [used],
                    "verbs": ["use"],
                }
            ],
        },
        {
            "apiVersion": f"{rbac}/v1",
            "kind": "RoleBinding",
            "metadata": metadata(role, app, of=name),
            "roleRef": {"apiGroup": rbac, "kind": "Role", "name": role},
            "subjects": [{"kind": "ServiceAccount", "name": account}],
        },
    ]
