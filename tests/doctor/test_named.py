"""Objects that the plan names and does not make."""

from typing import Any

import pytest

from exposure_components.doctor.checks.issuers import issuers
from exposure_components.doctor.checks.named_objects import named_objects
from exposure_components.doctor.references import references
from tests.doctor.clusters import (
    FORBIDDEN,
    Cluster,
    container,
    made,
    plan,
    remedies,
    told,
    workload,
)

TLS = ("tls.crt", "tls.key")
CERT_MANAGER = "cert-manager.io/v1"


def named(manifest: dict[str, Any]) -> list[tuple[str, str, tuple[str, ...]]]:
    """What an object can't do without: kind, namespace and name, keys."""
    whole = plan(manifest)
    found = references(whole, whole.objects[0])
    return [(each.kind, f"{each.namespace}/{each.name}", each.keys) for each in found]


def env(kind: str, **source: Any) -> dict[str, Any]:
    return {"containers": [container(env=[{"name": "X", "valueFrom": {kind: source}}])]}


def volume(**source: Any) -> dict[str, Any]:
    return {"volumes": [{"name": "v", **source}]}


PODS: list[tuple[dict[str, Any], list[tuple[str, str, tuple[str, ...]]]]] = [
    (env("secretKeyRef", name="s", key="k"), [("Secret", "shop/s", ("k",))]),
    (env("secretKeyRef", name="s", key="k", optional=True), []),
    (env("configMapKeyRef", name="c", key="k"), [("ConfigMap", "shop/c", ("k",))]),
    (env("fieldRef", fieldPath="status.podIP"), []),
    (
        {"containers": [container(envFrom=[{"secretRef": {"name": "s"}}])]},
        [("Secret", "shop/s", ())],
    ),
    (
        {"initContainers": [container(envFrom=[{"configMapRef": {"name": "c"}}])]},
        [("ConfigMap", "shop/c", ())],
    ),
    (volume(secret={"secretName": "s"}), [("Secret", "shop/s", ())]),
    (
        volume(secret={"secretName": "s", "items": [{"key": "k", "path": "p"}]}),
        [("Secret", "shop/s", ("k",))],
    ),
    (volume(configMap={"name": "c"}), [("ConfigMap", "shop/c", ())]),
    (
        volume(persistentVolumeClaim={"claimName": "p"}),
        [("PersistentVolumeClaim", "shop/p", ())],
    ),
    (volume(projected={"sources": [{"secret": {"name": "s"}}]}), [("Secret", "shop/s", ())]),
    (volume(emptyDir={}), []),
    ({"imagePullSecrets": [{"name": "s"}]}, [("Secret", "shop/s", ())]),
    ({"serviceAccountName": "a"}, [("ServiceAccount", "shop/a", ())]),
    ({"serviceAccountName": "default"}, []),
    ({"imagePullSecrets": [{"name": "known after up"}]}, []),
]


@pytest.mark.parametrize(("spec", "expected"), PODS)
def test_pods_name_objects(spec: dict[str, Any], expected: list[Any]) -> None:
    assert named(workload(spec)) == expected


ROUTES: list[tuple[str, dict[str, Any], list[tuple[str, str, tuple[str, ...]]]]] = [
    ("Ingress", {"tls": [{"secretName": "s"}]}, [("Secret", "shop/s", TLS)]),
    ("HTTPProxy", {"virtualhost": {"tls": {"secretName": "s"}}}, [("Secret", "shop/s", TLS)]),
    ("HTTPProxy", {"virtualhost": {"tls": {"secretName": "edge/s"}}}, [("Secret", "edge/s", TLS)]),
    (
        "HTTPProxy",
        {"routes": [{"services": [{"validation": {"caSecret": "c"}}]}]},
        [("Secret", "shop/c", ("ca.crt",))],
    ),
    ("IngressRoute", {"tls": {"secretName": "s"}}, [("Secret", "shop/s", TLS)]),
    ("TLSStore", {"defaultCertificate": {"secretName": "s"}}, [("Secret", "shop/s", TLS)]),
    (
        "TLSOption",
        {"clientAuth": {"secretNames": ["a", "b"]}},
        [
            ("Secret", "shop/a", ()),
            ("Secret", "shop/b", ()),
        ],
    ),
    ("Middleware", {"basicAuth": {"secret": "s"}}, [("Secret", "shop/s", ())]),
    (
        "Gateway",
        {"listeners": [{"tls": {"certificateRefs": [{"kind": "Secret", "name": "s"}]}}]},
        [("Secret", "shop/s", TLS)],
    ),
    (
        "Gateway",
        {"listeners": [{"tls": {"certificateRefs": [{"name": "s", "namespace": "edge"}]}}]},
        [("Secret", "edge/s", TLS)],
    ),
    ("Route", {"tls": {"externalCertificate": {"name": "s"}}}, [("Secret", "shop/s", TLS)]),
    ("Service", {"secretName": "s"}, []),
]


@pytest.mark.parametrize(("kind", "spec", "expected"), ROUTES)
def test_routes_name_secrets(kind: str, spec: dict[str, Any], expected: list[Any]) -> None:
    assert named(made(kind, spec=spec)) == expected


INGRESS = made("Ingress", spec={"tls": [{"secretName": "web-tls"}]})


def secret(*keys: str) -> dict[str, Any]:
    return made("Secret", "web-tls", data=dict.fromkeys(keys, ""))


