"""The token of an answer link says what it was made for, and nothing else is taken for one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.authentication.answer_link import Link, answer_address, make, read

SECRET = b"of the tests"
UNTIL = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def test_what_is_made_is_read():
    assert read(SECRET, make(SECRET, 7, 12, UNTIL)) == Link(7, 12, UNTIL)


def test_the_address_leads_to_the_page():
    address = answer_address("https://example.org", SECRET, 7, 12, UNTIL)
    assert address == f"https://example.org/answer/{make(SECRET, 7, 12, UNTIL)}"


def test_another_secret_makes_another_link():
    assert read(b"another", make(SECRET, 7, 12, UNTIL)) is None


@given(st.integers(0, 200), st.characters())
def test_no_sign_of_it_can_be_changed(place, sign):
    token = make(SECRET, 7, 12, UNTIL)
    place %= len(token)
    changed = token[:place] + sign + token[place + 1 :]
    assert (read(SECRET, changed) is None) == (changed != token)


@pytest.mark.parametrize(
    "token", ["", ".", "1.2.3.", "1.2.3." + "A" * 43, "\u0661.2.3." + "A" * 43]
)
def test_what_is_no_token_is_none(token):
    assert read(SECRET, token) is None
