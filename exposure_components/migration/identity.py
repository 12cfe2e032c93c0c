"""Which of the earlier resources each later one is: by its URN, or by a former name.

As the engine finds it out (pulumi, pkg/resource/deploy/step_generator.go, getOldResource): a child
whose parent was found by a former name has the former name of a child of that one.
"""

from collections.abc import Iterator, Mapping, Sequence

from exposure_components.migration.state import (
    FormerName,
    Resource,
    name_of,
    place_of,
    types_of,
    urn,
)


def counterparts(before: Sequence[Resource], after: Sequence[Resource]) -> dict[str, Resource]:
    """By URN of the later resource, in whose order parents come before their children."""
    earlier = {each.urn: each for each in before}
    found: dict[str, Resource] = {}
    taken: set[str] = set()
    known_as: dict[str, str] = {}
    for each in after:
        for candidate in _candidates(each, known_as):
            if candidate in earlier and candidate not in taken:
                found[each.urn] = earlier[candidate]
                taken.add(candidate)
                if candidate != each.urn:
                    known_as[each.urn] = candidate
                break
    return found


def _candidates(resource: Resource, known_as: Mapping[str, str]) -> Iterator[str]:
    yield resource.urn
    own = [_former(resource, each) for each in resource.former]
    yield from own
    if resource.parent in known_as:
        above = known_as[resource.parent]
        for each in (resource.urn, *own):
            yield _child_of(above, each, name_of(resource.parent))


def _former(resource: Resource, said: FormerName) -> str:
    if said.urn:
        return said.urn
    stack, project = place_of(resource.urn)
    parent = "" if said.no_parent else said.parent or resource.parent
    kind = said.type or resource.type
    # The stack is nobody's parent in a URN.
    above = types_of(parent) if parent else ""
    types = kind if above in ("", "pulumi:pulumi:Stack") else f"{above}${kind}"
    return urn(said.stack or stack, said.project or project, types, said.name or resource.name)


def _child_of(parent: str, child: str, parent_name: str) -> str:
    """The child's URN below a parent of another name, which the child's name may begin with."""
    name = name_of(child)
    if name.startswith(parent_name):
        name = name_of(parent) + name.removeprefix(parent_name)
    kind = types_of(child).rpartition("$")[2]
    return urn(*place_of(child), f"{types_of(parent)}${kind}", name)
