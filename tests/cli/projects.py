"""Small Pulumi projects in a directory of the test's own, and the command to run on them."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from typer.testing import CliRunner, Result

from exposure_components.cli.app import app

SHOP = """
    from pulumi import ComponentResource, Config, ResourceOptions, log
    from pulumi_kubernetes.apps.v1 import Deployment
    from pulumi_kubernetes.core.v1 import ConfigMap, Namespace, Service


    class App(ComponentResource):
        def __init__(self, name):
            super().__init__("shop:index:App", name)
            child = ResourceOptions(parent=self)
            labels = {"app": name}
            Namespace(name, metadata={"name": "shop"}, opts=child)
            Deployment(
                name,
                metadata={"name": name, "namespace": "shop"},
                spec={
                    "selector": {"match_labels": labels},
                    "template": {
                        "metadata": {"labels": labels},
                        "spec": {"containers": [{"name": name, "image": "web:1"}]},
                    },
                },
                opts=child,
            )
            service = Service(
                name,
                metadata={"name": name, "namespace": "shop"},
                spec={"type": "NodePort", "selector": labels, "ports": [{"port": 80}]},
                opts=child,
            )
            port = service.spec.ports[0].node_port
            self.register_outputs({
                "endpoints": [
                    {
                        "url": port.apply(lambda number: f"http://192.0.2.1:{number}"),
                        "protocol": "TCP",
                        "host": "192.0.2.1",
                        "port": port,
                        "node": "node1",
                        "survives_reschedule": True,
                        "client_ip_kept": False,
                        "command": port.apply(lambda number: f"curl http://192.0.2.1:{number}"),
                    }
                ]
            })
            log.warn("no replicas: a node that fails takes it down", self)


    App("web")
    log.warn("no backup is made")
"""
"""One component, with an endpoint whose port the cluster allocates, and two warnings."""

CONFIG_MAP = """
    import pulumi
    from pulumi_kubernetes.core.v1 import ConfigMap

    config = pulumi.Config()
    ConfigMap("settings", metadata={"name": "settings"}, data={"name": config.get("name") or "-"})
"""
"""One ConfigMap."""


def write_project(
    directory: Path,
    program: str,
    *,
    project: str = "",
    stacks: Mapping[str, str] | None = None,
) -> Path:
    """A project named shop; ``project`` are more lines of its file, ``stacks`` stack files."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "Pulumi.yaml").write_text("name: shop\nruntime: python\n" + dedent(project))
    (directory / "__main__.py").write_text(dedent(program))
    for name, content in ({"lab": ""} if stacks is None else stacks).items():
        (directory / f"Pulumi.{name}.yaml").write_text(dedent(content))
    return directory


def exposure(*args: str | Path) -> Result:
    """Run the command in this process; its output is no terminal."""
    return CliRunner().invoke(app, [str(arg) for arg in args])
