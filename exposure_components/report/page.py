"""The page, by the templates beside this file."""

from base64 import b64encode
from hashlib import sha256
from importlib import resources
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from exposure_components.diagrams.colours import DARK, LIGHT, Scheme
from exposure_components.diagrams.style import style
from exposure_components.diagrams.svg import svg
from exposure_components.report.content import Content

_TEMPLATES: Final = "templates"
_FOLDER: Final = resources.files("exposure_components.report") / _TEMPLATES


def page(content: Content) -> str:
    """One document of HTML.

    Its policy lets it load nothing, and run its own script alone; all text in it is escaped.
    """
    environment = Environment(
        loader=PackageLoader("exposure_components.report", _TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sheet, script = _sheet(), _file("page.js")
    policy = [
        "default-src 'none'",
        f"style-src {_hash(sheet)}",
        f"script-src {_hash(script)}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    title = f"The way of traffic to {content.title}"
    return environment.get_template("page.html.jinja").render(
        content=content,
        policy="; ".join(policy),
        # Ours alone, without a value of the program; the picture escapes what it shows.
        sheet=Markup(sheet),
        script=Markup(script),
        picture=Markup(svg(content.topology, title, with_style=False)),
    )


def _sheet() -> str:
    light, dark = _colours(LIGHT), _colours(DARK)
    dark = f"@media (prefers-color-scheme: dark) {{\n{dark}\n}}"
    return "\n".join([light, dark, _file("page.css"), style()])


def _colours(scheme: Scheme) -> str:
    named = {
        "canvas": scheme.canvas,
        "ink": scheme.ink,
        "muted": scheme.muted,
        "line": scheme.line,
        "link": scheme.link,
        "raised": scheme.raised,
        "warning": scheme.warning,
        "error": scheme.error,
    }
    return f":root {{ {'; '.join(f'--{name}: {colour}' for name, colour in named.items())} }}"


def _file(name: str) -> str:
    return (
        resources.files("exposure_components.report").joinpath(_TEMPLATES, name).read_text("utf-8")
    )


def _hash(text: str) -> str:
    """As the policy names what may be in the page (w3.org/TR/CSP3, hash-source)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
