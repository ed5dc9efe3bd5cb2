"""The house has clear parts: no circle of imports, no class of two meanings, no crowded folder."""

from __future__ import annotations

import ast
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("charter", "amendments", "app")
#: How many files a folder may have, so that one look finds what is sought.
MOST = 15


def files():
    return [one for part in PARTS for one in sorted((ROOT / part).rglob("*.py"))]


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.fixture(scope="module")
def trees():
    return {name_of(file): ast.parse(file.read_text("utf-8")) for file in files()}


def imported(tree: ast.Module, names: set[str]) -> set[str]:
    """The modules of the house that a module imports, also for a type alone or when called."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{one.name}" for one in node.names}
            found |= (inner & names) or {node.module}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return found & names


def circle(graph: dict[str, set[str]]) -> list[str]:
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        return error.args[1]
    return []


def test_no_import_leads_back(trees):
    names = set(trees)
    assert circle({name: imported(tree, names) - {name} for name, tree in trees.items()}) == []


def test_an_import_that_leads_back_is_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}})


def test_no_public_class_has_the_name_of_another(trees):
    named = Counter(
        node.name
        for tree in trees.values()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, times in named.items() if times > 1] == []


def test_no_folder_is_crowded():
    counted = Counter(file.parent.relative_to(ROOT) for file in files() if file.stem != "__init__")
    assert {str(folder): n for folder, n in counted.items() if n > MOST} == {}


def test_each_folder_says_what_stands_in_it(trees):
    folders = {name_of(file) for file in files() if file.stem == "__init__"}
    assert [name for name in folders if not ast.get_docstring(trees[name])] == []
