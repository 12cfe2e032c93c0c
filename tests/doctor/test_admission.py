"""What admits the plan's objects: kinds, namespaces, rights, Pod Security, releases."""

from typing import Any

import pytest

from exposure_components.doctor.checks.constraints import constraints
from exposure_components.doctor.checks.kinds import kinds
from exposure_components.doctor.checks.namespaces import namespaces
from exposure_components.doctor.checks.pod_security import pod_security
from exposure_components.doctor.checks.rights import rights
from exposure_components.doctor.checks.versions import versions
from exposure_components.doctor.questions import Answer, Found, Refused
from exposure_components.objects.namespaces import ENFORCED
from tests.doctor.clusters import (
    FORBIDDEN,
    Cluster,
    container,
    made,
    node,
    plan,
    remedies,
    told,
    workload,
)

GATEWAY = "gateway.networking.k8s.io"
CORE = {
    "v1": [("services", "Service", True), ("namespaces", "Namespace", False)],
    "apps/v1": [("deployments", "Deployment", True), ("deployments/scale", "Scale", True)],
}


def test_kinds_that_are_served_are_told_by_their_version() -> None:
    result = kinds(plan(made("Service"), workload(), made("Service", "b")), Cluster(kinds=CORE))
    assert told(result) == [
        "ok: v1 is served, with Service",
        "ok: apps/v1 is served, with Deployment",
    ]


@pytest.mark.parametrize(
    ("version", "kind", "remedy"),
    [
        (f"{GATEWAY}/v1", "HTTPRoute", "install the Gateway API's kinds, "),
        ("traefik.io/v1alpha1", "Middleware", "let an IngressController of the plan run Traefik"),
        ("projectcontour.io/v1", "HTTPProxy", "let an IngressController of the plan run Contour"),
        ("cert-manager.io/v1", "Certificate", "install cert-manager"),
        ("elbv2.k8s.aws/v1beta1", "TargetGroupBinding", "install the AWS Load Balancer Controller"),
        ("example.com/v1", "Widget", "install what defines it"),
    ],
)
def test_a_kind_that_is_missing_is_a_problem_with_what_brings_it(
    version: str, kind: str, remedy: str
) -> None:
    result = list(kinds(plan(made(kind, version=version)), Cluster()))
    assert told(result) == [f"problem: {version} {kind} is not known to the API server"]
    assert remedies(result)[0].startswith(remedy)


def test_a_kind_of_another_version_is_told_apart() -> None:
    asked = Cluster(groups={GATEWAY: ["v1beta1"]})
    result = list(kinds(plan(made("HTTPRoute", version=f"{GATEWAY}/v1")), asked))
    assert told(result) == [
        f"problem: {GATEWAY}/v1 HTTPRoute is not served: the cluster has {GATEWAY} in v1beta1"
    ]
    assert remedies(result)[0].endswith(", of a release that has this version")


def crd(kind: str, plural: str, scope: str = "Namespaced") -> dict[str, Any]:
    spec = {
        "group": "traefik.io",
        "scope": scope,
        "names": {"kind": kind, "plural": plural},
        "versions": [{"name": "v1alpha1"}],
    }
    return made(
        "CustomResourceDefinition",
        f"{plural}.traefik.io",
        "apiextensions.k8s.io/v1",
        namespace=None,
        spec=spec,
    )


MIDDLEWARE = made("Middleware", version="traefik.io/v1alpha1")
DEFINED = {
    "apiextensions.k8s.io/v1": [("customresourcedefinitions", "CustomResourceDefinition", False)]
}


def test_a_kind_that_the_plan_brings_needs_not_be_there() -> None:
    result = kinds(plan(crd("Middleware", "middlewares"), MIDDLEWARE), Cluster(kinds=DEFINED))
    assert told(result) == [
        "ok: apiextensions.k8s.io/v1 is served, with CustomResourceDefinition",
        "ok: traefik.io/v1alpha1 is brought by the plan, with Middleware",
    ]


