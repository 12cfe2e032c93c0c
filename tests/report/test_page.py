"""A page tells all of its content, as text, and needs nothing from elsewhere."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposure_components.report.content import Content, Manifest
from exposure_components.report.page import page
from exposure_components.topology.graph import Box, Topology, Way
from tests.report.contents import content
from tests.report.documents import Document, parsed

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onclick='alert(1)",
    "</style></script><iframe src=//example.com>",
    "]]><b>&lt;{{ 7 * 7 }}",
]


def texts_of(value: Any) -> Iterator[str]:
    """All that a content says, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Topology):
        yield from (text for box in value.boxes for text in (box.title, *box.details))
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts_of(getattr(value, each.name))
    elif isinstance(value, Sequence):
        for item in value:
            yield from texts_of(item)


def squeezed(text: str) -> str:
    """A picture breaks long lines, where the text may have no space."""
    return "".join(text.split())


def test_everything_of_the_content_is_in_the_page() -> None:
    told = squeezed(parsed(page(content())).text)
    said = list(texts_of(content()))
    assert len(said) > 40
    assert [text for text in said if squeezed(text) not in told] == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_any_text_is_text(hostile: str) -> None:
    plain, document = parsed(page(content())), parsed(page(content(hostile)))
    told = squeezed(document.text)
    assert [text for text in texts_of(content(hostile)) if squeezed(text) not in told] == []
    assert shape(document) == shape(plain)


def shape(document: Document) -> Mapping[str, int]:
    """How often each element and attribute stands there; a longer title takes more lines."""
    drawn = ("text", "rect", "path")
    elements = [(tag, names) for tag, names in document.elements if tag not in drawn]
    return Counter(text for tag, names in elements for text in (tag, *sorted(names)))


@given(st.text(max_size=40))
@settings(max_examples=30)
def test_any_name_is_text(name: str) -> None:
    way = Way(Box("a", content().topology.boxes[0].kind, name), content().topology.boxes[1])
    made = page(Content(name, Topology((way,)), manifests=[Manifest(name, name)]))
    assert shape(parsed(made)).keys() <= shape(parsed(page(content()))).keys()


def test_nothing_in_it_leads_elsewhere() -> None:
    document = parsed(page(content()))
    links = [names["href"] for names in document.attributes("a")]
    ids = [names["id"] for _, names in document.elements if "id" in names]
    assert links
    assert [link for link in links if link.removeprefix("#") not in ids] == []
    assert len(ids) == len(set(ids))
    used = {name for _, names in document.elements for name in names}
    assert used.isdisjoint({"src", "srcset", "action", "formaction", "poster", "data", "ping"})
    assert not {name for name in used if name.startswith("on")}
    assert "@import" not in document.code["style"]
    assert "url(" not in document.code["style"]


def test_its_policy_allows_its_own_script_and_style_alone() -> None:
    document = parsed(page(content()))
    assert [len(document.attributes(tag)) for tag in ("script", "style")] == [1, 1]
    (policy,) = [m["content"] for m in document.attributes("meta") if "http-equiv" in m]
    hashes = {tag: b64encode(sha256(code.encode()).digest()) for tag, code in document.code.items()}
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{hashes['style'].decode()}'",
        f"script-src 'sha256-{hashes['script'].decode()}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_a_page_of_nothing_has_no_empty_sections() -> None:
    document = parsed(page(Content("shop lab", Topology())))
    links = [names["href"] for names in document.attributes("a")]
    assert links == ["#main", "#traffic", "#resources"]
    assert document.attributes("table") == []
    assert "Nothing is reached from outside of the cluster." in document.text


def test_an_endpoint_that_is_known_later_fills_its_row() -> None:
    cells = parsed(page(content())).attributes("td")
    assert [cell["colspan"] for cell in cells if "colspan" in cell] == ["4"]


def test_each_message_says_how_bad_it_is_in_words() -> None:
    told = squeezed(parsed(page(content())).text)
    assert "warning:noreplicas" in told
    assert "error:nonodes" in told
