"""A balancer of OpenStack that apps share."""

from typing import Any

import pulumi
from pulumi import Output

from exposure_components.args.balancers import LoadBalancer
from exposure_components.args.octavia import OctaviaLoadBalancerArgs
from exposure_components.checks.sound import sound
from exposure_components.claims import component_claim, stake
from exposure_components.errors import refuse
from exposure_components.late import checked_late
from exposure_components.load_balancers.octavia.checks import balancer_problems
from exposure_components.load_balancers.octavia.children import Children
from exposure_components.load_balancers.octavia.words import existing_name
from exposure_components.load_balancers.order import Turns
from exposure_components.names import shortened
from exposure_components.noted import note_shared
from exposure_components.problems import Problem

TITLE = "OctaviaLoadBalancer"


def octavia_problems(args: Any) -> list[Problem]:
    """All that is wrong with the args of such a component."""
    readable, found = sound(args, OctaviaLoadBalancerArgs)
    return [*found, *balancer_problems(readable)]


def _identity(name: str, args: Any) -> str:
    """What tells the balancer from the others of the program."""
    return existing_name(args) or name


class OctaviaLoadBalancer(pulumi.ComponentResource):
    """A load balancer of OpenStack's Octavia for several apps.

    An app listens on it with `"load_balancer": balancer.load_balancer` in its args. Two apps
    cannot have one listener. Changes of one balancer happen one after another: Octavia refuses
    them while it is busy.
    """

    id: Output[str]
    """Octavia's id of the balancer."""
    host: Output[str]
    """Where clients find it: the floating IP, else the VIP."""

    def __init__(
        self,
        name: str,
        args: OctaviaLoadBalancerArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Check the args and make the balancer.

        Raises `ExposureError` with all problems of the args before anything is registered.
        """
        subject = f"{TITLE} {name}"
        refuse(subject, octavia_problems(args))
        stake(subject, [component_claim(subject, name, opts, "balancer")])
        super().__init__(f"exposure_components:index:{TITLE}", name, None, opts)
        # Only here is the provider's package imported: `import exposure_components` stays quick.
        from exposure_components.load_balancers.octavia.provision import provisioned

        children = Children(self, name, checked_late(subject, args), Turns(_identity(name, args)))
        made = provisioned(children, shortened(name))
        self.id, self.host = Output.from_input(made.id), Output.from_input(made.host)
        self._load_balancer: LoadBalancer = {
            "octavia": made.resolved(args),
            "shared": {
                "name": _identity(name, args),
                "id": made.id,
                "host": made.host,
                "source_cidr": made.source_cidr,
            },
        }
        note_shared("load_balancer", name, self._load_balancer)
        self.register_outputs({"id": self.id, "host": self.host})

    @property
    def load_balancer(self) -> LoadBalancer:
        """What an app behind it has for `load_balancer`. No output: it stays in the program."""
        return self._load_balancer
