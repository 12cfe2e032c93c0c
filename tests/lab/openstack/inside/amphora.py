"""The machine that Octavia thinks it configures: what it uploads is put into files.

Octavia's own driver renders the configuration, as for a real amphora; only the wire to the
amphora's agent ends here. The data plane runs the files, if there is one.
"""

import hashlib
import json
import shutil
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from . import faults

HAPROXY = "2.6.12"
"""Debian 12's: Octavia writes for the version that the amphora tells."""


class Agent:
    """Answers in place of an amphora's agent."""

    def __init__(self, folder: Path, fault: Path) -> None:
        self.folder = folder
        """What the amphora has below /var/lib/octavia."""
        self.fault = fault

    def reached(self) -> None:
        if faults.struck(self.fault):
            timeout = import_module("octavia.amphorae.driver_exceptions.exceptions")
            raise timeout.TimeOutException()

    def get_api_version(self, *_: Any, **__: Any) -> dict[str, str]:
        self.reached()
        return {"api_version": "1.0"}

    def get_info(self, *_: Any, **__: Any) -> dict[str, str]:
        self.reached()
        return {"api_version": "1.0", "haproxy_version": HAPROXY}

    def get_details(self, *_: Any, **__: Any) -> dict[str, Any]:
        self.reached()
        return {}

    def upload_config(self, _: Any, balancer: str, config: str, **__: Any) -> None:
        self.write(self.folder / balancer / "haproxy.cfg", config)

    def upload_udp_config(self, _: Any, listener: str, config: str, **__: Any) -> None:
        self.write(self.folder / "lvs" / f"{listener}.conf", config)

    def delete_listener(self, _: Any, id: str, **__: Any) -> None:
        """Of a UDP listener, or all others of a balancer."""
        self.reached()
        (self.folder / "lvs" / f"{id}.conf").unlink(missing_ok=True)
        (self.folder / id / "haproxy.cfg").unlink(missing_ok=True)

    def get_cert_md5sum(self, _: Any, balancer: str, name: str, **__: Any) -> str:
        self.reached()
        file = self._certificate(balancer, name)
        content = file.read_bytes() if file.exists() else b""
        return hashlib.md5(content, usedforsecurity=False).hexdigest()

    def upload_cert_pem(self, _: Any, balancer: str, name: str, pem: bytes) -> None:
        self.write(self._certificate(balancer, name), pem.decode())

    def delete_cert_pem(self, _: Any, balancer: str, name: str) -> None:
        self._certificate(balancer, name).unlink(missing_ok=True)

    def __getattr__(self, name: str) -> Any:
        """Starting, reloading, plugging: the data plane sees by itself what there is to do."""

        def answer(*_: Any, **__: Any) -> None:
            self.reached()

        return answer

    def _certificate(self, balancer: str, name: str) -> Path:
        return self.folder / "certs" / balancer / name

    def write(self, file: Path, text: str) -> None:
        """All at once: the data plane may be reading it."""
        self.reached()
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(text)
        part.rename(file)


def install(state: Path) -> None:
    folder = state / "amphora"
    rest: Any = import_module("octavia.amphorae.drivers.haproxy.rest_api_driver")
    rest.AmphoraAPIClientBase = rest.AmphoraAPIClient1_0 = lambda: Agent(
        folder, state / "fault/amphora"
    )

    def post_vip_plug(driver: Any, _: Any, balancer: Any, *__: Any, **___: Any) -> None:
        vip = balancer.vip
        more = [additional.ip_address for additional in balancer.additional_vips]
        described = {"port": vip.port_id, "addresses": [vip.ip_address, *more]}
        agent: Agent = driver.clients["base"]
        agent.write(folder / balancer.id / "vip.json", json.dumps(described))

    rest.HaproxyAmphoraLoadBalancerDriver.post_vip_plug = post_vip_plug


def remove(state: Path, balancer: str) -> None:
    """Its machine is gone, and all that was on it."""
    folder = state / "amphora"
    for gone in (folder / balancer, folder / "certs" / balancer):
        shutil.rmtree(gone, ignore_errors=True)
    for config in (folder / "lvs").glob("*.conf"):
        # Its head names the balancer; another's may go at the same time.
        with suppress(FileNotFoundError):
            if balancer in config.read_text():
                config.unlink()
