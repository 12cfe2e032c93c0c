"""Controllers that run in the cluster, by the images of their pods."""

from collections.abc import Iterable, Mapping
from typing import Any

from exposure_components.doctor.plan import is_true
from exposure_components.topology.things import fields, items

Pod = Mapping[str, Any]

IMAGES = {
    "gateway.envoyproxy.io": "envoyproxy/gateway",
    "haproxy.org": "kubernetes-ingress",
    "ingress.k8s.aws": "aws-load-balancer-controller",
    "istio.io": "istio/pilot",
    "k8s.io/ingress-nginx": "ingress-nginx/controller",
    "nginx.org": "nginx-ingress",
    "openshift.io": "haproxy-router",
    "projectcontour.io": "contour",
    "traefik.io": "traefik",
}
"""By the start of the controller that a class names: a part of its image's name."""


def image_of(controller: str) -> str:
    """A part of the name of a known controller's image; empty for any other."""
    return next((part for start, part in IMAGES.items() if controller.startswith(start)), "")


def running(pods: Iterable[Pod], image: str) -> list[Pod]:
    """The pods with a container of such an image."""
    return [each for each in pods if any(image in name for name in _images(each))]


def ready(pods: Iterable[Pod]) -> list[Pod]:
    """Those that serve."""
    return [each for each in pods if is_true(each, "Ready")]


def _images(pod: Pod) -> list[str]:
    return [str(each.get("image", "")) for each in items(fields(pod, "spec"), "containers")]
