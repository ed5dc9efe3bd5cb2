"""A proposal whose place has changed: one press says that it still belongs there."""

import pytest

from amendments.refusals import NotAllowed, WrongState
from app.services.views.amendment_view import look_at_amendment
from app.services.writing.keep_place import keep_place
from tests.support.texts import KINDNESS, SHARING

HEADING = ("## Expected Behaviours", "## How we meet")
ALL = ["ada", "cleo", "dov", "edda"]


def _press(community, by, number):
    with community.writing(by) as (writer, access):
        keep_place(writer, access, number)


def _look(community, number):
    with community.reading("cleo") as (reader, access):
        return look_at_amendment(reader, access, number)


def _publish(community, words):
    number = community.decide("dov", community.with_words(words))
    community.answer_all(number, ALL)
    assert community.close("ada", number).outcome == "passed"


@pytest.fixture
def number(community):
    """A proposal of cleo's that puts a passage behind that of `KINDNESS`."""
    after = community.block(KINDNESS[0]).text
    text = community.head.document.text.replace(after, f"{after}\n- **Sing:** Sing together.")
    return community.discuss("cleo", text)


def test_the_words_stay_and_the_place_is_that_of_today(community, number):
    _publish(community, HEADING)
    assert _look(community, number).standing.kind == "conflict"
    _press(community, "cleo", number)
    look = _look(community, number)
    assert look.standing.kind == "clean"
    assert "## How we meet" in look.proposed.text
    assert "- **Sing:** Sing together." in look.proposed.text
    assert (look.version.number, look.version.base) == (2, 2)


def test_only_an_author_says_so(community, number):
    _publish(community, HEADING)
    with pytest.raises(NotAllowed):
        _press(community, "dov", number)


def test_where_it_fits_there_is_nothing_to_say(community, number):
    _publish(community, SHARING)
    with pytest.raises(WrongState, match="fits the text in force"):
        _press(community, "cleo", number)


def test_where_more_has_changed_it_is_no_matter_of_the_place(community):
    number = community.discuss("cleo", community.with_words(KINDNESS))
    _publish(community, ("Treat others with kindness", "Treat everyone well"))
    with pytest.raises(WrongState, match="More than its place"):
        _press(community, "cleo", number)
