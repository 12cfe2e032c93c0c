"""Redirects to HTTPS that lead astray."""

from exposure_components.checks.sound import Sound
from exposure_components.ingress.words import HTTP_PORT, HTTPS_PORT
from exposure_components.problems import Problem


def redirect_problems(args: Sound, who: str) -> list[Problem]:
    """Of a controller that redirects to the same host, and drops the port."""
    controller, tls = args.below("controller"), args.below("tls")
    http, https = controller.get("http_port", HTTP_PORT), controller.get("https_port", HTTPS_PORT)
    asked = tls.value and tls.get("redirect", True) and not tls.get("passthrough")
    if not asked or (http, https) == (HTTP_PORT, HTTPS_PORT):
        return []
    rule = f"would lead astray: {who} cannot redirect from port {http} to {https}"
    return [Problem("tls.redirect", None, rule, "set it to false, or use ports 80 and 443")]