def test_kinds_that_cannot_be_read_are_not_known() -> None:
    result = kinds(plan(made("Service")), Cluster(denied=frozenset(["v1"])))
    assert told(result) == [f"unknown: v1 Service {FORBIDDEN.format('the kinds of v1')}"]


def namespace(name: str = "shop", level: str = "", phase: str = "Active") -> dict[str, Any]:
    labels = {ENFORCED: level} if level else {}
    return made("Namespace", name, namespace=None, labels=labels, status={"phase": phase})


def test_a_namespace_is_there_or_made() -> None:
    there = Cluster({"namespaces": [namespace()]})
    assert told(namespaces(plan(made("Service")), there)) == ["ok: Namespace shop is there"]
    result = namespaces(plan(namespace(), made("Service")), Cluster(kinds=CORE))
    assert told(result) == ["ok: Namespace shop is made by the plan"]


def test_a_namespace_that_nobody_makes_is_a_problem() -> None:
    result = list(namespaces(plan(made("Service")), Cluster()))
    assert told(result) == [
        "problem: Namespace shop is not there, and Service web of the plan would be in it"
    ]
    assert remedies(result) == [
        "kubectl create namespace shop, or let the plan make it: `namespace.create`"
    ]


def test_a_namespace_that_ends_takes_nothing() -> None:
    ending = Cluster({"namespaces": [namespace(phase="Terminating")]})
    assert told(namespaces(plan(made("Service")), ending)) == [
        "problem: Namespace shop is being deleted: nothing can be made in it"
    ]


def test_an_object_without_a_namespace_is_in_the_default_one() -> None:
    result = namespaces(plan(made("Service", namespace=None)), Cluster(kinds=CORE))
    assert told(result)[0].startswith("problem: Namespace shop is not there")


def test_namespaces_that_cannot_be_read_are_not_known() -> None:
    result = namespaces(plan(made("Service")), Cluster(denied=frozenset(["namespaces"])))
    assert told(result) == [f"unknown: Namespace shop {FORBIDDEN.format('namespaces')}"]


HOST = {"containers": [container({"containerPort": 80, "hostPort": 80})]}
ABOUT = "Deployment shop/web needs the level privileged"


def secured(spec: dict[str, Any], *there: dict[str, Any], admission: Answer) -> list[str]:
    """What is told of pods in the namespaces that are there."""
    asked = Cluster({"namespaces": list(there)}, admission=admission)
    return told(pod_security(plan(workload(spec)), asked))


NOBODY_ASKS = Refused("nobody should ask")
ADMITTED = Found({})
VIOLATES = Refused('pods "x" is forbidden: violates PodSecurity "baseline:latest": hostPort')


def test_hardened_pods_are_admitted_everywhere() -> None:
    assert secured({}, namespace(level="restricted"), admission=NOBODY_ASKS) == [
        "ok: Deployment shop/web needs the level restricted, which every namespace admits"
    ]


@pytest.mark.parametrize("level", ["baseline", "restricted"])
def test_a_namespace_that_enforces_less_refuses_the_pods(level: str) -> None:
    asked = Cluster({"namespaces": [namespace(level=level)]})
    result = list(pod_security(plan(workload(HOST)), asked))
    assert told(result) == [f"problem: {ABOUT}, and namespace shop enforces {level}: no pod starts"]
    assert remedies(result)[0].startswith(
        f"kubectl label --overwrite namespace shop {ENFORCED}=privileged; or "
    )


def test_a_namespace_that_enforces_enough_admits_the_pods() -> None:
    assert secured(HOST, namespace(level="privileged"), admission=NOBODY_ASKS) == [
        f"ok: {ABOUT}; namespace shop enforces privileged"
    ]


def test_the_label_that_the_plan_gives_a_namespace_counts() -> None:
    both = plan(namespace(level="privileged"), workload(HOST))
    asked = Cluster({"namespaces": [namespace(level="baseline")]})
    assert told(pod_security(both, asked)) == [f"ok: {ABOUT}; namespace shop enforces privileged"]


