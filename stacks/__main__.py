"""Exposes every app of the stack's config by the strategy that it names."""

import pulumi
import pulumi_kubernetes

from exposure_components.settings import read_apps, register_apps

config = pulumi.Config()
apps = read_apps(config.require_object("apps"), config.get_object("cluster"))

cluster = pulumi_kubernetes.Provider(
    "cluster",
    context=config.get("context") or None,
    render_yaml_to_directory=config.get("renderTo") or None,
)
exposed = register_apps(apps, pulumi.ResourceOptions(providers=[cluster]))

pulumi.export("endpoints", {name: app.endpoints for name, app in exposed.items()})
