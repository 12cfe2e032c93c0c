"""Reading what Octavia writes for keepalived: the UDP listeners."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Check:
    address: str
    port: int
    timeout: float


@dataclass(frozen=True)
class Member:
    id: str
    address: str
    port: int
    weight: int
    check: Check | None
    """None: it is taken to be well."""


@dataclass(frozen=True)
class Listener:
    balancer: str
    """Its id."""
    addresses: tuple[str, ...]
    port: int
    members: tuple[Member, ...] = ()
    sticky: bool = False
    """A client stays with its member."""
    delay: float = 5
    """Seconds between checks of a member."""
    fall: int = 1
    """Checks that must fail before a member is left out; one that succeeds takes it back."""


@dataclass
class _Section:
    """One pair of braces: its words, its values and its sections."""

    words: list[str]
    comment: str = ""
    """The last one before it: there Octavia names the member."""
    values: dict[str, list[str]] = field(default_factory=lambda: dict[str, list[str]]())
    sections: list["_Section"] = field(default_factory=lambda: list[_Section]())

    def of_kind(self, kind: str) -> Iterator["_Section"]:
        return (section for section in self.sections if section.words[0] == kind)


def listeners(text: str) -> list[Listener]:
    """One per protocol version, at most."""
    top = _parse(text)
    groups = {group.words[1]: group for group in top.of_kind("virtual_server_group")}
    servers = top.of_kind("virtual_server")
    # The head of the file: "# Configuration for Loadbalancer ID".
    balancer = text.split("\n", 1)[0].split()[-1]
    return [_listener(balancer, server, groups[server.words[2]]) for server in servers]


def _parse(text: str) -> _Section:
    open_sections = [_Section([])]
    comment = ""
    for line in map(str.strip, text.splitlines()):
        current = open_sections[-1]
        if line.startswith("#"):
            comment = line
        elif line == "}":
            open_sections.pop()
        elif line.endswith("{"):
            section = _Section(line[:-1].split(), comment)
            current.sections.append(section)
            open_sections.append(section)
        elif line:
            key, *values = line.replace('"', "").split()
            current.values[key] = values
    return open_sections[0]


def _listener(balancer: str, server: _Section, group: _Section) -> Listener:
    # In a group, each line is an address and a port.
    (port,) = {int(values[0]) for values in group.values.values()}
    return Listener(
        balancer=balancer,
        addresses=tuple(group.values),
        port=port,
        members=tuple(map(_member, server.of_kind("real_server"))),
        sticky="persistence_timeout" in server.values,
        delay=float(server.values.get("delay_loop", ["5"])[0]),
        fall=int(server.values.get("retry", ["1"])[0]),
    )


def _member(server: _Section) -> Member:
    _, address, port = server.words
    weight = int(server.values["weight"][0])
    id = server.comment.split()[-1]
    return Member(id, address, int(port), weight, _check(server))


def _check(server: _Section) -> Check | None:
    for check in server.of_kind("MISC_CHECK"):
        _, address, port = check.values["misc_path"]
        return Check(address, int(port), float(check.values["misc_timeout"][0]))
    return None
