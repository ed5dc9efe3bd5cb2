"""The list of acts is whole: what is new, and not in it, fails here."""

from __future__ import annotations

import ast

from typer.main import get_command

from app.cli.commands import app as commands
from app.web.middleware import SAFE_METHODS
from tests.faults.acts import Command, Own, Request
from tests.faults.every import every_act
from tests.matrix.test_matrix import routes
from tests.support import who_asks

#: Commands that change nothing, or that do what other acts in the list do before they serve.
NO_ACTS = {
    "backup": "reads", "diff": "reads", "doctor": "reads", "export": "reads", "glossary": "reads",
    "drill": "restores aside, and throws it away",
    "my-data": "reads", "read": "reads", "reviews": "reads", "round": "reads",
    "verify": "reads",
    "start": "founds, makes a sign-in, serves", "serve": "starting.replay; serves",
    "demo": "serves a throw-away database",
}  # fmt: skip
#: A safe method that writes: what ways in take two steps, what is due, what is noted.
SAFE_THAT_WRITE = {"GET /sign-in/provider", "GET /sign-in/provider/back"}
SERVER = ("app.services.", "app.mail.", "app.storage.")


def opening() -> set[str]:
    """Every function outside of doors that opens a transaction that writes."""
    return {
        name
        for name, (function, _) in who_asks.functions().items()
        if name.startswith(SERVER)
        and any(
            isinstance(one, ast.Attribute) and one.attr == "writing" for one in ast.walk(function)
        )
    }


def whole_name(act: str) -> str:
    """Where a function of the server stands, by the name of its act."""
    found = [name for name in who_asks.functions() if name.endswith(f".{act}")]
    return next(name for name in found if name.startswith(SERVER))


def test_every_address_that_changes_something_is_an_act():
    listed = {one.name for one in every_act() if isinstance(one, Request)}
    there = {one for one in routes(who_asks.service()) if one.partition(" ")[0] not in SAFE_METHODS}
    missing = {
        one
        for one in there | SAFE_THAT_WRITE
        if not any(name == one or name.startswith(f"{one} ") for name in listed)
    }
    assert missing == set(), "add these to tests/matrix/rows.py, or to tests/faults/acts_more.py"


def test_all_that_the_server_writes_by_itself_is_an_act():
    done = {one.name for one in every_act() if isinstance(one, Own)}
    reached = set().union(*(who_asks.within(whole_name(one), *SERVER) for one in done))
    assert opening() - reached == set(), "add these to tests/faults/acts_own.py"


def test_every_command_is_an_act_or_changes_nothing():
    there = set(get_command(commands).commands)
    listed = {one.words[0] for one in every_act() if isinstance(one, Command)}
    assert there - listed - set(NO_ACTS) == set(), "add these to tests/faults/acts_own.py"
    assert (listed | set(NO_ACTS)) - there == set(), "these are there no more"
