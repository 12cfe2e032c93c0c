"""How questions become requests, and what comes back answers."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from exposure_components.doctor.questions import (
    Absent,
    Admission,
    Found,
    Groups,
    Kinds,
    May,
    Object,
    Objects,
    Question,
    Refused,
    Unanswered,
    Version,
)
from exposure_components.doctor.reader import MissingPackageError, Reader, UnreachableError, reading
from exposure_components.doctor.resolver import Resolver


class Answered:
    """What the client's transport gives back."""

    def __init__(self, value: Any) -> None:
        self.data = json.dumps(value)


class Client:
    """Answers requests one after the other, and keeps them."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str, list[tuple[str, str]], Any]] = []

    def request(
        self,
        method: str,
        path: str,
        *,
        body: Any,
        query_params: Sequence[tuple[str, str]],
        content_type: str,
        serialize: bool,
        _request_timeout: int,
    ) -> Answered:
        assert (content_type, serialize) == ("application/json", False)
        assert _request_timeout > 0
        self.asked.append((method, path, list(query_params), body))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Answered(answer)


def reader(client: Client) -> Reader:
    return Reader(client, "shop", "lab", Resolver())


class HttpError(Exception):
    """As the client raises it."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"{status}")
        self.status, self.body, self.reason = status, body, "Forbidden"


@pytest.mark.parametrize(
    ("question", "path", "answer", "value"),
    [
        (Version(), "/version", {"gitVersion": "v1"}, {"gitVersion": "v1"}),
        (
            Groups(),
            "/apis",
            {"groups": [{"name": "apps", "versions": [{"version": "v1"}]}]},
            {"apps": ["v1"]},
        ),
        (Kinds("v1"), "/api/v1", {"resources": [{"kind": "Pod"}]}, [{"kind": "Pod"}]),
        (Kinds("apps/v1"), "/apis/apps/v1", {"resources": []}, []),
        (Object("v1", "nodes", "a"), "/api/v1/nodes/a", {"x": 1}, {"x": 1}),
        (
            Object("apps/v1", "deployments", "a", "b"),
            "/apis/apps/v1/namespaces/b/deployments/a",
            {"x": 1},
            {"x": 1},
        ),
    ],
)
def test_a_question_is_a_request(question: Question, path: str, answer: Any, value: Any) -> None:
    client = Client(answer)
    assert reader(client)(question) == Found(value)
    assert client.asked == [("get", path, [], None)]


def test_a_question_is_asked_once() -> None:
    client = Client({"gitVersion": "v1"})
    ask = reader(client)
    assert ask(Version()) is ask(Version())
    assert len(client.asked) == 1


def test_values_of_secrets_are_not_kept() -> None:
    client = Client({"kind": "Secret", "data": {"tls.key": "c2VjcmV0"}})
    assert reader(client)(Object("v1", "secrets", "a", "b")) == Found(
        {"kind": "Secret", "data": {"tls.key": ""}}
    )


def test_lists_come_page_by_page() -> None:
    client = Client(
        {"metadata": {"continue": "token"}, "items": [1]}, {"metadata": {}, "items": [2]}
    )
    assert reader(client)(Objects("v1", "pods")) == Found([1, 2])
    assert [query for _, _, query, _ in client.asked] == [
        [("limit", "500")],
        [("limit", "500"), ("continue", "token")],
    ]


def test_rights_of_the_user_are_a_review() -> None:
    client = Client({"status": {"allowed": True}})
    assert reader(client)(May("create", "apps", "deployments", "shop")) == Found(True)
    ((method, path, _, body),) = client.asked
    assert (method, path) == ("post", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
    assert body["kind"] == "SelfSubjectAccessReview"
    assert body["spec"] == {
        "resourceAttributes": {
            "verb": "create",
            "group": "apps",
            "resource": "deployments",
            "namespace": "shop",
            "name": "",
        }
    }


def test_rights_of_an_account_are_a_review_of_its_own() -> None:
    client = Client({"status": {}})
    answer = reader(client)(May("use", "g", "sccs", name="x", account="shop:web"))
    assert answer == Found(False)
    ((_, path, _, body),) = client.asked
    assert path.endswith("/subjectaccessreviews")
    assert body["spec"]["user"] == "system:serviceaccount:shop:web"


def test_a_pod_is_tried_by_a_dry_run_with_the_default_account() -> None:
    client = Client({})
    spec = {"serviceAccountName": "web", "hostNetwork": True}
    assert reader(client)(Admission("shop", spec)) == Found({})
    ((method, path, query, body),) = client.asked
    assert (method, path) == ("post", "/api/v1/namespaces/shop/pods")
    assert query == [("dryRun", "All")]
    assert body["spec"] == {"hostNetwork": True}


def test_what_fails_is_absent_refused_or_unanswered() -> None:
    told = json.dumps({"message": "pods is forbidden"})
    client = Client(HttpError(404, ""), HttpError(403, told), HttpError(500, "x"), OSError("down"))
    ask = reader(client)
    answers = [ask(Object("v1", "nodes", name)) for name in "abcd"]
    assert answers == [
        Absent(),
        Refused("pods is forbidden"),
        Refused("HTTP 500 Forbidden"),
        Unanswered("down"),
    ]


def kubeconfig(folder: Path, server: str = "http://127.0.0.1:9") -> str:
    """The path of one that leads to nobody: port 9 is discard's (RFC 863)."""
    config = {
        "current-context": "lab",
        "clusters": [{"name": "lab", "cluster": {"server": server}}],
        "users": [{"name": "lab", "user": {}}],
        "contexts": [{"name": "lab", "context": {"cluster": "lab", "user": "lab"}}],
    }
    path = folder / "config"
    path.write_text(json.dumps(config))
    return str(path)


def fails(context: str | None, path: str) -> str:
    with pytest.raises(UnreachableError) as raised, reading(context, path, Resolver()):
        raise AssertionError("there is no cluster")
    return str(raised.value)


def test_a_context_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    assert fails("east", kubeconfig(tmp_path)) == (
        "no cluster can be read: the kubeconfig has no context east; it has lab"
    )


def test_a_kubeconfig_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert fails(None, str(tmp_path / "none")).startswith("no cluster can be read: ")


def test_a_cluster_that_does_not_answer_is_told(tmp_path: Path) -> None:
    told = fails(None, kubeconfig(tmp_path))
    assert told.startswith("the cluster of the context lab does not answer: ")


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "kubernetes", None)
    with pytest.raises(MissingPackageError, match=r"exposure-components\[live\]"):
        reading(None, None, Resolver()).__enter__()
