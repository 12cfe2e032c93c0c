"""What a probe tries: endpoints of a plan or of a stack, or URLs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from exposure_components.cli.deployed import export, read_export, shown_file
from exposure_components.cli.failure import UsageError
from exposure_components.cli.planned import planned
from exposure_components.cli.summary import endpoints as planned_endpoints
from exposure_components.ports import PORTS
from exposure_components.probing.outputs import Named, NoOutputsError, endpoints
from exposure_components.probing.resolving import Overrides
from exposure_components.probing.targets import (
    NoTargetError,
    Target,
    Untold,
    endpoint_target,
    target,
)

Probed = Target | Untold


@dataclass(frozen=True)
class Source:
    """Where the endpoints are told."""

    project: Path
    stack: str | None
    config: Sequence[str]
    state: Path | None
    is_deployed: bool
    reveal: bool
    """Whether secret endpoints are read, too."""


def given(urls: Sequence[str]) -> list[Probed]:
    """The URLs of the command line. Raises ``UsageError`` with all that are none."""
    found: list[Probed] = []
    wrong: list[str] = []
    for url in dict.fromkeys(urls):
        try:
            found.append(target(url))
        except NoTargetError as error:
            wrong.append(f"{url} {error}")
    if wrong:
        raise UsageError(*wrong)
    return found


def told(source: Source, only: Sequence[str]) -> list[Probed]:
    """The endpoints that a stack or a plan tells, each once.

    only: names of components; empty for all.

    Raises ``UsageError`` where there are none, and ``ProgramError``.
    """
    found = list(dict.fromkeys(endpoint_target(name, each) for name, each in _named(source)))
    kept = list(_once(each for each in found if not only or each.component in only))
    names = sorted({each.component for each in found})
    if missing := [name for name in only if name not in names]:
        raise UsageError(
            f"no endpoint is of {', '.join(missing)}", f"  components: {', '.join(names) or 'none'}"
        )
    if not kept:
        where = "the stack" if _is_state(source) else "the plan"
        raise UsageError(f"{where} tells no endpoints; give URLs, or export `endpoints`")
    return kept


def overrides(texts: Sequence[str]) -> Overrides:
    """Of `HOST:ADDRESS` or `HOST:PORT:ADDRESS[,ADDRESS…]`. Else ``UsageError``."""
    found: dict[tuple[str, int | None], tuple[str, ...]] = {}
    wrong: list[str] = []
    for text in texts:
        host, _, rest = text.partition(":")
        first, colon, last = rest.partition(":")
        port = int(first) if colon and first.isdecimal() and int(first) in PORTS else None
        # What looks like a port may be the start of an IPv6 address.
        addresses = _addresses(last) if port is not None else ()
        if addresses:
            found[host.lower(), port] = addresses
        elif host and (addresses := _addresses(rest)):
            found[host.lower(), None] = addresses
        else:
            wrong.append(f"--resolve {text} is no HOST:ADDRESS or HOST:PORT:ADDRESS")
    if wrong:
        raise UsageError(*wrong)
    return found


def _named(source: Source) -> Iterator[Named]:
    if not _is_state(source):
        plan = planned(source.project, source.stack, source.config)
        for row in planned_endpoints(plan.recording):
            yield row.component, row.endpoint or {}
        return
    if source.state is None:
        document = export(source.project, source.stack, show_secrets=source.reveal)
        place = "what pulumi stack export says"
    else:
        document, place = read_export(source.state), shown_file(source.state)
    try:
        yield from endpoints(document, reveal=source.reveal)
    except NoOutputsError as error:
        raise UsageError(f"{place} {error}") from error


def _is_state(source: Source) -> bool:
    return source.is_deployed or source.state is not None


def _once(found: Iterable[Probed]) -> Iterator[Probed]:
    """A component's endpoints are outputs of what holds it, too."""
    seen: set[str] = set()
    for each in found:
        if isinstance(each, Untold) or each.url not in seen:
            yield each
        if isinstance(each, Target):
            seen.add(each.url)


def _addresses(text: str) -> tuple[str, ...]:
    parts = [part.strip("[]") for part in text.split(",")]
    try:
        return tuple(str(ip_address(part)) for part in parts)
    except ValueError:
        return ()