def test_a_certificate_that_is_there_is_well() -> None:
    asked = Cluster({"secrets": [secret("tls.crt", "tls.key")]})
    assert told(named_objects(plan(INGRESS), asked)) == ["ok: Secret shop/web-tls is there"]


def test_a_certificate_that_is_missing_is_a_problem_with_the_command() -> None:
    result = list(named_objects(plan(INGRESS), Cluster()))
    assert told(result) == [
        "problem: Secret shop/web-tls is not there, and Ingress shop/web needs it"
    ]
    assert remedies(result) == [
        "kubectl -n shop create secret tls web-tls --cert=FILE --key=FILE, or let cert-manager "
        "fill it: `issuer`"
    ]


def test_a_secret_without_the_key_is_a_problem() -> None:
    result = list(named_objects(plan(INGRESS), Cluster({"secrets": [secret("tls.crt")]})))
    assert told(result) == [
        "problem: Secret shop/web-tls has no tls.key, which Ingress shop/web needs"
    ]
    assert remedies(result) == ["add it; it has tls.crt"]


@pytest.mark.parametrize(
    "maker",
    [
        secret("tls.crt", "tls.key"),
        made("Certificate", "c", CERT_MANAGER, spec={"secretName": "web-tls"}),
    ],
    ids=["the plan", "cert-manager"],
)
def test_a_secret_that_somebody_will_make_needs_not_be_there(maker: dict[str, Any]) -> None:
    assert told(named_objects(plan(INGRESS, maker), Cluster())) == []


def test_a_certificate_of_an_annotated_ingress_is_cert_managers() -> None:
    annotated = {**INGRESS, "metadata": {**INGRESS["metadata"]}}
    annotated["metadata"]["annotations"] = {"cert-manager.io/cluster-issuer": "ca"}
    assert told(named_objects(plan(annotated), Cluster())) == []


@pytest.mark.parametrize(
    ("spec", "about", "remedy"),
    [
        ({"serviceAccountName": "a"}, "ServiceAccount shop/a", "create serviceaccount a"),
        (volume(configMap={"name": "c"}), "ConfigMap shop/c", "create configmap c"),
        (
            volume(persistentVolumeClaim={"claimName": "p"}),
            "PersistentVolumeClaim shop/p",
            "make the claim",
        ),
        ({"imagePullSecrets": [{"name": "s"}]}, "Secret shop/s", "create secret generic s"),
    ],
)
def test_each_kind_has_a_remedy_of_its_own(spec: dict[str, Any], about: str, remedy: str) -> None:
    result = list(named_objects(plan(workload(spec)), Cluster()))
    assert told(result) == [f"problem: {about} is not there, and Deployment shop/web needs it"]
    assert remedy in remedies(result)[0]


def test_secrets_that_cannot_be_read_are_not_known() -> None:
    asked = Cluster(denied=frozenset(["secrets"]))
    assert told(named_objects(plan(INGRESS), asked)) == [
        f"unknown: Secret shop/web-tls {FORBIDDEN.format('secrets')}"
    ]


def issuer(kind: str = "Issuer", namespace: str | None = "shop", ready: str = "True") -> Any:
    conditions = [{"type": "Ready", "status": ready, "message": "no account"}]
    return made(kind, "ca", CERT_MANAGER, namespace, status={"conditions": conditions})


def certificate(kind: str) -> dict[str, Any]:
    return made(
        "Certificate", version=CERT_MANAGER, spec={"issuerRef": {"kind": kind, "name": "ca"}}
    )


@pytest.mark.parametrize(
    ("user", "about", "plural", "namespace"),
    [
        (certificate("Issuer"), "Issuer shop/ca", "issuers", "shop"),
        (certificate("ClusterIssuer"), "ClusterIssuer ca", "clusterissuers", None),
        (
            made("Ingress", annotations={"cert-manager.io/issuer": "ca"}),
            "Issuer shop/ca",
            "issuers",
            "shop",
        ),
        (
            made("Gateway", annotations={"cert-manager.io/cluster-issuer": "ca"}),
            "ClusterIssuer ca",
            "clusterissuers",
            None,
        ),
    ],
)
def test_an_issuer_must_be_there_and_ready(
    user: dict[str, Any], about: str, plural: str, namespace: str | None
) -> None:
    kind = about.split()[0]
    ready = Cluster({plural: [issuer(kind, namespace)]})
    assert told(issuers(plan(user), ready)) == [f"ok: {about} is Ready"]
    unready = Cluster({plural: [issuer(kind, namespace, ready="False")]})
    assert told(issuers(plan(user), unready)) == [f"problem: {about} is not Ready: no account"]
    assert told(issuers(plan(user), Cluster())) == [
        f"problem: {about} is not there, and {user['kind']} shop/web asks it for a certificate"
    ]
    denied = Cluster(denied=frozenset([plural]))
    assert told(issuers(plan(user), denied)) == [f"unknown: {about} {FORBIDDEN.format(plural)}"]


def test_an_issuer_of_the_plan_needs_not_be_there() -> None:
    assert told(issuers(plan(certificate("Issuer"), issuer()), Cluster())) == []


def test_an_issuer_of_another_group_is_not_cert_managers() -> None:
    other = certificate("Issuer")
    other["spec"]["issuerRef"]["group"] = "example.com"
    assert told(issuers(plan(other), Cluster())) == []
