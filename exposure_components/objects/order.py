"""Which objects must be there before which, and go after them."""

from exposure_components.objects.workloads import WORKLOADS

_BEFORE_THE_PODS = (
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "RoleBinding",
    "ServiceAccount",
)
"""The pods are refused, and retried ever more slowly, until their account may run them; and what
they read must be there."""
_AFTER_THE_PODS = ("GatewayClass", "IngressClass", "TLSStore")
"""Whoever waits for these waits for their controller."""
_BEFORE_ROUTES = (
    "Certificate",
    "Middleware",
    "MiddlewareTCP",
    "RoleBinding",
    "Secret",
    "Service",
    "ServersTransport",
)
"""What routes name. Until it is there, controllers answer with errors; OpenShift refuses a Route
whose certificate is not there, or not to be read by its router."""
GATEWAY_ROUTES = ("GRPCRoute", "HTTPRoute", "TCPRoute", "TLSRoute", "UDPRoute")
_ROUTES = (
    *GATEWAY_ROUTES,
    "HTTPProxy",
    "Ingress",
    "IngressRouteTCP",
    "IngressRouteUDP",
    "Route",
)
"""They lead to the Service, and go before it: of one that leads nowhere clients get errors, though
another leads elsewhere."""
_NEEDED = {
    **dict.fromkeys(WORKLOADS, frozenset[str](_BEFORE_THE_PODS)),
    **dict.fromkeys(_AFTER_THE_PODS, WORKLOADS),
    "Gateway": frozenset(["Secret"]),
    **dict.fromkeys(_ROUTES, frozenset[str](_BEFORE_ROUTES)),
}


def needed_by(kind: str) -> frozenset[str]:
    """The kinds that must be there before an object of the kind."""
    return _NEEDED.get(kind, frozenset())