def test_without_a_label_a_dry_run_tells_the_clusters_default() -> None:
    assert secured(HOST, namespace(), admission=ADMITTED) == [
        f"ok: {ABOUT}; namespace shop has no label, and a dry run of the pod in shop is admitted"
    ]
    assert secured(HOST, namespace(), admission=VIOLATES) == [
        f"problem: {ABOUT}, and the cluster's default for namespaces without a label refuses it: "
        'violates PodSecurity "baseline:latest": hostPort'
    ]


def test_a_namespace_that_is_not_there_yet_is_tried_in_another_without_a_label() -> None:
    assert secured(HOST, namespace("default"), admission=ADMITTED) == [
        f"ok: {ABOUT}; namespace shop has no label, and a dry run of the pod in default is admitted"
    ]
    (line,) = secured(HOST, namespace("default", "privileged"), admission=NOBODY_ASKS)
    assert line.startswith(f"unknown: {ABOUT}, and namespace shop has no label")
    assert "nobody should ask" not in line


def test_a_default_that_nobody_tells_is_not_known() -> None:
    (line,) = secured(HOST, namespace(), admission=Refused("pods is forbidden: User x cannot"))
    assert line == (
        f"unknown: {ABOUT}, and namespace shop has no label {ENFORCED}: the cluster's own default "
        "holds, which the API does not tell, and a dry run of the pod was not answered: pods is "
        "forbidden: User x cannot"
    )


OPENSHIFT = {"security.openshift.io": ["v1"]}
SCC = "securitycontextconstraints"


def granted(name: str) -> list[dict[str, Any]]:
    role = made(
        "Role",
        "web-scc",
        "rbac.authorization.k8s.io/v1",
        rules=[{"resources": [SCC], "resourceNames": [name], "verbs": ["use"]}],
    )
    binding = made(
        "RoleBinding",
        "web-scc",
        "rbac.authorization.k8s.io/v1",
        roleRef={"kind": "Role", "name": "web-scc"},
        subjects=[{"kind": "ServiceAccount", "name": "web"}],
    )
    return [role, binding, workload({**HOST, "serviceAccountName": "web"})]


def test_elsewhere_than_on_openshift_there_are_no_constraints() -> None:
    assert told(constraints(plan(workload(HOST)), Cluster())) == []
    assert told(constraints(plan(*granted("hostnetwork-v2")), Cluster())) == [
        "problem: ServiceAccount shop/web is granted the constraint hostnetwork-v2, and the "
        "cluster is no OpenShift"
    ]


def test_a_constraint_that_the_plan_grants_must_be_there() -> None:
    there = Cluster({SCC: [made("SCC", "hostnetwork-v2", namespace=None)]}, groups=OPENSHIFT)
    assert told(constraints(plan(*granted("hostnetwork-v2")), there)) == [
        "ok: Deployment shop/web may use the constraint hostnetwork-v2, which the plan grants its "
        "account"
    ]
    assert told(constraints(plan(*granted("hostnetwork-v2")), Cluster(groups=OPENSHIFT))) == [
        "problem: Deployment shop/web needs the constraint hostnetwork-v2, which the cluster does "
        "not have"
    ]


def test_a_plan_for_another_platform_needs_what_the_account_may_use() -> None:
    manifest = workload(HOST)
    denied = list(constraints(plan(manifest), Cluster(groups=OPENSHIFT)))
    assert told(denied) == [
        "problem: Deployment shop/web needs the constraint hostnetwork-v2, which its account may "
        "not use"
    ]
    assert remedies(denied) == [
        "set `cluster.platform: openshift`, so that the plan grants it, or oc adm policy "
        "add-scc-to-user hostnetwork-v2 -z default -n shop"
    ]
    allowed = frozenset([("shop:default", "hostnetwork-v2")])
    asked = Cluster(groups=OPENSHIFT, constraints=allowed)
    assert told(constraints(plan(manifest), asked)) == [
        "ok: Deployment shop/web may use the constraint hostnetwork-v2"
    ]


