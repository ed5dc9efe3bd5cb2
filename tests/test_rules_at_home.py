"""Rules stand in `amendments`: a service loads, asks them, keeps and records.

What only the database can answer is a question of the service, and what there is not (`NotFound`)
is known where it is looked for. Why something is refused, and what is said to have happened, is
written where it can be tested without either.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from amendments import refusals
from amendments.refusals import NotFound, Refusal

ROOT = Path(__file__).parents[1]
SERVICES = ROOT / "app" / "services"
#: Every refusal of the rules but the one that says that there is nothing.
REFUSALS = {
    name
    for name, one in vars(refusals).items()
    if isinstance(one, type) and issubclass(one, Refusal) and one is not NotFound
}


#: What may refuse by itself, by its path within the services, and why.
EXCEPT = {
    "authentication/": "who somebody is comes before what they may do",
    "belonging/choose_language.py": "which languages there are is known to the installation",
    "deciding/record_stances.py": "it passes on what a rule refused, and says whose answer it was",
    "texts/wording.py": "how much a text or a page can hold is known to those that show it",
    "writing/draft.py": "the day of a review is checked with the fields of a form",
    "writing/revise.py": "the objections of a version are checked with the fields of a form",
}


def made(tree: ast.Module) -> set[str]:
    """Which refusals and events a module makes: by calling, raising or deriving from a class."""
    brought = {
        one.asname or one.name: one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("amendments")
        for one in node.names
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found.add(_last(node.func))
        elif isinstance(node, ast.Raise) and node.exc is not None:
            found.add(_last(node.exc))
        elif isinstance(node, ast.ClassDef):
            found |= {_last(base) for base in node.bases}
    named = {brought.get(name, name) for name in found}
    return (named & REFUSALS) | (named & {"Event"} & set(brought.values()))


def _last(expression: ast.expr) -> str:
    return ast.unparse(expression).rpartition(".")[2]


@pytest.fixture(scope="module")
def making() -> dict[str, set[str]]:
    """What each module of the services makes, by its path within them."""
    files = sorted(SERVICES.rglob("*.py"))
    found = {
        one.relative_to(SERVICES).as_posix(): made(ast.parse(one.read_text("utf-8")))
        for one in files
    }
    return {path: names for path, names in found.items() if names}


def test_services_refuse_nothing_by_themselves_but_for_what_is_named(making):
    refusing = {path: names - {"Event"} for path, names in making.items() if names - {"Event"}}
    assert {p: n for p, n in refusing.items() if not p.startswith(tuple(EXCEPT))} == {}


def test_what_is_named_still_does(making):
    assert [one for one in EXCEPT if not any(path.startswith(one) for path in making)] == []


def test_services_say_of_nothing_that_it_happened(making):
    assert [path for path, names in making.items() if "Event" in names] == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("raise WrongState('No.')", {"WrongState"}),
        ("raise refusals.NotAllowed", {"NotAllowed"}),
        ("def may(): return BadInput('No.')", {"BadInput"}),
        ("from amendments.refusals import TooLarge as T\nraise T('No.')", {"TooLarge"}),
        ("class Mine(BadInput): ...", {"BadInput"}),
        ("from amendments.record.events import Event\nEvent('x')", {"Event"}),
        ("from icalendar import Event\nEvent()", set()),
        ("raise NotFound('No.')", set()),
        ("def may(answer: Refusal | None): raise answer", set()),
    ],
)
def test_what_is_made_is_seen(source, names):
    assert made(ast.parse(source)) == names
