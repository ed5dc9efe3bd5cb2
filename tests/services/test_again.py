"""The same words again, to which an objection is open: told by mail, and not settled by silence."""

import pytest

from app.services.deciding.open_round import open_round
from tests.support.texts import KINDNESS

AGAIN = "Cleo had read another text than this one."


@pytest.fixture
def number(community):
    """A blocked proposal of dov's, to which cleo objects."""
    made = community.decide("dov", community.with_words(KINDNESS))
    community.answer_all(made, ["ada", "dov", "edda"])
    community.object_to("cleo", made)
    community.pass_deadline(made)
    community.tick()
    return made


def open_again(community, number):
    with community.writing("ada") as (writer, access):
        return open_round(writer, access, number, again=AGAIN).value.number


def words_of(message):
    return " ".join(message.get_body(("plain",)).get_content().split())


def test_everyone_is_told_why_and_who_objected_that_it_stands(community, number, deliver):
    deliver()
    open_again(community, number)
    told = {one["To"].split("@")[0]: words_of(one) for one in deliver()}
    assert told.keys() >= {"cleo", "edda"}
    assert all(AGAIN in words for words in told.values())
    stands = "your objection stands unless you say otherwise"
    assert stands in told["cleo"]
    assert stands not in told["edda"]
    assert all("kept as a concern" not in words for words in told.values())


def test_who_objected_can_let_it_go_there(community, number):
    open_again(community, number)
    community.answer_all(number, ["ada", "cleo", "dov", "edda"])
    assert community.close("ada", number).outcome == "passed"
    assert community.objections(number)[0].value.status == "withdrawn"
