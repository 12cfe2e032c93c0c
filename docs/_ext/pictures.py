"""The directive `picture`: the way of traffic to what the example above it exposes.

    ```{picture} To InfluxDB at a NodePort
    ```

The example is the Python block before it. It is run offline, as `exposure diagram` runs a program.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from exposure_components.cli.look_ups import ANSWERS
from exposure_components.diagrams.colours import DARK, LIGHT
from exposure_components.diagrams.style import colours, style
from exposure_components.diagrams.svg import svg
from exposure_components.testing import run_program
from exposure_components.topology.build import topology
from exposure_components.topology.recorded import recorded

_EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SMALLEST = 0.7
"""How much a picture may shrink; its smallest text has 12 pixels."""


class Picture(SphinxDirective):
    """A picture of the example above."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """The picture, within the page, so that it follows the page's choice of light or dark."""
        source = Path(self.env.doc2path(self.env.docname)).read_text(encoding="utf-8")
        above = "".join(source.splitlines(keepends=True)[: self.lineno - 1])
        examples = _EXAMPLE.findall(above)
        if not examples:
            raise self.error("no Python block stands above the picture")
        drawn = _fitting(drawing(examples[-1], self.arguments[0]))
        return [
            nodes.raw("", f'<figure class="traffic" tabindex="0">{drawn}</figure>', format="html")
        ]


def drawing(program: str, title: str) -> str:
    """The way of traffic to all that a program exposes, as an SVG."""
    recording = run_program(lambda: exec(program, {}), preview=True, calls=ANSWERS)
    return svg(topology(recorded(recording)), title, with_style=False)


def _fitting(drawn: str) -> str:
    """As wide as the page, but never so narrow that its text can't be read."""
    width = int(re.findall(r'width="(\d+)"', drawn)[0])
    narrowest = round(width * _SMALLEST)
    size = f"width: 100%; min-width: {narrowest}px; max-width: {width}px; height: auto"
    return drawn.replace("<svg ", f'<svg style="{size}" ', 1)


def write_style(app: Sphinx, exception: Exception | None) -> None:
    """The pictures' style sheet. Furo's switch between light and dark comes before the system's."""
    if exception is not None or app.builder.format != "html":
        return
    chosen = [
        f'body[data-theme="{name}"] {{ {" ".join(colours(scheme))} }}'
        for name, scheme in (("light", LIGHT), ("dark", DARK))
    ]
    rules = [style(), *chosen]
    (Path(app.outdir) / "_static" / "traffic.css").write_text("\n".join(rules), encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Called by Sphinx."""
    app.add_directive("picture", Picture)
    app.add_css_file("traffic.css")
    app.connect("build-finished", write_style)
    return {"version": "1", "parallel_read_safe": True}
