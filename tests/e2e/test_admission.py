"""What passes our checks, a real API server accepts: by server-side dry run, strictly."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from kubernetes import client, config

from exposure_components.checks.security import LEVELS
from exposure_components.exposing import Strategy, expose, problems
from exposure_components.kinds import PodSecurityLevel
from exposure_components.objects.namespaces import ENFORCED
from exposure_components.objects.security import needed_level
from tests.golden.cases import CASES
from tests.lab.lab import Lab
from tests.pure.apps import STRATEGIES, Later
from tests.pure.drawing import right_args

APIS = {
    "apps/v1": client.AppsV1Api,
    "networking.k8s.io/v1": client.NetworkingV1Api,
    "policy/v1": client.PolicyV1Api,
    "rbac.authorization.k8s.io/v1": client.RbacAuthorizationV1Api,
    "v1": client.CoreV1Api,
}
DRAWN = 150
"""Apps that are drawn for each strategy: the same in every run."""


class Server:
    """The lab's API server, asked what it would say."""

    def __init__(self, lab: Lab) -> None:
        package: Any = config
        self.api: Any = package.new_client_from_config(str(lab.kubeconfig))

    def refusal(self, manifest: dict[str, Any], namespace: str) -> str:
        """Why it would not create the object; empty if it would."""
        api: Any = APIS[manifest["apiVersion"]](self.api)
        kind = re.sub(r"(?<!^)(?=[A-Z])", "_", manifest["kind"]).lower()
        how = {"dry_run": "All", "field_validation": "Strict", "_request_timeout": 10}
        try:
            if manifest["kind"] == "Namespace":
                api.create_namespace(manifest, **how)
            else:
                placed = {**manifest["metadata"], "namespace": namespace}
                create = getattr(api, f"create_namespaced_{kind}")
                create(namespace, {**manifest, "metadata": placed}, **how)
        except client.ApiException as error:
            return str(json.loads(error.body or "{}")["message"])
        return ""


@pytest.fixture(scope="module")
def server(lab: Lab) -> Server:
    """The API server."""
    return Server(lab)


@pytest.fixture(scope="module")
def namespaces(lab: Lab) -> Iterator[dict[PodSecurityLevel, str]]:
    """A namespace at each level of the Pod Security Standards."""
    with (
        lab.namespace({ENFORCED: "restricted"}) as restricted,
        lab.namespace({ENFORCED: "baseline"}) as baseline,
        lab.namespace({ENFORCED: "privileged"}) as privileged,
    ):
        yield dict(zip(LEVELS, (restricted, baseline, privileged), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_the_api_server_accepts_every_golden_manifest(
    server: Server, namespaces: dict[PodSecurityLevel, str], name: str
) -> None:
    case = CASES[name]
    assert refusals(server, namespaces, case.strategy, case.name, case.args) == []


@pytest.mark.parametrize("name", CASES)
def test_a_pod_is_admitted_at_the_level_that_it_needs_and_not_at_a_stricter_one(
    server: Server, namespaces: dict[PodSecurityLevel, str], name: str
) -> None:
    case = CASES[name]
    for manifest in expose(case.strategy, case.name, case.args).objects:
        if "template" not in manifest.get("spec", {}):
            continue
        template = manifest["spec"]["template"]
        spec = alone(template["spec"])
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "pod"}, "spec": spec}
        needed = needed_level(spec)
        assert server.refusal(pod, namespaces[needed]) == ""
        for stricter in LEVELS[: LEVELS.index(needed)]:
            refusal = server.refusal(pod, namespaces[stricter])
            assert f'violates PodSecurity "{stricter}:latest"' in refusal


@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda s: str(s.title))
def test_the_api_server_accepts_whatever_passes_the_checks(
    server: Server, namespaces: dict[PodSecurityLevel, str], strategy: Strategy
) -> None:
    seen = []

    @settings(
        max_examples=DRAWN,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(right_args(strategy.args))
    def accepted(args: Any) -> None:
        assume(not has_later(args) and not args.get("pod_spec"))
        assume(not problems(strategy, "influxdb", args))
        seen.append(args)
        assert refusals(server, namespaces, strategy, "influxdb", args) == []

    accepted()
    assert len(seen) > DRAWN // 2


def refusals(
    server: Server,
    namespaces: dict[PodSecurityLevel, str],
    strategy: Strategy,
    name: str,
    args: Any,
) -> list[str]:
    """What the API server refuses of an app."""
    namespace = namespaces[PodSecurityLevel.PRIVILEGED]
    objects = json.loads(json.dumps(list(expose(strategy, name, args).objects)))
    answers = [(o["kind"], server.refusal(o, namespace)) for o in objects]
    return [f"{kind}: {refusal}" for kind, refusal in answers if refusal]


def alone(spec: dict[str, Any]) -> dict[str, Any]:
    """The pod's spec without what is not there in a dry run: account, priority, claims."""
    known = {volume["name"] for volume in spec.get("volumes", [])}
    mounted = {m["name"] for c in spec["containers"] for m in c.get("volumeMounts", [])}
    missing = [{"name": name, "emptyDir": {}} for name in sorted(mounted - known)]
    rest = {k: v for k, v in spec.items() if k not in ("serviceAccountName", "priorityClassName")}
    return {**rest, "volumes": [*spec.get("volumes", []), *missing]}


def has_later(value: Any) -> bool:
    """Whether any value is only known later."""
    if isinstance(value, dict):
        return any(map(has_later, value.values()))
    if isinstance(value, list):
        return any(map(has_later, value))
    return isinstance(value, Later)
