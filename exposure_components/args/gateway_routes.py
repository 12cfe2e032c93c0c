"""What the Gateway API's routes say of an app."""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.gateway_kinds import (
    HttpMethod,
    PathMatch,
    RedirectScheme,
    RouteKind,
    ValueMatch,
)
from exposure_components.args.ports import Port


class OtherService(TypedDict):
    """A Service that is not the app's own, such as that of another version."""

    name: Input[str]
    """Of the Service."""
    port: int
    """The Service's port."""
    namespace: NotRequired[str]
    """Where it lives; another one than the app's needs a ReferenceGrant there. Default: the app's
    own."""


class Backend(TypedDict):
    """Where a route sends a part of what it matches."""

    port: NotRequired[int]
    """The app's `container_port`. Default: of an HTTPRoute or GRPCRoute, the app's first port of
    that route; else the port itself."""
    service: NotRequired[OtherService]
    """Another Service instead of the app's own. Default: the app's own."""
    weight: NotRequired[int]
    """Its share, of the sum of all weights of the rule; 0 to 1000000. Default: 1."""


class GatewayPort(Port):
    """A port that a Gateway forwards to."""

    route: NotRequired[RouteKind]
    """Default: HTTPRoute; UDPRoute for a port of UDP."""
    section_name: NotRequired[str]
    """Of a TLSRoute, TCPRoute or UDPRoute: the Gateway's listener. Default: the one that takes the
    route."""
    backends: NotRequired[Sequence[Backend]]
    """Of a TLSRoute, TCPRoute or UDPRoute: where connections go. Default: all to the port."""


class ValueToMatch(TypedDict):
    """A header or a query parameter."""

    name: str
    """Of a header in any case; of a parameter as it stands."""
    value: str
    """What it must be."""
    type: NotRequired[ValueMatch]
    """Default: Exact."""


class HttpMatch(TypedDict):
    """Requests that have all of these."""

    path: NotRequired[str]
    """Default: `/`, every path."""
    path_type: NotRequired[PathMatch]
    """Default: PathPrefix."""
    headers: NotRequired[Sequence[ValueToMatch]]
    """Default: any."""
    query: NotRequired[Sequence[ValueToMatch]]
    """Parameters of the query. Default: any."""
    method: NotRequired[HttpMethod]
    """Default: any."""


class NewPath(TypedDict):
    """What becomes of a path: exactly one of these."""

    full: NotRequired[str]
    """In place of the whole path."""
    prefix: NotRequired[str]
    """In place of the prefix that the rule's only match has."""


class Redirect(TypedDict):
    """An answer that sends the client elsewhere. What is left out stays as the client asked."""

    scheme: NotRequired[RedirectScheme]
    """Default: the request's."""
    host: NotRequired[str]
    """Default: the request's."""
    port: NotRequired[int]
    """Default: the usual one of `scheme`, or else the listener's."""
    path: NotRequired[NewPath]
    """Default: the request's."""
    status: NotRequired[int]
    """301, 302, 303, 307 or 308. Default: the Gateway API's own, 302."""


class Rewrite(TypedDict):
    """What the pods see instead of what the client asked."""

    host: NotRequired[str]
    """Default: the request's."""
    path: NotRequired[NewPath]
    """Default: the request's."""


class HeaderChanges(TypedDict):
    """What becomes of headers: each at most once, and at most 16 of a kind."""

    set: NotRequired[Mapping[str, str]]
    """In place of what is there."""
    add: NotRequired[Mapping[str, str]]
    """Beside what is there."""
    remove: NotRequired[Sequence[str]]
    """Names."""


class RuleTimeouts(TypedDict):
    """How long the Gateway waits, in seconds, to the thousandth; 0 is for ever. Default of each:
    the controller's own."""

    request: NotRequired[float]
    """For the whole, until the client has the answer."""
    backend_request: NotRequired[float]
    """For one try to get an answer from a pod."""


class HttpRule(TypedDict):
    """What becomes of requests."""

    matches: NotRequired[Sequence[HttpMatch]]
    """Requests that fit any of these. Default: every request."""
    backends: NotRequired[Sequence[Backend]]
    """Default: all to the app's first port with an HTTPRoute."""
    redirect: NotRequired[Redirect]
    """Instead of backends. Default: none."""
    rewrite: NotRequired[Rewrite]
    """Default: none."""
    request_headers: NotRequired[HeaderChanges]
    """On their way to the pods. Default: none."""
    response_headers: NotRequired[HeaderChanges]
    """On their way to the client. Default: none."""
    timeouts: NotRequired[RuleTimeouts]
    """Default: the controller's own."""


class GrpcMatch(TypedDict):
    """Calls that have all of these."""

    service: NotRequired[str]
    """With its package, such as `grpc.health.v1.Health`. Default: any."""
    method: NotRequired[str]
    """Default: any."""
    type: NotRequired[ValueMatch]
    """Of both. Default: Exact."""
    headers: NotRequired[Sequence[ValueToMatch]]
    """Default: any."""


class GrpcRule(TypedDict):
    """What becomes of gRPC calls."""

    matches: NotRequired[Sequence[GrpcMatch]]
    """Calls that fit any of these. Default: every call."""
    backends: NotRequired[Sequence[Backend]]
    """Default: all to the app's first port with a GRPCRoute."""
    request_headers: NotRequired[HeaderChanges]
    """On their way to the pods. Default: none."""
    response_headers: NotRequired[HeaderChanges]
    """On their way to the client. Default: none."""
