"""Who gets which words by mail: only what is for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.mail.due import do_what_is_due
from app.mail.sending.post import Post
from app.storage.engine.database import Database
from tests.matrix.asking import SHARED_DRAFT
from tests.matrix.parts import AUTHORS, IN_IT, MEMBERS, STEWARDS
from tests.matrix.scene import ROLES, SECRET, STATES, Scene, canary
from tests.support.clock import Clock
from tests.support.databases import migrate_once

SAID = ("comment", "suggestion")
#: Who may get which planted words; what stands nowhere here is told by no letter.
MAY = {
    **{(state, what): MEMBERS for state in STATES for what in ("title", "reason", *SAID)},
    **{("draft", what): frozenset(SHARED_DRAFT) for what in ("title", "reason", *SAID)},
    ("discussion", "summary"): MEMBERS,
    ("adopted", "statement"): MEMBERS,
}
WORDS = {*MAY, *((state, what) for state in STATES for what in ("concern", "mediation"))}
#: Some of what has to be told, so that it is known that letters are looked at.
TOLD = {
    ("member", "discussion", "reason"),
    ("asked", "draft", "title"),
    ("co-author", "draft", "comment"),
    ("author", "answered", "suggestion"),
    ("newcomer", "adopted", "title"),
}
PRIVATE = "A private note"


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Any:
    """A charter for its members with all that was said in it, and every letter that came of it."""
    url, clock = f"sqlite:///{tmp_path_factory.mktemp('letters') / 'letters.db'}", Clock()
    migrate_once(url)
    database = Database(url, clock)
    Scene(database, clock, "members")
    yield all_letters(database, clock)
    database.dispose()


def all_letters(database: Database, clock: Clock) -> list[Any]:
    """Every letter: of what goes out now, so many at a time, and of what waits for a day."""
    letters: list[Any] = []
    post = Post("http://testserver", "charter@localhost", SECRET, "en")
    for wait in (timedelta(0), timedelta(days=1)):
        clock.advance(wait)
        while do_what_is_due(database, letters.append, post)[1]:
            pass
    return letters


def text_of(letter: Any) -> str:
    """What a letter says, its head too."""
    parts = [one.get_content() for one in letter.walk() if not one.is_multipart()]
    return "\n".join(map(str, [*letter.values(), *parts]))


def role_of(letter: Any) -> str:
    """The part that its reader plays."""
    return next(role for role, name in ROLES.items() if letter["To"] == f"{name}@example.org")


def told(letters: list[Any]) -> set[tuple[str, str, str]]:
    """Who is told which of the planted words: a role, a state, a kind."""
    texts = [(role_of(one), text_of(one)) for one in letters]
    return {(role, *word) for role, text in texts for word in WORDS if canary(*word) in text}


def test_a_letter_says_to_nobody_what_is_not_for_them(lived):
    found = told(lived)
    assert TOLD - found == set()
    wrong = {one for one in found if one[0] not in MAY.get(one[1:], frozenset())}
    assert wrong == set()


def test_who_is_no_member_gets_no_letter(lived):
    assert {role_of(one) for one in lived} == MEMBERS


def test_that_there_is_a_private_note_is_told_to_those_in_it_who_did_not_write_it(lived):
    found = {role_of(one) for one in lived if PRIVATE in str(one["Subject"])}
    assert found == IN_IT - {"author"}


def test_who_objects_in_confidence_is_named_in_no_letter(lived):
    objections = [one for one in lived if "An objection" in str(one["Subject"])]
    assert {role_of(one) for one in objections} == AUTHORS | STEWARDS
    named = {role_of(one) for one in lived if "Edda" in text_of(one)}
    assert named == {"objector"}
