"""Who gets which words by mail: only what is for them."""

from __future__ import annotations

from typing import Any

import pytest

from app.mail.due import do_what_is_due
from app.mail.post import Post
from app.storage.database import Database
from tests.matrix.asking import SHARED_DRAFT
from tests.matrix.parts import MEMBERS
from tests.matrix.scene import ROLES, SECRET, STATES, Scene, canary
from tests.support.clock import Clock
from tests.support.databases import migrate_once

SAID = ("title", "reason", "comment", "suggestion", "summary", "statement", "concern")


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Any:
    """A charter for its members with all that was said in it, and every letter that came of it."""
    url, clock = f"sqlite:///{tmp_path_factory.mktemp('letters') / 'letters.db'}", Clock()
    migrate_once(url)
    database = Database(url, clock)
    scene = Scene(database, clock, "members")
    letters: list[Any] = []
    post = Post("http://testserver", "charter@localhost", SECRET, "en")
    do_what_is_due(database, letters.append, post)
    yield database, scene, letters
    database.dispose()


def text_of(letter: Any) -> str:
    parts = [one.get_content() for one in letter.walk() if not one.is_multipart()]
    return "\n".join([str(letter["Subject"]), *map(str, parts)])


def test_a_letter_says_to_nobody_what_is_not_for_them(lived):
    _, _, letters = lived
    roles = {f"{name}@example.org": role for role, name in ROLES.items() if name}
    assert len(letters) > 20
    read = 0
    for letter in letters:
        role, text = roles[letter["To"]], text_of(letter)
        for state in STATES:
            for what in SAID:
                if canary(state, what) not in text:
                    continue
                read += 1
                assert role in MEMBERS | {"former"}, (letter["To"], canary(state, what))
                assert state != "draft" or role in SHARED_DRAFT, (letter["To"], canary(state, what))
    assert read > 10, "letters do say what they are about"
