from datetime import timedelta

import pytest
from sqlmodel import select

from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from app.storage.engine.clock_rules import RecordAhead
from app.storage.tables import StanceRow
from tests.support.texts import KINDNESS

TICK = timedelta(microseconds=1)
#: As much as a clock goes back that is set right.
A_LITTLE = timedelta(minutes=4)


@pytest.fixture
def number(community):
    """An amendment by cleo with a round open."""
    return community.decide("cleo", community.with_words(KINDNESS))


def answers(community, number):
    decision = community.round(number).value
    names = {one.member: one.name for one in community.people.values()}
    return {names[decision.roll[seat]]: one for seat, one in decision.stances.items()}


@pytest.mark.parametrize(
    ("stance", "reason", "acceptable_if"),
    [
        ("consent", None, None),
        ("consent", "Well said.", None),
        ("concern", "It is long.", None),
        ("stand_aside", None, None),
        ("need_time", None, None),
        ("object", "It leaves someone out.", "Name them too."),
    ],
)
def test_every_answer_is_kept_with_its_words(community, number, stance, reason, acceptable_if):
    community.answer("dov", number, stance, reason, acceptable_if)
    kept = answers(community, number)["dov"]
    assert (kept.kind, kept.reason, kept.acceptable_if) == (stance, reason, acceptable_if)
    assert kept.at == community.clock()


def test_the_author_and_the_steward_answer_too(community, number):
    community.answer_all(number, ["ada", "cleo"])
    assert set(answers(community, number)) == {"ada", "cleo"}


def test_a_changed_answer_counts_and_the_first_one_is_kept(community, number):
    community.answer("dov", number, "stand_aside")
    community.answer("dov", number, "consent")
    assert answers(community, number)["dov"].kind == "consent"
    assert sum(community.round(number).value.tally().counts.values()) == 1
    with community.database.reading() as reader:
        kinds = list(reader.session.exec(select(StanceRow.kind).order_by(StanceRow.id)))
    assert kinds == ["stand_aside", "consent"]


def test_the_same_answer_twice_is_one_answer(community, number):
    for _ in range(2):
        community.answer("dov", number)
    assert sum(community.round(number).value.tally().counts.values()) == 1


def test_an_answer_in_the_last_microsecond_counts(community, number):
    community.pass_deadline(number)
    community.clock.advance(-TICK)
    community.answer("dov", number)
    assert set(answers(community, number)) == {"dov"}


@pytest.mark.parametrize("late", [timedelta(0), TICK, timedelta(days=3)])
def test_after_the_deadline_nothing_counts_even_while_every_process_sleeps(community, number, late):
    community.pass_deadline(number)
    community.clock.advance(late)
    refusal = community.refused("answer", "dov", number)
    assert isinstance(refusal, WrongState)
    assert "deadline" in refusal.reason
    assert answers(community, number) == {}


def test_a_clock_that_was_set_back_undoes_no_deadline(community, number):
    community.pass_deadline(number)
    community.comment("edda", number)
    community.clock.advance(-A_LITTLE)
    refusal = community.refused("answer", "dov", number)
    assert isinstance(refusal, WrongState)
    assert "deadline" in refusal.reason
    community.clock.advance(-timedelta(days=2))
    with pytest.raises(RecordAhead):
        community.answer("dov", number)
    assert answers(community, number) == {}


def test_a_clock_that_was_set_back_dates_nothing_before_what_is_there(community, number):
    community.answer("dov", number)
    before = community.clock()
    community.clock.advance(-A_LITTLE)
    community.answer("edda", number)
    assert answers(community, number)["edda"].at == before
    community.clock.advance(-timedelta(days=400))
    with pytest.raises(RecordAhead):
        community.answer("edda", number, "stand_aside")


def test_a_clock_that_was_set_back_reopens_nothing_that_the_server_closed(community, number):
    community.pass_deadline(number)
    community.comment("edda", number)
    community.clock.advance(-timedelta(days=3))
    assert community.tick() == []
    community.clock.advance(timedelta(days=3))
    assert len(community.tick()) == 1
    community.clock.advance(-A_LITTLE)
    community.comment("edda", number)


@pytest.mark.parametrize("who", [None, "finn"])
def test_who_is_not_on_the_roll_does_not_answer(community, number, who):
    community.join("finn")
    assert isinstance(community.refused("answer", who, number), NotAllowed)


def test_a_closed_round_takes_no_answer(community, number):
    community.answer_all(number, ["ada", "cleo", "dov", "edda"])
    community.close("ada", number)
    refusal = community.refused("answer", "dov", number, "object", "No.", "Never.")
    assert isinstance(refusal, WrongState)
    assert "closed" in refusal.reason


@pytest.mark.parametrize(
    ("stance", "reason", "acceptable_if", "field"),
    [
        ("object", None, "Name them too.", "reason"),
        ("object", "   ", "Name them too.", "reason"),
        ("object", "It leaves someone out.", None, "acceptable_if"),
        ("concern", None, None, "reason"),
        ("veto", "No.", "Never.", "stance"),
        ("consent", "x" * 10_001, None, "reason"),
        ("consent", "a\x00b", None, "reason"),
        ("object", "No.", "half \ud800", "acceptable_if"),
    ],
)
def test_an_answer_that_lacks_its_words_is_refused(
    community, number, stance, reason, acceptable_if, field
):
    refusal = community.refused("answer", "dov", number, stance, reason, acceptable_if)
    assert isinstance(refusal, BadInput)
    assert refusal.field == field
    assert answers(community, number) == {}


def test_a_round_that_is_not_there_is_not_found(community, number):
    assert isinstance(community.refused("answer", "dov", number, decision=2), NotFound)
    assert isinstance(community.refused("answer", "dov", 99), NotFound)


def test_needing_time_moves_the_deadline_once(community, number):
    closes = community.round(number).value.closes_at
    community.answer("dov", number, "need_time")
    community.answer("edda", number, "need_time")
    assert community.round(number).value.closes_at == closes + timedelta(days=3)
    assert community.round(number).value.more_time_given


def test_a_late_objection_leaves_two_days(community, number):
    community.pass_deadline(number)
    community.clock.advance(-timedelta(hours=1))
    community.object_to("dov", number)
    given = community.round(number).value.closes_at - community.clock()
    assert timedelta(days=2) <= given < timedelta(days=3)
    community.clock.advance(timedelta(hours=2))
    community.answer("edda", number)


def test_what_somebody_answered_stands_sealed_in_the_record(community, number):
    community.answer("dov", number, "concern", "It is long.")
    assert not any("stance.taken" in one for one in community.lines())
    community.pass_deadline(number)
    community.tick()
    line = community.lines()[-2]
    assert '"kind":"stance.taken"' in line
    assert "concern" not in line
    assert "long" not in line
    handles = [line for line in community.lines() if "member.added" in line]
    assert not any(handle in line for handle in handles)
