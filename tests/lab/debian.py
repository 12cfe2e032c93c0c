"""Debian's packages, unpacked into the cache and never installed."""

import hashlib
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .host import apt_get
from .paths import PACKAGES
from .shell import LabError, run, say


@dataclass(frozen=True)
class Packages:
    """Packages that are unpacked over each other, into one root."""

    programs: Mapping[str, str]
    """Package and the program that the lab wants of it."""
    libraries: Sequence[str]
    """What they link to and a minimal Debian lacks; `_check_links` tells what is missing."""

    def folder(self) -> Path:
        """Keyed by the list of packages, so that a changed list unpacks anew."""
        wanted = " ".join(sorted((*self.programs, *self.libraries)))
        return PACKAGES / hashlib.sha256(wanted.encode()).hexdigest()[:12]

    def sysroot(self) -> Path:
        return self.folder() / "root"

    def program(self, package: str) -> Path:
        return self.sysroot() / self.programs[package]

    def prepare(self) -> None:
        if self.sysroot().exists():
            return
        archives, part = self.folder() / "archives", self.folder() / "root.part"
        shutil.rmtree(self.folder(), ignore_errors=True)
        archives.mkdir(parents=True)
        apt_get("download", *self.programs, *self.libraries, cwd=archives)
        for archive in sorted(archives.glob("*.deb")):
            run("dpkg-deb", "-x", archive, part)
        _link_iptables(part)
        self._check_links(part)
        part.rename(self.sysroot())
        say(f"unpacked {len(self.programs) + len(self.libraries)} Debian packages")

    def _check_links(self, root: Path) -> None:
        for path in self.programs.values():
            libraries_of(root / path, root)


MACHINES = Packages(
    programs={
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
    },
    libraries=(
        *("libxtables12", "libip4tc2", "libip6tc2", "libipset13"),
        *("libnftnl11", "libnftables1", "libnfnetlink0", "libnetfilter-conntrack3", "libmnl0"),
        *("libjansson4", "libgmp10", "libseccomp2", "libedit2", "libbsd0", "libmd0"),
    ),
)
"""What the cluster's machines run: they see it laid over their /usr."""


def library_path(root: Path) -> str:
    """LD_LIBRARY_PATH for the unpacked programs."""
    folders = [*(root / "usr/lib").glob("*-linux-gnu"), *(root / "lib").glob("*-linux-gnu")]
    return ":".join(map(str, sorted(folders)))


def libraries_of(binary: Path, root: Path) -> list[Path]:
    """Its shared libraries and loader, from the packages or else from the host."""
    path = f"LD_LIBRARY_PATH={library_path(root)}"
    output = run("env", path, "ldd", binary, check=False).stdout
    if missing := re.findall(r"(\S+) => not found", output):
        raise LabError(f"{binary.name}: {', '.join(missing)} not found; add its package here")
    return [Path(p) for p in re.findall(r"(/\S+) \(", output)]


def _link_iptables(root: Path) -> None:
    """What update-alternatives does when the package is installed."""
    if not (root / "usr/sbin/xtables-nft-multi").exists():
        return
    for name in ("iptables", "ip6tables"):
        for tail in ("", "-save", "-restore"):
            link = root / "usr/sbin" / f"{name}{tail}"
            link.unlink(missing_ok=True)
            link.symlink_to("xtables-nft-multi")
