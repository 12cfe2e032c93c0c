"""The site: Sphinx, Markdown by MyST, the theme Furo. `make docs` builds it."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

project = "exposure_components"
html_title = "exposure components"
author = project
project_copyright = ""
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "docs._ext.args",
    "docs._ext.docstrings",
    "docs._ext.pictures",
]
exclude_patterns = ["_ext"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 3

# Every reference to a name of ours must lead somewhere; those of others are not looked up, as the
# site is built without a network.
nitpicky = True
nitpick_ignore_regex = [("py:.*", r"(?!exposure_components).*")]

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_class_signature = "separated"
autodoc_typehints_format = "short"
add_module_names = False
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
