"""Exposes every app of the stack's config by the strategy that it names."""

from functools import cache
from importlib import import_module

import pulumi
import pulumi_kubernetes
from pulumi.runtime import is_config_secret

from exposure_components.settings import read_settings, register, with_secret_env

config = pulumi.Config()


@cache
def cloud(name: str) -> pulumi.ProviderResource:
    """The provider of a cloud, whose package is imported only where a stack needs it."""
    given = config.get_object(name) or {}
    # Which of them are secrets the providers' packages know but in part.
    args = {key: pulumi.Output.secret(value) for key, value in given.items()}
    provider: pulumi.ProviderResource = import_module(f"pulumi_{name}").Provider(name, **args)
    return provider


apps = config.require_object("apps")
if is_config_secret(f"{config.name}:apps"):
    apps = with_secret_env(apps)
settings = read_settings(
    apps,
    config.get_object("cluster"),
    {key: config.get_object(key) or {} for key in ("balancers", "controllers", "gateways")},
    aws=lambda: pulumi.InvokeOptions(provider=cloud("aws")),
)
cluster = pulumi_kubernetes.Provider(
    "cluster",
    context=config.get("context") or None,
    render_yaml_to_directory=config.get("renderTo") or None,
)
providers = [cluster, *(cloud(name) for name in sorted(settings.clouds))]
exposed = register(settings, pulumi.ResourceOptions(providers=providers))

pulumi.export("endpoints", {name: app.endpoints for name, app in exposed.items()})
