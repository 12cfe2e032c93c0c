"""What Kubernetes and AWS call an EC2 instance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from exposure_components.checks.shapes import is_output

PROVIDER_ID = "aws:///eu-west-1a/i-0123456789abcdef0"
"""For example."""
_PROVIDER_ID = re.compile(r"aws://[^/]*/[^/]*/(i-[0-9a-f]{8,17})")
"""Node.spec.providerID as cloud-provider-aws writes it; of Fargate it has no instance."""


def instance_of(provider_id: str) -> str | None:
    """`i-…`; None where the node is no instance."""
    found = _PROVIDER_ID.fullmatch(provider_id)
    return found[1] if found else None


def instance_id(node: Mapping[str, Any]) -> Any:
    """The instance that a node is, as an Output if its `provider_id` is one."""

    def known(provider_id: str) -> str:
        found = instance_of(provider_id)
        if found is None:
            # The id itself may be a secret.
            rule = f"names no EC2 instance, such as {PROVIDER_ID} does"
            raise ValueError(f"the provider_id of {node['name']} {rule}")
        return found

    given = node["provider_id"]
    return given.apply(known) if is_output(given) else known(given)
