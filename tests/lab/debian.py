"""Debian's packages, unpacked and never installed: machines see them laid over /usr."""

import hashlib
import re
import shutil
from pathlib import Path

from .host import apt_get
from .paths import PACKAGES
from .shell import LabError, run, say

PROGRAMS = {
    "etcd-server": "usr/bin/etcd",
    "containerd": "usr/bin/containerd",
    "runc": "usr/sbin/runc",
    "containernetworking-plugins": "usr/lib/cni/ptp",
    "iptables": "usr/sbin/xtables-nft-multi",
    "nftables": "usr/sbin/nft",
    "ipset": "usr/sbin/ipset",
    "conntrack": "usr/sbin/conntrack",
    "influxdb": "usr/bin/influxd",
    "influxdb-client": "usr/bin/influx",
    "busybox-static": "bin/busybox",
}
"""Package and the program that the lab wants of it."""

LIBRARIES = (
    *("libxtables12", "libip4tc2", "libip6tc2", "libipset13"),
    *("libnftnl11", "libnftables1", "libnfnetlink0", "libnetfilter-conntrack3", "libmnl0"),
    *("libjansson4", "libgmp10", "libseccomp2", "libedit2", "libbsd0", "libmd0"),
)
"""What the programs link to and a minimal Debian lacks; `_check_links` tells what is missing."""


def folder() -> Path:
    """Keyed by the list of packages, so that a changed list unpacks anew."""
    wanted = " ".join(sorted((*PROGRAMS, *LIBRARIES)))
    return PACKAGES / hashlib.sha256(wanted.encode()).hexdigest()[:12]


def sysroot() -> Path:
    return folder() / "root"


def program(package: str) -> Path:
    return sysroot() / PROGRAMS[package]


def prepare() -> None:
    if sysroot().exists():
        return
    archives, part = folder() / "archives", folder() / "root.part"
    shutil.rmtree(folder(), ignore_errors=True)
    archives.mkdir(parents=True)
    apt_get("download", *PROGRAMS, *LIBRARIES, cwd=archives)
    for archive in sorted(archives.glob("*.deb")):
        run("dpkg-deb", "-x", archive, part)
    # What update-alternatives does when the package is installed.
    for name in ("iptables", "ip6tables"):
        for tail in ("", "-save", "-restore"):
            link = part / "usr/sbin" / f"{name}{tail}"
            link.unlink(missing_ok=True)
            link.symlink_to("xtables-nft-multi")
    _check_links(part)
    part.rename(sysroot())
    say(f"unpacked {len(PROGRAMS) + len(LIBRARIES)} Debian packages")


def libraries_of(binary: Path, root: Path) -> list[Path]:
    """Its shared libraries and loader, from the packages or else from the host."""
    found = sorted((root / "usr/lib").glob("*-linux-gnu"))
    path = ":".join(map(str, found))
    output = run("env", f"LD_LIBRARY_PATH={path}", "ldd", binary, check=False).stdout
    if missing := re.findall(r"(\S+) => not found", output):
        raise LabError(f"{binary.name}: {', '.join(missing)} not found; add its package here")
    return [Path(p) for p in re.findall(r"(/\S+) \(", output)]


def _check_links(root: Path) -> None:
    for path in PROGRAMS.values():
        libraries_of(root / path, root)
