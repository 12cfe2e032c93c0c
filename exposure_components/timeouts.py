"""How long a resource may take."""

from pulumi import CustomTimeouts


def timeouts(seconds: int | None) -> CustomTimeouts | None:
    """The same for each of its changes; None leaves them to the provider."""
    if seconds is None:
        return None
    text = f"{seconds}s"
    return CustomTimeouts(create=text, update=text, delete=text)
