"""A Network Load Balancer of AWS that apps share."""

from typing import Any

import pulumi
from pulumi import Output

from exposure_components.args.aws import AwsNetworkLoadBalancerArgs
from exposure_components.args.balancers import LoadBalancer, SharedLoadBalancer
from exposure_components.checks.sound import sound
from exposure_components.claims import component_claim, stake
from exposure_components.errors import refuse
from exposure_components.late import checked_late
from exposure_components.load_balancers.aws.balancer_checks import balancer_problems
from exposure_components.load_balancers.aws.provision import provisioned
from exposure_components.noted import note_shared
from exposure_components.problems import Problem

TITLE = "AwsNetworkLoadBalancer"


def network_load_balancer_problems(args: Any) -> list[Problem]:
    """All that is wrong with the args of such a component."""
    readable, found = sound(args, AwsNetworkLoadBalancerArgs)
    return [*found, *balancer_problems(readable)]


class AwsNetworkLoadBalancer(pulumi.ComponentResource):
    """A Network Load Balancer of AWS for several apps.

    An app listens on it with `"load_balancer": balancer.load_balancer` in its args. Two apps
    cannot have one port of it. Each app brings its listeners, target groups and security group
    rules, so that none depends on another.
    """

    id: Output[str]
    """The balancer's ARN."""
    host: Output[str]
    """Where clients find it: its DNS name."""
    zone_id: Output[str | None]
    """Hosted zone of that name, for ALIAS records; None where an existing one's is not given."""

    def __init__(
        self,
        name: str,
        args: AwsNetworkLoadBalancerArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Check the args and make the balancer.

        Raises `ExposureError` with all problems of the args before anything is registered.
        """
        subject = f"{TITLE} {name}"
        refuse(subject, network_load_balancer_problems(args))
        stake(subject, [component_claim(subject, name, opts, "balancer")])
        super().__init__(f"exposure_components:index:{TITLE}", name, None, opts)
        made = provisioned(self, name, checked_late(subject, args))
        self.id, self.host = Output.from_input(made.id), Output.from_input(made.host)
        self.zone_id = Output.from_input(made.zone_id)
        shared: SharedLoadBalancer = {"name": name, "id": self.id, "host": self.host}
        if made.zone_id is not None:
            shared["zone_id"] = made.zone_id
        if made.security_group_id is not None:
            shared["security_group_id"] = made.security_group_id
        self._load_balancer: LoadBalancer = {"aws": args, "shared": shared}
        note_shared("load_balancer", name, self._load_balancer)
        self.register_outputs({"id": self.id, "host": self.host, "zone_id": self.zone_id})

    @property
    def load_balancer(self) -> LoadBalancer:
        """What an app behind it has for `load_balancer`. No output: it stays in the program."""
        return self._load_balancer
