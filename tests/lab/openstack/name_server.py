"""bind9: it holds the zones that Designate hands it, and answers for them."""

from .. import processes
from ..shell import run
from .install import server
from .settings import DNS_PORT, HOST, STATE

NAME = "named"


def start() -> None:
    command = [*server("bind9"), "-g", "-4", "-n", "1", "-c", str(STATE / "etc/named.conf")]
    processes.spawn(NAME, command, {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, home=STATE)


def healthy() -> bool:
    rndc = (STATE / "bin/rndc", "-c", STATE / "etc/rndc.conf", "status")
    return run(*rndc, check=False).returncode == 0


def dig(name: str, kind: str = "A") -> list[str]:
    """What it answers, in no order; a name that it does not know has no records."""
    where = (f"@{HOST}", "-p", str(DNS_PORT), "+short", "+tries=1", "+time=3")
    lines = run(*server("bind9-dnsutils"), *where, name, kind, check=False).stdout.splitlines()
    # Errors come as comments.
    return sorted(line for line in lines if not line.startswith(";"))
