"""The service by which the engine reaches the provider, a process of its own."""

import argparse
import asyncio
import sys
from typing import Any

import grpc
import pulumi
from pulumi.provider.server import ProviderServicer
from pulumi.runtime.proto import ConstructRequest, ConstructResponse, provider_pb2_grpc

import exposure_components
from exposure_components.errors import ExposureError
from exposure_components.host.definitions import PACKAGE
from exposure_components.host.program import RUNNING, Program
from exposure_components.host.provider import ComponentHost

_OPTIONS = [("grpc.max_receive_message_length", 400 * 1024 * 1024)]
"""Bytes that a message has at most, as in Pulumi's own providers: gRPC's default is 4 MiB."""


class Service(ProviderServicer):
    """Pulumi's own, that knows which program a component is of, and tells problems as they are."""

    def __init__(self, provider: ComponentHost, engine_address: str) -> None:
        """Of that provider, for the engine at that address."""
        super().__init__(provider, [], engine_address)
        self._spelling = provider.spelling
        self._programs: dict[tuple[str, bool], Program] = {}

    async def Construct(  # noqa: N802
        self, request: ConstructRequest, context: Any
    ) -> ConstructResponse:
        """Make a component. Its problems are told without a traceback, all at once, by the names
        that other languages have for the args; not as properties, whose values the engine would
        show though one may be a secret."""
        # A preview and an update are programs of their own, with monitors that may get one port.
        key = (request.monitorEndpoint, request.dryRun)
        if key not in self._programs:
            self._programs[key] = Program(request.project, request.stack)
        RUNNING.set(self._programs[key])
        try:
            return await super().Construct(request, context)
        except ExposureError as error:
            said = self._spelling.spelled(str(error))
            await context.abort(grpc.StatusCode.INVALID_ARGUMENT, said)
            raise


def components() -> list[type[pulumi.ComponentResource]]:
    """Every component that the library has."""
    public = [getattr(exposure_components, name) for name in exposure_components.__all__]
    return [
        each
        for each in public
        if isinstance(each, type) and issubclass(each, pulumi.ComponentResource)
    ]


async def serve(engine_address: str) -> None:
    """Serve on a free port of this machine, and print it: so the engine finds it."""
    server = grpc.aio.server(options=_OPTIONS)
    service = Service(ComponentHost(components()), engine_address)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(service, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(port, flush=True)
    await server.wait_for_termination()


def main() -> None:
    """Serve the engine whose address is the argument; others of its flags mean nothing here."""
    parser = argparse.ArgumentParser(description=f"The provider of the package {PACKAGE}.")
    parser.add_argument("engine", help="address of the Pulumi engine")
    known, _ = parser.parse_known_args()
    # What the engine ends by an interrupt needs no traceback.
    try:
        asyncio.run(serve(known.engine))
    except KeyboardInterrupt:
        sys.exit(130)
