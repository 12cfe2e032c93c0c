"""Images of ingress controllers on every node; whoever wants one deploys it.

The library has a component for that: a controller of the lab's own would take its ports.
"""

from . import build, images, imports, wheels
from .modules import CONTOUR
from .topology import NODES


class Ingress:
    """The addon."""

    def build(self) -> None:
        wheels.TRAEFIK.fetch()
        wheels.ENVOY.fetch()
        build.build([CONTOUR])

    def pack(self) -> None:
        images.ingress()

    def up(self) -> None:
        if not all(set(images.INGRESS) <= imports.known(node) for node in NODES):
            imports.everywhere(images.ingress())
