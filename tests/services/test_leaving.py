"""Leaving and being removed: rolls stay, answers stay, and nobody answers twice."""

import pytest

from amendments.refusals import BadInput, NotAllowed, WrongState
from app.services.belonging import invite, join
from tests.support.texts import KINDNESS


@pytest.fixture
def number(community):
    """An amendment by cleo with a round open."""
    return community.decide("cleo", community.with_words(KINDNESS))


def test_who_joins_during_a_round_is_not_on_its_roll(community, number):
    community.join("finn")
    assert isinstance(community.refused("answer", "finn", number), NotAllowed)
    assert len(community.round(number).value.roll) == 4


def test_who_takes_an_invitation_during_a_round_is_not_on_its_roll(community, number):
    with community.writing("ada") as (writer, access):
        made = invite.invite_address(writer, access.charter, "finn@example.org", by=access.actor)
    with community.database.writing() as writer:
        join.accept(writer, join.open_to_write(writer, community.slug, made.token), "Finn", None)
    community.look_again()
    assert isinstance(community.refused("answer", "finn", number), NotAllowed)
    assert len(community.round(number).value.roll) == 4


def test_who_leaves_stays_on_the_roll_with_their_answer(community, number):
    community.answer("dov", number, "concern", "It is long.")
    community.leave("dov")
    decision = community.round(number).value
    assert len(decision.roll) == 4
    assert decision.tally().consenting == 1
    assert isinstance(community.refused("answer", "dov", number), NotAllowed)


def test_an_objection_is_kept_as_a_concern_when_its_author_is_removed(community, number):
    community.object_to("dov", number)
    community.remove("ada", "dov")
    community.answer_all(number, ["ada", "cleo", "edda"])
    community.pass_deadline(number)
    assert community.tick()[0].outcome == "passed"
    assert [one.value.status for one in community.objections(number)] == ["kept_as_concern"]


def test_removed_and_added_again_there_is_still_one_answer(community, number):
    community.answer("dov", number)
    before = community.people["dov"].member
    community.remove("ada", "dov")
    assert community.join("dov").member == before
    community.answer("dov", number, "stand_aside")
    decision = community.round(number).value
    assert len(decision.roll) == 4
    assert [one.kind for one in decision.stances.values()] == ["stand_aside"]


def test_the_only_steward_stays(community):
    assert isinstance(community.refused("leave", "ada"), WrongState)
    assert isinstance(community.refused("remove", "dov", "edda"), NotAllowed)
    assert isinstance(community.refused("remove", "ada", "ada"), NotAllowed)
    assert isinstance(community.refused("remove", "ada", "edda", " "), BadInput)


def test_who_is_gone_reads_as_anyone_does(community):
    community.leave("edda")
    assert isinstance(community.refused("comment", "edda", 1), Exception)
    assert "edda" not in [one.email.split("@")[0] for one in present(community)]


def present(community):
    from app.storage.texts import charters

    with community.database.reading() as reader:
        return charters.members(reader, community.charter.id)
