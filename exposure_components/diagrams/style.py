"""The style of a picture: it follows the reader's choice of light or dark."""

from exposure_components.diagrams.colours import DARK, LIGHT, Scheme
from exposure_components.diagrams.texts import DETAIL, TITLE


def style() -> str:
    """A style sheet; each of its rules is for the inside of `.topology` alone."""
    dark = "\n".join(colours(DARK))
    return "\n".join(
        [
            ".topology { max-width: none }",
            f".topology .title {{ font: 600 {TITLE.size}px system-ui, sans-serif }}",
            f".topology .text {{ font: {DETAIL.size}px ui-monospace, monospace }}",
            ".topology .box { stroke-width: 1.5 }",
            ".topology .node { stroke-dasharray: 5 4 }",
            ".topology .way { fill: none; stroke-width: 1.5 }",
            *colours(LIGHT),
            f"@media (prefers-color-scheme: dark) {{\n{dark}\n}}",
        ]
    )


def colours(scheme: Scheme) -> list[str]:
    """The rules of a scheme, for pages whose readers choose it."""
    return [
        f".topology .canvas, .topology .paper {{ fill: {scheme.canvas} }}",
        f".topology .title {{ fill: {scheme.ink} }}",
        f".topology .text {{ fill: {scheme.muted} }}",
        f".topology .way {{ stroke: {scheme.line} }}",
        f".topology .tip, .topology .label {{ fill: {scheme.line} }}",
        *(
            f".topology .{kind} {{ fill: {fill}; stroke: {scheme.borders[kind]} }}"
            for kind, fill in scheme.fills.items()
        ),
    ]
