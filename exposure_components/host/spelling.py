"""The names of args as other languages spell them: `node_port` is `nodePort`."""

import re
from collections.abc import Iterable

from pulumi.provider.experimental.util import camel_case

_WORD = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")


class Spelling:
    """Translates the names of args within texts, and no other words."""

    def __init__(self, names: Iterable[str]) -> None:
        """These are the names, as Python spells them."""
        self._names = {name: camel_case(name) for name in names}

    def spelled(self, text: str) -> str:
        """The text, with the names as other languages spell them."""
        return _WORD.sub(lambda found: self._names.get(found[0], found[0]), text)