def test_hardened_pods_need_no_constraint_of_their_own() -> None:
    assert told(constraints(plan(workload()), Cluster(groups=OPENSHIFT))) == [
        "ok: Deployment shop/web needs no more than restricted-v2, which every account may use"
    ]


def test_who_may_all_is_told_once() -> None:
    whole = plan(namespace(), made("Service"), workload(), made("Service", "b"))
    assert told(rights(whole, Cluster(kinds=CORE))) == [
        "ok: the user may make, change and delete namespaces, services, deployments.apps"
    ]


def test_a_right_in_the_namespace_is_enough() -> None:
    asked = Cluster(kinds=CORE, forbidden=frozenset([("create", "services", "")]))
    assert told(rights(plan(made("Service")), asked)) == [
        "ok: the user may make, change and delete services"
    ]


def test_a_right_that_is_missing_is_a_problem_with_the_role() -> None:
    denied = frozenset(
        [(verb, "deployments", where) for verb in ("create", "patch") for where in ("", "shop")]
    )
    result = list(rights(plan(workload()), Cluster(kinds=CORE, forbidden=denied)))
    assert told(result) == [
        "problem: deployments.apps in shop is forbidden to the user: create, patch"
    ]
    assert remedies(result) == [
        "let somebody who may: kubectl -n shop create role NAME --verb=create,patch "
        "--resource=deployments.apps, and bind it to the user"
    ]


def test_rights_on_kinds_that_the_plan_brings_are_asked_by_their_plural() -> None:
    denied = frozenset([("create", "middlewares", each) for each in ("", "shop")])
    asked = Cluster(kinds=DEFINED, forbidden=denied)
    assert told(rights(plan(crd("Middleware", "middlewares"), MIDDLEWARE), asked)) == [
        "problem: middlewares.traefik.io in shop is forbidden to the user: create",
        "ok: the user may make, change and delete customresourcedefinitions.apiextensions.k8s.io",
    ]


SLEEPS = {"containers": [container(lifecycle={"preStop": {"sleep": {"seconds": 5}}})]}


@pytest.mark.parametrize(
    ("manifest", "server", "what", "since"),
    [
        (workload(SLEEPS), "v1.29.9", "a pause before pods end (preStop.sleep)", "1.30"),
        (
            made("Service", spec={"type": "LoadBalancer", "allocateLoadBalancerNodePorts": False}),
            "v1.21.1-eks-1",
            "allocateLoadBalancerNodePorts",
            "1.22",
        ),
        (
            made("Service", spec={"type": "LoadBalancer", "loadBalancerClass": "a/b"}),
            "v1.21.0",
            "loadBalancerClass",
            "1.22",
        ),
        (
            made("Service", spec={"type": "LoadBalancer", "ports": [{}, {"protocol": "UDP"}]}),
            "v1.23.0",
            "TCP and UDP at one balancer",
            "1.24",
        ),
    ],
)
def test_a_field_needs_a_release(
    manifest: dict[str, Any], server: str, what: str, since: str
) -> None:
    (line,) = told(versions(plan(manifest), Cluster(version=server)))
    release = ".".join(server.lstrip("v").split(".")[:2])
    assert line == (
        f"problem: {manifest['kind']} shop/web needs Kubernetes {since} for {what}; the API "
        f"server is {release}"
    )
    assert told(versions(plan(manifest), Cluster(version=f"v{since}.0"))) == [
        f"ok: Kubernetes is {since}, which knows every field of the plan"
    ]


def test_an_older_kubelet_does_not_know_what_the_api_server_does() -> None:
    old = node("a")
    old["status"]["nodeInfo"]["kubeletVersion"] = "v1.29.1"
    result = told(versions(plan(workload(SLEEPS)), Cluster({"nodes": [old]})))
    assert result[0].endswith("the kubelet of a node is 1.29")


def test_a_version_that_is_none_is_not_known() -> None:
    assert told(versions(plan(), Cluster(version="main"))) == [
        "unknown: Kubernetes does not tell its version"
    ]
