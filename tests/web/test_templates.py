"""What a page sets for itself stays as it set it: the frame around it sets nothing of that name."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from app import paths
from app.web.templating import environment

FRAME = "base.html"


def set_outside_blocks(node: nodes.Node) -> Iterator[str]:
    """The names that a template sets outside of its blocks: those are the frame's as well."""
    for child in node.iter_child_nodes(exclude=()):
        if isinstance(child, nodes.Assign):
            yield from (one.name for one in child.find_all(nodes.Name) if one.ctx == "store")
        elif not isinstance(child, nodes.Block | nodes.Macro):
            yield from set_outside_blocks(child)


def names_in(source: str) -> set[str]:
    """The names that a template sets outside of its blocks."""
    return set(set_outside_blocks(environment().parse(source)))


def test_a_name_that_is_set_is_found():
    assert names_in("{% if a %}{% set here = 1 %}{% endif %}") == {"here"}
    assert names_in("{% block main %}{% set here = 1 %}{% endblock %}") == set()


def test_no_page_sets_what_the_frame_sets():
    folder = paths.templates()
    taken = names_in((folder / FRAME).read_text("utf-8"))
    assert taken
    found = {}
    for file in folder.glob("*.html"):
        source = file.read_text("utf-8")
        if f'extends "{FRAME}"' in source and names_in(source) & taken:
            found[file.name] = names_in(source) & taken
    assert not found, found
