"""Why an endpoint does not answer, and what to look at, by the way that leads to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from exposure_components.ports import node_port_range
from exposure_components.probing import certificate_causes
from exposure_components.probing.kinds import Kind
from exposure_components.probing.observations import Observation
from exposure_components.probing.targets import Spoken, Target

_NODE_PORTS: Final = node_port_range({})
_PODS: Final = "`kubectl get pods -o wide` tells where they run and whether they are ready"


class Way(Enum):
    """What stands between clients and pods, as an endpoint tells it."""

    NODE_PORT = auto()
    """kube-proxy of a node."""
    HOST_PORT = auto()
    """Nothing but the node."""
    FRONT = auto()
    """A balancer, an ingress controller or a Gateway."""
    UNTOLD = auto()
    """A URL that was given by hand."""


@dataclass(frozen=True)
class Case:
    """What is known of an endpoint that does not answer."""

    target: Target
    seen: Observation
    sibling: str | None
    """Node or address at which the same port answers."""

    @property
    def way(self) -> Way:
        """By port, node and promise: an endpoint says no more."""
        if self.target.port in _NODE_PORTS:
            return Way.NODE_PORT
        # No balancer promises less than every pod: a name of nodes may.
        if self.target.node is not None or not self.target.survives_reschedule:
            return Way.HOST_PORT
        return Way.FRONT if self.target.is_promised else Way.UNTOLD

    @property
    def place(self) -> str:
        """The node where it is known."""
        return self.target.node or self.seen.address or self.target.host

    @property
    def machine(self) -> str:
        """Who asks, as a firewall sees it where nobody rewrites addresses."""
        return self.seen.source or "this machine"


def causes(
    kind: Kind, target: Target, seen: Observation, sibling: str | None = None
) -> tuple[str, ...]:
    """The likeliest first; each with what to look at or to do.

    sibling: node or address at which the same port answers, if one does.
    """
    case = Case(target, seen, sibling)
    found = _CAUSES.get(kind, _none)
    return tuple(found(case)) or certificate_causes.causes(kind, target, seen)


def _none(_case: Case) -> Iterator[str]:
    yield from ()


def _no_name(case: Case) -> Iterator[str]:
    yield "the record is not made, or not yet: a resolver keeps a missing name for some minutes"
    yield "the zone is one that this machine's resolver does not see, such as an internal one"
    yield f"without DNS: --resolve {case.target.host}:ADDRESS"


def _no_resolver(_case: Case) -> Iterator[str]:
    yield "this machine's resolver can't be reached: /etc/resolv.conf, network, VPN"
    yield "the zone's name servers do not answer the resolver"


def _no_route(case: Case) -> Iterator[str]:
    if ":" in (case.seen.address or ""):
        yield "this machine has no IPv6"
    yield "this machine is not in a network that leads there: VPN, routes (`ip route get ADDRESS`)"
    yield "its own firewall forbids the way"


def _unreachable(case: Case) -> Iterator[str]:
    if case.sibling:
        yield f"{case.place} is down or cut off, while {case.sibling} answers: `kubectl get nodes`"
    elif case.way is Way.FRONT:
        yield "nobody has the address: the balancer is not made, has failed, or has another one"
    else:
        yield f"{case.place} is down or cut off: `kubectl get nodes`"
    yield "a router or firewall on the way refuses it"


def _refused(case: Case) -> Iterator[str]:
    if case.way is Way.NODE_PORT:
        if case.sibling:
            yield f"kube-proxy of {case.place} does not run or is behind: {case.sibling} answers"
        else:
            yield f"no pod is ready, and kube-proxy refuses for the Service: {_PODS}"
            yield "the Service is gone, or has another NodePort: `kubectl get services -A`"
            yield "kube-proxy does not run there"
    elif case.way is Way.HOST_PORT:
        elsewhere = f"; {case.sibling} answers" if case.sibling else ""
        yield (
            f"no ready pod runs on {case.place}: it may have moved, be pending or restarting"
            f"{elsewhere}; {_PODS}"
        )
        yield "the cluster's network plugin ignores hostPort, or the app listens elsewhere"
    elif case.way is Way.FRONT:
        yield "the balancer or controller has no listener at the port, or does not run"
        yield "the name or address leads to another machine"
    else:
        yield "no process listens there, or at another address of the machine only"
        yield "a firewall that refuses instead of dropping"


def _timed_out(case: Case) -> Iterator[str]:
    if case.sibling and case.way is not Way.FRONT:
        yield f"{case.place} is down or cut off, while {case.sibling} answers: `kubectl get nodes`"
    if case.way is Way.NODE_PORT and case.target.client_ip_kept:
        yield (
            f"no ready pod runs on {case.place}: a NodePort that keeps the client's address"
            f" drops packets then; {_PODS}"
        )
    if case.way is Way.FRONT:
        yield f"the balancer's security group or its allowed_cidrs do not let {case.machine} in"
        yield "the balancer is internal, or not made yet: its address is not one of this network"
        return
    if case.way is not Way.UNTOLD:
        yield (
            f"a firewall, security group or allowed_cidrs do not let {case.machine} reach"
            f" port {case.target.port}"
        )
    else:
        yield f"a firewall or security group does not let {case.machine} in"
    if not case.sibling:
        yield f"{case.place} is down, or its network is not one that this machine reaches"


def _unanswered(case: Case) -> Iterator[str]:
    if case.target.is_tls and case.seen.timings.tls is None:
        yield "the server speaks no TLS, and waits for the rest of a request"
    yield "the app hangs or is overloaded: its log, its CPU limit; longer with --timeout"
    if case.way in (Way.FRONT, Way.NODE_PORT):
        yield (
            "what stands in front accepts at once, and does not reach the pods: their health,"
            " its network policies"
        )
    if case.target.spoken is Spoken.HTTP and not case.target.is_tls:
        yield "the server speaks TLS, or waits for a PROXY header"


def _closed(case: Case) -> Iterator[str]:
    if case.target.is_tls and case.seen.timings.tls is None:
        yield from certificate_causes.without_handshake(case.target)
    if case.way is Way.FRONT:
        yield "no member or pod behind the balancer is healthy: it accepts, then closes"
        yield "the balancer sends PROXY headers that the app does not know, or waits for them"
        return
    if case.target.spoken is Spoken.HTTP and not case.target.is_tls:
        yield "the server speaks TLS: then it is https://"
    yield "the app ends connections at once, or restarts: its log"


def _no_http(case: Case) -> Iterator[str]:
    if case.target.is_tls:
        yield "what is inside of TLS is another protocol, or HTTP/2 alone"
    else:
        yield "the server speaks TLS: then it is https://"
        yield "the port is another protocol's: say its `app_protocol`"
    yield "another process has the port"


def _no_grpc(_case: Case) -> Iterator[str]:
    yield "what answers speaks HTTP/1 alone, or TLS: the proxy in front must speak h2c to the pods"
    yield "another process has the port"


def _silent(_case: Case) -> Iterator[str]:
    yield "the app answers only what it understands: try it with a client of its own"
    yield "nobody listens, or a firewall drops it: UDP does not tell the difference"


def _unsupported(case: Case) -> Iterator[str]:
    yield f"try it: ncat --sctp {case.target.host} {case.target.port}"


def _redirected(case: Case) -> Iterator[str]:
    to = case.seen.location
    if case.target.scheme == "http" and to.startswith("https://"):
        yield "what answers sends clients to https://: that is the endpoint"
    else:
        yield f"the app or its proxy sends clients on, perhaps to a login: probe {to}"


def _bad_request(case: Case) -> Iterator[str]:
    if not case.target.is_tls:
        yield "the server speaks TLS: then it is https://"
    yield "what stands in front sends PROXY headers that the app does not know"
    yield "the app refuses the host name: its list of allowed hosts"


def _login(case: Case) -> Iterator[str]:
    if case.way is Way.FRONT:
        yield f"allowed_cidrs of the route do not hold {case.machine}, or the proxy in front of it"
    yield "the app wants a login: --expect 401,403, or a path for its health in `readiness`"


def _not_found(case: Case) -> Iterator[str]:
    if case.way is Way.FRONT:
        yield (
            f"the controller has no route for {case.target.host}: the Ingress or route is of"
            " another class, not accepted, or not read yet: `kubectl get ingress,httproute -A`"
        )
    yield f"the app knows no {case.target.path or '/'}: the path of `readiness`"
    if case.target.is_address and case.way is not Way.HOST_PORT:
        yield (
            "the server wants a name: probe the name, with --resolve NAME:ADDRESS where DNS has"
            " none"
        )


def _no_backend(case: Case) -> Iterator[str]:
    yield f"no pod is ready: {_PODS}"
    if case.seen.status == 502:
        yield "the pods end connections, or speak TLS where HTTP is expected: their log"
    elif case.seen.status == 504:
        yield "the pods are too slow, or a network policy keeps the proxy from them"
    else:
        yield "the route leads to a Service or port that is not there"


def _wrong_status(case: Case) -> Iterator[str]:
    if (case.seen.status or 0) >= 500:
        yield "the app fails: its log"
    else:
        yield "another answer is right: then say so with --expect"


_CAUSES: Final[Mapping[Kind, Callable[[Case], Iterator[str]]]] = {
    Kind.NO_NAME: _no_name,
    Kind.NO_RESOLVER: _no_resolver,
    Kind.NO_ROUTE: _no_route,
    Kind.UNREACHABLE: _unreachable,
    Kind.REFUSED: _refused,
    Kind.TIMED_OUT: _timed_out,
    Kind.UNANSWERED: _unanswered,
    Kind.CLOSED: _closed,
    Kind.NO_HTTP: _no_http,
    Kind.NO_GRPC: _no_grpc,
    Kind.SILENT: _silent,
    Kind.UNSUPPORTED: _unsupported,
    Kind.REDIRECTED: _redirected,
    Kind.BAD_REQUEST: _bad_request,
    Kind.LOGIN: _login,
    Kind.NOT_FOUND: _not_found,
    Kind.NO_BACKEND: _no_backend,
    Kind.WRONG_STATUS: _wrong_status,
}
