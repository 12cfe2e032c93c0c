"""The Go modules that the lab takes programs from."""

from dataclasses import dataclass, field
from pathlib import Path

from . import versions
from .paths import BINARIES


@dataclass(frozen=True)
class Module:
    name: str
    path: str
    version: str
    programs: dict[str, str]
    """Program to package. A package that starts with `./` is a folder beside this file."""
    ldflags: str = ""
    replace: dict[str, str] = field(default_factory=dict)
    """Pattern to replacement, for lines of the module's own go.mod."""

    def binary(self, program: str) -> Path:
        return BINARIES / f"{self.name}-{self.version}" / program


_K8S_VERSION = "k8s.io/component-base/version"
_MAJOR, _MINOR, _PATCH = versions.KUBERNETES.split(".")

KUBERNETES = Module(
    name="kubernetes",
    path="k8s.io/kubernetes",
    version=versions.KUBERNETES,
    programs={
        program: f"k8s.io/kubernetes/cmd/{program}"
        for program in (
            "kube-apiserver",
            "kube-controller-manager",
            "kube-scheduler",
            "kubelet",
            "kube-proxy",
            "kubectl",
        )
    },
    ldflags=f"-X {_K8S_VERSION}.gitVersion=v{versions.KUBERNETES}"
    f" -X {_K8S_VERSION}.gitMajor={_MAJOR} -X {_K8S_VERSION}.gitMinor={_MINOR}",
    # The module's zip has no staging folder: these modules are published on their own.
    replace={r"=> \./staging/src/(k8s\.io/[a-z-]+)": rf"=> \1 v0.{_MINOR}.{_PATCH}"},
)
COREDNS = Module(
    name="coredns",
    path="github.com/coredns/coredns",
    version=versions.COREDNS,
    programs={"coredns": "./coredns"},
)
METALLB = Module(
    name="metallb",
    path="go.universe.tf/metallb",
    version=versions.METALLB,
    programs={p: f"go.universe.tf/metallb/{p}" for p in ("controller", "speaker")},
    # It reaches into net's internals, which Go forbids since 1.23 unless asked.
    ldflags="-checklinkname=0",
)
CONTOUR = Module(
    name="contour",
    path="github.com/projectcontour/contour",
    version=versions.CONTOUR,
    programs={"contour": "github.com/projectcontour/contour/cmd/contour"},
    ldflags=f"-X github.com/projectcontour/contour/internal/build.Version=v{versions.CONTOUR}",
)
CALICO = Module(
    name="calico",
    path="github.com/projectcalico/calico",
    version=versions.CALICO,
    programs={"calico-felix": "github.com/projectcalico/calico/felix/cmd/calico-felix"},
    # The module's zip has no api folder: it is a module on its own.
    replace={r"(projectcalico/api) => \./api": rf"\1 => github.com/\1 v{versions.CALICO_API}"},
)
