"""Answers from a running cluster. Reads alone: its one write is a dry run."""

import json
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any

from exposure_components.doctor.questions import (
    Absent,
    Admission,
    Answer,
    Found,
    Groups,
    Kinds,
    May,
    Object,
    Objects,
    Question,
    Records,
    Refused,
    Unanswered,
    Version,
)
from exposure_components.doctor.resolver import Resolver
from exposure_components.errors import reason_of
from exposure_components.topology.things import fields

_PATIENCE = 10
"""Seconds to wait for each answer of the API server."""
_PAGE = 500
"""Objects that one request lists, as kubectl does."""
_POD = "exposure-doctor"
_JSON = "application/json"


class MissingPackageError(Exception):
    """A package of an extra is not installed."""


class UnreachableError(Exception):
    """There is no cluster that answers."""


class Reader:
    """Asks one API server, and remembers what it said."""

    def __init__(self, client: Any, namespace: str, context: str, resolver: Resolver) -> None:
        """`client` is a `kubernetes.dynamic.DynamicClient`."""
        self.namespace = namespace
        """Where objects live that name no namespace."""
        self.context = context
        self._client = client
        self._resolver = resolver
        self._known: dict[Question, Answer] = {}

    def __call__(self, question: Question) -> Answer:
        """What the cluster, or a name server, says."""
        if question not in self._known:
            self._known[question] = self._answer(question)
        return self._known[question]

    def _answer(self, question: Question) -> Answer:
        match question:
            case Version():
                return self._get("/version")
            case Groups():
                return _mapped(self._get("/apis"), _versions)
            case Kinds(api_version):
                return _mapped(self._get(_path(api_version)), _resources)
            case Object():
                return self._object(question)
            case Objects():
                return self._objects(_path(question.api_version, question.plural))
            case May():
                return self._may(question)
            case Admission():
                return self._admission(question)
            case Records():
                return self._resolver.records(question)

    def _object(self, wanted: Object) -> Answer:
        parts = ("namespaces", wanted.namespace) if wanted.namespace else ()
        answer = self._get(_path(wanted.api_version, *parts, wanted.plural, wanted.name))
        if wanted.plural != "secrets":
            return answer
        return _mapped(answer, _without_values)

    def _objects(self, path: str) -> Answer:
        found: list[Mapping[str, Any]] = []
        query = {"limit": str(_PAGE)}
        while True:
            answer = self._get(path, query)
            if not isinstance(answer, Found):
                return answer
            found += answer.value.get("items") or []
            following = answer.value["metadata"].get("continue")
            if not following:
                return Found(found)
            query = {"limit": str(_PAGE), "continue": following}

    def _may(self, wanted: May) -> Answer:
        attributes = {
            "verb": wanted.verb,
            "group": wanted.group,
            "resource": wanted.plural,
            "namespace": wanted.namespace,
            "name": wanted.name,
        }
        spec: dict[str, Any] = {"resourceAttributes": attributes}
        kind = "SelfSubjectAccessReview"
        if wanted.account:
            kind = "SubjectAccessReview"
            namespace = wanted.account.partition(":")[0]
            spec["user"] = f"system:serviceaccount:{wanted.account}"
            spec["groups"] = [
                "system:serviceaccounts",
                f"system:serviceaccounts:{namespace}",
                "system:authenticated",
            ]
        review = {"apiVersion": "authorization.k8s.io/v1", "kind": kind, "spec": spec}
        answer = self._send(
            "post", _path("authorization.k8s.io/v1", f"{kind.lower()}s"), body=review
        )
        return _mapped(answer, _is_allowed)

    def _admission(self, wanted: Admission) -> Answer:
        # The account may not be there yet, and says nothing of what admission looks at.
        spec = {key: value for key, value in wanted.spec.items() if key != "serviceAccountName"}
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": _POD}, "spec": spec}
        path = _path("v1", "namespaces", wanted.namespace, "pods")
        return self._send("post", path, {"dryRun": "All"}, pod)

    def _get(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        return self._send("get", path, query)

    def _send(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Answer:
        try:
            answer = self._client.request(
                method,
                path,
                body=body,
                query_params=list((query or {}).items()),
                content_type=_JSON,
                serialize=False,
                _request_timeout=_PATIENCE,
            )
        except Exception as error:
            return _failed(error)
        return Found(json.loads(answer.data))


@contextmanager
def reading(
    context: str | None, kubeconfig: str | None, resolver: Resolver
) -> Generator[Reader, None, None]:
    """A reader of the cluster of a kubeconfig.

    context, kubeconfig: default as kubectl's.
    resolver: is asked for names in DNS.

    Raises `MissingPackageError`, and `UnreachableError` if there is no such cluster or it does not
    answer.
    """
    try:
        import kubernetes
        from kubernetes import dynamic
    except ImportError as error:
        raise MissingPackageError(
            "exposure doctor needs the package kubernetes: pip install 'exposure-components[live]'"
        ) from error
    package: Any = kubernetes
    try:
        name, namespace = _chosen(package.config, context, kubeconfig)
        options = package.client.Configuration()
        # Whoever waits for a dead cluster would wait several times.
        options.retries = False
        connected = package.config.new_client_from_config(
            config_file=kubeconfig, context=name, client_configuration=options
        )
    except Exception as error:
        raise UnreachableError(f"no cluster can be read: {reason_of(error)}") from error
    with connected as client:
        dynamic_client: Any = dynamic.DynamicClient
        asked = dynamic_client(client, discoverer=_no_discovery)
        reader = Reader(asked, namespace, name, resolver)
        answer = reader(Version())
        if not isinstance(answer, Found):
            why = getattr(answer, "reason", "it has no /version")
            raise UnreachableError(f"the cluster of the context {name} does not answer: {why}")
        yield reader


def _chosen(config: Any, context: str | None, kubeconfig: str | None) -> tuple[str, str]:
    """Name and namespace of the context."""
    contexts, current = config.list_kube_config_contexts(config_file=kubeconfig)
    wanted = context or current["name"]
    found = [each for each in contexts if each["name"] == wanted]
    if not found:
        names = ", ".join(sorted(each["name"] for each in contexts))
        raise ValueError(f"the kubeconfig has no context {wanted}; it has {names}")
    return wanted, found[0]["context"].get("namespace") or "default"


def _path(api_version: str, *parts: str) -> str:
    root = "api" if "/" not in api_version else "apis"
    return "/".join(["", root, api_version, *parts])


def _versions(found: Any) -> dict[str, list[str]]:
    return {
        group["name"]: [version["version"] for version in group["versions"]]
        for group in found["groups"]
    }


def _resources(found: Any) -> Any:
    return found["resources"]


def _is_allowed(review: Any) -> bool:
    return bool(review["status"].get("allowed"))


def _without_values(secret: Any) -> dict[str, Any]:
    """Nobody here needs them: they are not kept."""
    return {**secret, "data": dict.fromkeys(fields(secret, "data"), "")}


def _no_discovery(_client: Any, _cache: Any) -> None:
    """Discovery of all kinds would ask for more than a plan needs, and keep it in a file."""


def _mapped(answer: Answer, change: Callable[[Any], Any]) -> Answer:
    return Found(change(answer.value)) if isinstance(answer, Found) else answer


def _failed(error: Exception) -> Answer:
    status: Any = getattr(error, "status", None)
    if not status:
        return Unanswered(reason_of(error))
    if status == 404:
        return Absent()
    body: Any = getattr(error, "body", None)
    try:
        reason = json.loads(body)["message"]
    except (KeyError, TypeError, ValueError):
        reason = f"HTTP {status} {getattr(error, 'reason', '')}".strip()
    return Refused(reason)
