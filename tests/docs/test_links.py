"""Links of pages lead somewhere in the repository, too, where they are read without the site."""

import re

from tests.docs.blocks import PAGES, ROOT


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    links = [
        (page, link)
        for page in [*PAGES, ROOT / "tests/lab/README.md"]
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text())
        if "://" not in link
    ]
    assert links
    assert [(p.name, link) for p, link in links if not (p.parent / link).exists()] == []
