"""One host for all tests of a session: it starts once per `pulumi` command, too."""

from collections.abc import Iterator

import pytest

from tests.host.engine import Host, hosting


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    """The host, as a process of its own."""
    with hosting() as running:
        yield running
