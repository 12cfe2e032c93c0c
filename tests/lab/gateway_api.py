"""The Gateway API's kinds, and nothing that serves them.

Of the channels it is the experimental one. Traefik 3.7, told to serve TCPRoutes, lists them as
v1alpha2, which the standard channel no longer serves; and until that list comes it serves no route
of any kind.
"""

from . import api, build, versions

MODULE = "sigs.k8s.io/gateway-api"
CHANNEL = "experimental"


class GatewayAPI:
    """The addon."""

    def build(self) -> None:
        build.download(MODULE, versions.GATEWAY_API)

    def pack(self) -> None:
        """No program, no image."""

    def up(self) -> None:
        source = build.download(MODULE, versions.GATEWAY_API)
        # Its list of files is a kustomization.
        api.define("-k", source / "config/crd" / CHANNEL)
