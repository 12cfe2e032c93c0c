"""What tells one provider of zones from another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from exposure_components.checks.sound import Sound
from exposure_components.dns.kinds import RecordType
from exposure_components.problems import Problem


@dataclass(frozen=True)
class ZoneProvider:
    """One provider of zones: its rules, and who registers its resources."""

    key: str
    """Its key in a `Zone`."""
    title: str
    """Its name in messages."""
    problems: Callable[[Sound], list[Problem]]
    """What only this provider refuses in a zone."""
    identities: Callable[[Mapping[str, Any]], list[tuple[Any, ...]]]
    """What no second created zone can share with this one."""
    adapter: str
    """The module that is a `ZoneAdapter`. It alone imports the provider's package, so it is
    imported when a zone of this provider is there."""
    aliases: bool = False
    """Whether its zones have ALIAS records."""


@dataclass(frozen=True)
class HostedZone:
    """A zone to put records into."""

    id: Any
    """Its id; may be an Output."""
    name_servers: Any = None
    """Output of those of a created one, where the provider tells."""


@dataclass(frozen=True)
class Written:
    """A record set as it is written: each of these may be an Output."""

    name: str
    type: RecordType | Any
    values: Sequence[Any] | Any
    ttl: int
    alias: Mapping[str, Any] | None


class ZoneAdapter(Protocol):
    """Registers the resources of one provider."""

    def create_zone(self, name: str, zone: Mapping[str, Any], options: Any) -> HostedZone:
        """Make a zone."""
        ...

    def find_zone(
        self, subject: str, path: str, zone: Mapping[str, Any], options: Any
    ) -> HostedZone:
        """Look an existing zone up by its name, which stands at the path of the subject's args."""
        ...

    def create_records(self, name: str, zone_id: Any, written: Written, options: Any) -> Any:
        """Make a record set, and tell its id."""
        ...

    async def wait(self, zone: Mapping[str, Any], seconds: int, options: Any) -> str | None:
        """Wait until the name servers have all of a zone; its status if they do not."""
        ...
