"""The lab's programs: OpenStack's services from PyPI, data base and servers from Debian."""

import shutil
import sys

from .. import debian
from ..locks import alone
from ..shell import run, say
from .settings import HERE, venv

SERVERS = debian.Packages(
    programs={
        "mariadb-server-core": "usr/sbin/mariadbd",
        "mariadb-client-core": "usr/bin/mariadb",
        "bind9": "usr/sbin/named",
        "bind9-utils": "usr/sbin/rndc",
        "bind9-dnsutils": "usr/bin/dig",
        "haproxy": "usr/sbin/haproxy",
        "nftables": "usr/sbin/nft",
        "iputils-ping": "bin/ping",
    },
    libraries=(
        *("bind9-libs", "libuv1", "libnghttp2-14", "libjson-c5", "liblmdb0", "libmaxminddb0"),
        *("libfstrm0", "libprotobuf-c1", "libjemalloc2", "libxml2", "libicu72"),
        *("libgssapi-krb5-2", "libkrb5-3", "libk5crypto3", "libkrb5support0", "libcom-err2"),
        *("libkeyutils1", "libcap2", "libidn2-0", "libunistring2", "libedit2", "libbsd0", "libmd0"),
        *("libaio1", "liburing2", "libnuma1", "libpcre2-8-0", "libncurses6", "libreadline8"),
        *("liblua5.3-0", "libopentracing-c-wrapper0", "libopentracing1"),
        *("libnftables1", "libnftnl11", "libmnl0", "libxtables12", "libjansson4", "libgmp10"),
    ),
)


def prepare() -> None:
    # First what need not wait for programs that are built.
    with alone("openstack-cache"):
        _services()
    with alone("cache"):
        SERVERS.prepare()


def _services() -> None:
    done = venv() / "complete"
    if done.exists():
        return
    say("installing OpenStack's services from PyPI")
    shutil.rmtree(venv(), ignore_errors=True)
    run(sys.executable, "-m", "venv", venv())
    wanted = ("--requirement", HERE / "requirements.txt", "--constraint", HERE / "constraints.txt")
    quiet = ("--quiet", "--no-input", "--disable-pip-version-check")
    run(venv() / "bin/pip", "install", *quiet, *wanted)
    done.touch()
    say("installed them")


def server(package: str) -> list[str]:
    """The start of a command: the package's program, with the libraries that come with it."""
    path = debian.library_path(SERVERS.sysroot())
    return ["env", f"LD_LIBRARY_PATH={path}", str(SERVERS.program(package))]
