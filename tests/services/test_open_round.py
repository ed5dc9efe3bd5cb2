from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from amendments.belonging.people import Role
from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from amendments.replay.verify import verify
from amendments.ruleset import Ruleset
from app.services.texts.change_rules import change_rules
from tests.support.laws import openings
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE, PRIVACY

WEEK = timedelta(days=7)


def test_opening_freezes_the_version_and_the_roll(community):
    number = community.discuss("cleo", community.with_words(KINDNESS))
    assert community.open("ada", number) == 1
    decision = community.round(number).value
    everyone = {one.member for one in community.people.values()}
    assert set(decision.roll.values()) == everyone
    assert (decision.version, decision.base) == (1, 1)
    assert decision.closes_at == community.clock() + WEEK
    assert community.status(number) == "round"


def test_who_joins_later_is_not_on_the_roll(community):
    number = community.decide("cleo", community.with_words(KINDNESS))
    community.join("finn")
    refusal = community.refused("answer", "finn", number)
    assert isinstance(refusal, NotAllowed)
    assert "roll" in refusal.reason


def test_seats_are_random_names_and_new_in_each_round(community):
    number = community.decide("cleo", community.with_words(KINDNESS))
    community.pass_deadline(number)
    community.tick()
    community.open("ada", number)
    first, second = (set(community.round(number, one).value.roll) for one in (1, 2))
    assert len(first) == len(second) == 4
    assert not first & second


def test_a_draft_is_not_decided(community):
    number = community.propose("ada", community.with_words(KINDNESS))
    refusal = community.refused("open", "ada", number)
    assert isinstance(refusal, WrongState)
    assert "draft" in refusal.reason


def test_somebody_elses_draft_is_not_even_found(community):
    number = community.propose("cleo", community.with_words(KINDNESS))
    assert isinstance(community.refused("open", "ada", number), NotFound)


def test_the_discussion_has_to_last_first(community):
    number = community.propose("cleo", community.with_words(KINDNESS))
    community.submit("cleo", number)
    community.clock.advance(timedelta(days=5) - timedelta(microseconds=1))
    refusal = community.refused("open", "ada", number)
    assert isinstance(refusal, WrongState)
    assert "7 March 2026 at 09:00 GMT" in refusal.reason
    community.clock.advance(timedelta(microseconds=1))
    community.open("ada", number)


def test_there_is_one_round_at_a_time(community):
    number = community.decide("cleo", community.with_words(KINDNESS))
    refusal = community.refused("open", "ada", number)
    assert isinstance(refusal, WrongState)
    assert "under way" in refusal.reason


def test_the_database_has_the_last_word_on_two_open_rounds(community):
    number = community.decide("cleo", community.with_words(KINDNESS))
    second = text(
        "INSERT INTO round (amendment_id, number, version, base, change_sha256, ruleset, "
        "opened_at, opened_by, closes_at, more_time_given) "
        "SELECT amendment_id, number + 1, version, base, change_sha256, ruleset, "
        "opened_at, opened_by, closes_at, more_time_given FROM round"
    )
    with pytest.raises(IntegrityError), community.database.writing() as writer:
        writer.session.execute(second)
    assert community.round(number).value.number == 1


def test_members_and_readers_open_nothing(community):
    number = community.discuss("cleo", community.with_words(KINDNESS))
    for who in ("cleo", "dov", None):
        assert isinstance(community.refused("open", who, number), NotAllowed)


def test_a_steward_does_not_open_on_their_own_amendment(found_community):
    two = found_community(stewards=2)
    number = two.discuss("ada", two.with_words(KINDNESS))
    assert isinstance(two.refused("open", "ada", number), NotAllowed)
    two.open("bela", number)
    two.pass_deadline(number)
    assert isinstance(two.refused("close", "ada", number), NotAllowed)
    two.close("bela", number)


def test_the_only_steward_opens_on_their_own_and_the_record_says_so(community):
    number = community.decide("ada", community.with_words(KINDNESS))
    assert '"steward_is_author":true' in community.lines()[-1]
    assert community.round(number).value.number == 1


@pytest.mark.parametrize(
    "length", [timedelta(0), -WEEK, WEEK - timedelta(microseconds=1), timedelta(days=400)]
)
def test_a_deadline_too_near_or_too_far_is_refused(community, length):
    number = community.discuss("cleo", community.with_words(KINDNESS))
    refusal = community.refused("open", "ada", number, community.clock() + length)
    assert isinstance(refusal, BadInput)
    assert refusal.field == "closes_at"


def test_a_later_deadline_is_kept(community):
    number = community.discuss("cleo", community.with_words(KINDNESS))
    until = community.clock() + timedelta(days=20)
    community.open("ada", number, until)
    assert community.round(number).value.closes_at == until


def test_a_round_keeps_the_rules_it_began_with(community):
    number = community.decide("cleo", community.with_words(KINDNESS))
    with community.writing("ada") as (writer, access):
        change_rules(writer, access.charter, {"quorum": "1", "reveal": "live"}, by=access.actor)
    assert community.charter.ruleset.quorum == 1
    assert community.round(number).value.ruleset == Ruleset()


def test_what_conflicts_with_the_text_in_force_is_not_decided(community):
    first = community.decide("cleo", community.with_words(KINDNESS))
    second = community.discuss("dov", community.with_words(KINDNESS_OTHERWISE))
    community.answer_all(first, ["ada", "cleo", "dov", "edda"])
    community.close("ada", first)
    refusal = community.refused("open", "ada", second)
    assert isinstance(refusal, WrongState)
    assert "new version" in refusal.reason


def test_what_the_charter_says_already_is_not_decided(community):
    first = community.decide("cleo", community.with_words(KINDNESS))
    second = community.discuss("dov", community.with_words(KINDNESS))
    community.answer_all(first, ["ada", "cleo", "dov", "edda"])
    community.close("ada", first)
    assert "already says" in community.refused("open", "ada", second).reason


def test_what_fits_a_newer_text_is_decided_without_a_new_version(community):
    first = community.decide("cleo", community.with_words(KINDNESS))
    second = community.discuss("dov", community.with_words(PRIVACY))
    community.answer_all(first, ["ada", "cleo", "dov", "edda"])
    community.close("ada", first)
    community.open("ada", second)
    community.answer_all(second, ["ada", "cleo", "dov", "edda"])
    assert community.close("ada", second).revision == 3
    for before, after in (KINDNESS, PRIVACY):
        assert after in community.head.document.text
        assert before not in community.head.document.text


def test_what_is_in_force_in_part_is_decided_and_its_rest_is_published(community):
    first = community.decide("cleo", community.with_words(KINDNESS))
    wider = community.with_words(KINDNESS).replace(*PRIVACY)
    second = community.discuss("dov", wider.replace("each other with", "each other with great"))
    community.answer_all(first, ["ada", "cleo", "dov", "edda"])
    community.close("ada", first)
    community.open("ada", second)
    community.answer_all(second, ["ada", "cleo", "dov", "edda"])
    assert community.close("ada", second).revision == 3
    text = community.head.document.text
    assert KINDNESS[1].replace("each other with", "each other with great") in text
    assert PRIVACY[1] in text
    assert verify([*community.lines(), *openings(community)]).problems == ()


def test_a_member_who_became_a_steward_opens(community):
    number = community.discuss("cleo", community.with_words(KINDNESS))
    community.join("dov", Role.STEWARD)
    community.open("dov", number)
    assert community.status(number) == "round"
