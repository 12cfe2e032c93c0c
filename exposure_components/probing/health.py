"""gRPC's health service (grpc.health.v1), asked without TLS."""

import re
from collections.abc import Callable
from typing import Any, Final, cast

import grpc

from exposure_components.probing.kinds import Kind

_SERVING: Final = b"\x08\x01"
"""HealthCheckResponse with a status of 1."""
_STATUS: Final = re.compile(r"http2 header with status: (\d{3})")
"""How grpc tells of a proxy that answers by HTTP alone."""


def health(address: str, port: int, authority: str, timeout: float) -> dict[str, Any]:
    """What is seen: fields of an observation.

    Where nobody knows the health service, gRPC is spoken, and no more was asked.
    """
    place = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    options = (
        ("grpc.default_authority", authority),
        ("grpc.enable_http_proxy", 0),
        ("grpc.use_local_subchannel_pool", 1),
    )
    with grpc.insecure_channel(place, options) as channel:
        call = cast(Callable[..., bytes], channel.unary_unary("/grpc.health.v1.Health/Check"))
        try:
            answer = call(b"", timeout=timeout)
        except grpc.RpcError as error:
            return _failure(error)
    if answer == _SERVING:
        return {"kind": Kind.ANSWERS, "detail": "SERVING"}
    return {"kind": Kind.NO_BACKEND, "detail": "the health service does not say SERVING"}


def _failure(error: Any) -> dict[str, Any]:
    code, words = error.code(), str(error.details() or "")
    if (found := _STATUS.search(words)) is not None:
        return {"kind": Kind.ANSWERS, "status": int(found[1])}
    if code is grpc.StatusCode.UNIMPLEMENTED:
        return {"kind": Kind.ANSWERS, "detail": "gRPC without a health service"}
    if code is grpc.StatusCode.DEADLINE_EXCEEDED:
        return {"kind": Kind.UNANSWERED}
    if code is grpc.StatusCode.UNAVAILABLE and "failed to connect" in words:
        return {"kind": Kind.NO_GRPC}
    kind = Kind.NO_BACKEND if code is grpc.StatusCode.UNAVAILABLE else Kind.ANSWERS
    return {"kind": kind, "detail": f"{code.name}: {words}"}
