"""YAML is written the same by libyaml, where that writes it, as by PyYAML."""

from typing import Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from exposure_components.cli import dumping

ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=150)
TEXTS = st.text(max_size=8) | ASCII | st.text("ab:- #'\"\\\n\t.01yn~&*!|>%@`{}[],?", max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=3))
def test_any_document_has_the_bytes_of_pyyaml(content: dict[str, Any]) -> None:
    found = dumping.dump(content)
    with patch.object(dumping, "_is_ordinary", return_value=False):
        assert found == dumping.dump(content)


def test_a_manifest_is_written_by_libyaml() -> None:
    manifest = {"apiVersion": "v1", "metadata": {"name": "web"}, "spec": {"ports": [{"port": 80}]}}
    with patch.object(dumping, "_Dumper", None):
        text = dumping.dump(manifest)
    assert text == ("apiVersion: v1\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n")


def test_what_is_there_twice_is_written_twice() -> None:
    labels = {"app": "web"}
    text = dumping.dump({"labels": labels, "selector": labels})
    assert text == "labels:\n  app: web\nselector:\n  app: web\n"
    assert text + "é: é\n" == dumping.dump({"labels": labels, "selector": labels, "é": "é"})
