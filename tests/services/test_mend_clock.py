"""A charter whose time ran ahead is mended by one recorded act, and goes on from now."""

from datetime import timedelta

import pytest
from sqlmodel import select

from amendments.belonging.stewardship import CONFIRM_WITHIN, StewardChangeKind
from amendments.belonging.visibility import NOTICE, CharterPart, Openness
from amendments.refusals import BadInput, Refusal, WrongState
from amendments.replay.verify import verify
from app.services.belonging import change_visibility, stewards
from app.services.care.erase import erase_person
from app.services.upkeep import mend_clock
from app.services.upkeep.tick import do_due_things
from app.storage.engine.clock_rules import RecordAhead
from app.storage.record import lines
from app.storage.tables import (
    NoticeRow,
    OutgoingMailRow,
    SignInRow,
)
from app.storage.texts import charters
from tests.support.machine import Machine
from tests.support.texts import KINDNESS, LEARNING

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEN_YEARS = timedelta(days=3653)
ALL = "consent"


@pytest.fixture
def house(found_community):
    """Two stewards, ada and bela, and the members cleo, dov and edda."""
    return found_community(stewards=2, members=3)


def mend(house, reason="The battery of the machine was empty."):
    with house.database.writing() as writer:
        charter = charters.lock(writer, house.charter.slug)
        return mend_clock.mend(writer, charter, reason)


def ends_at(house):
    with house.database.reading() as reader:
        return lines.last_line(reader, house.charter.id).at


def answer(house, number, *names, stance="consent"):
    for name in names:
        house.answer(name, number, stance)


def test_a_round_that_a_leap_ended_stays_ended_and_everything_else_goes_on_from_now(house, clock):
    number = house.decide("cleo", house.with_words(KINDNESS))
    clock.advance(TEN_YEARS)
    assert [one.outcome for one in house.tick()] == ["inquorate"]
    clock.advance(DAY - TEN_YEARS)
    with pytest.raises(RecordAhead):
        house.comment("dov", number)
    told = mend(house)
    assert (told.before, told.now, told.deadlines) == (clock() - DAY + TEN_YEARS, clock(), 0)
    assert ends_at(house) == clock()
    assert house.round(number).value.outcome == "inquorate"
    clock.advance(HOUR)
    house.comment("dov", number)
    assert ends_at(house) == clock()
    again = house.open("ada", number)
    assert house.round(number, again).value.closes_at == clock() + timedelta(days=7)
    answer(house, number, "ada", "bela", "dov", "edda", "cleo")
    house.close("ada", number)
    assert house.head.dated == clock().date()
    assert house.head.published_at == clock()


def test_a_round_that_was_opened_ahead_keeps_its_length_and_its_answers(house, clock):
    clock.advance(TEN_YEARS)
    number = house.decide("cleo", house.with_words(KINDNESS))
    clock.advance(2 * DAY)
    answer(house, number, "ada", "bela", "dov")
    clock.advance(-TEN_YEARS)
    with pytest.raises(RecordAhead):
        house.answer("edda", number)
    assert mend(house).deadlines == 1
    assert house.round(number).value.opened_at == clock()
    closes_at = house.round(number).value.closes_at
    assert closes_at == clock() + timedelta(days=7)
    house.object_to("edda", number)
    house.resolve("edda", number, 1, "withdrawn")
    clock.set(closes_at - timedelta(microseconds=1))
    assert house.tick() == []
    clock.set(closes_at)
    assert [one.outcome for one in house.tick()] == ["passed"]


def test_a_deadline_that_was_moved_ahead_keeps_the_time_it_was_given(house, clock):
    number = house.decide("cleo", house.with_words(KINDNESS))
    answer(house, number, "ada", "bela", "cleo", "dov")
    late = house.round(number).value.closes_at
    clock.set(late - 4 * HOUR)
    house.object_to("edda", number)
    given = house.round(number).value.closes_at - clock()
    assert 2 * DAY <= given < 3 * DAY
    assert clock() + given > late
    clock.advance(-3 * DAY)
    assert mend(house).deadlines == 1
    # When it was moved is told as no more than the day, so it may be given that much more.
    now_given = house.round(number).value.closes_at - clock()
    assert given <= now_given < given + DAY
    assert clock() + now_given < late
    house.resolve("edda", number, 1, "withdrawn")
    clock.advance(now_given)
    assert [one.outcome for one in house.tick()] == ["passed"]


def test_a_deadline_that_was_set_before_stays(house, clock):
    number = house.decide("cleo", house.with_words(KINDNESS))
    closes_at = house.round(number).value.closes_at
    clock.advance(3 * DAY)
    house.comment("dov", number)
    clock.advance(-2 * DAY)
    assert mend(house).deadlines == 0
    assert house.round(number).value.closes_at == closes_at


def test_the_revision_after_one_from_ahead_is_dated_by_the_right_calendar(house, clock):
    first = house.decide("cleo", house.with_words(KINDNESS))
    other = house.discuss("dov", house.with_words(LEARNING))
    answer(house, first, "ada", "bela", "cleo", "dov", "edda")
    clock.advance(TEN_YEARS)
    house.close("ada", first)
    ahead = house.head
    assert ahead.dated == clock().date()
    clock.advance(-TEN_YEARS)
    mend(house)
    clock.advance(HOUR)
    house.open("ada", other)
    answer(house, other, "ada", "bela", "cleo", "dov", "edda")
    house.close("ada", other)
    assert house.head.number == ahead.number + 1
    assert house.head.dated == clock().date() < ahead.dated


def test_a_discussion_that_began_ahead_lasts_as_long_as_any(house, clock):
    clock.advance(TEN_YEARS)
    number = house.propose("cleo", house.with_words(KINDNESS))
    house.submit("cleo", number)
    clock.advance(-TEN_YEARS)
    mend(house)
    clock.advance(5 * DAY - HOUR)
    assert isinstance(house.refused("open", "ada", number), Refusal)
    clock.advance(HOUR)
    house.open("ada", number)


def test_what_was_opened_to_more_readers_ahead_is_closed_again(house, clock):
    with house.writing("ada") as (writer, access):
        change_visibility.change_visibility(writer, access.charter, Openness.OPEN, by=access.actor)
    clock.advance(TEN_YEARS)
    do_due_things(house.database)
    assert house.charter.openness is Openness.OPEN
    clock.advance(DAY - TEN_YEARS)
    assert mend(house).closed_to_readers
    assert house.charter.openness is Openness.PUBLIC
    assert house.charter.since[CharterPart.PROPOSALS] is not None
    with house.writing("ada") as (writer, access):
        change_visibility.change_visibility(writer, access.charter, Openness.OPEN, by=access.actor)
    clock.advance(NOTICE)
    do_due_things(house.database)
    assert house.charter.openness is Openness.OPEN


def test_a_notice_that_began_ahead_begins_now(house, clock):
    clock.advance(TEN_YEARS)
    with house.writing("ada") as (writer, access):
        change_visibility.change_visibility(writer, access.charter, Openness.OPEN, by=access.actor)
    clock.advance(-TEN_YEARS)
    assert not mend(house).closed_to_readers
    clock.advance(NOTICE - HOUR)
    do_due_things(house.database)
    assert house.charter.openness is Openness.PUBLIC
    clock.advance(HOUR)
    do_due_things(house.database)
    assert house.charter.openness is Openness.OPEN


def test_a_change_of_stewards_from_ahead_can_be_confirmed_as_long_as_any(house, clock):
    clock.advance(TEN_YEARS)
    with house.writing("ada") as (writer, access):
        stewards.propose(writer, access, StewardChangeKind.MAKE, house.handle("cleo"))
    clock.advance(-TEN_YEARS)
    mend(house)
    clock.advance(CONFIRM_WITHIN)
    with pytest.raises(Refusal), house.writing("bela") as (writer, access):
        stewards.confirm(writer, access, 1)


def test_what_waits_to_be_told_is_told_now(house, clock):
    number = house.decide("cleo", house.with_words(KINDNESS))
    clock.advance(TEN_YEARS)
    house.comment("dov", number)
    with house.database.writing() as writer:
        writer.session.add(
            NoticeRow(charter_id=house.charter.id, seq=1, kind="x", due_at=writer.now)
        )
    clock.advance(-TEN_YEARS)
    mend(house)
    with house.database.reading() as reader:
        due = reader.session.exec(select(NoticeRow).where(NoticeRow.kind == "x")).one().due_at
    assert due == clock()


def test_what_is_not_ahead_is_not_mended(house, clock):
    with pytest.raises(WrongState):
        mend(house)
    house.propose("cleo", house.with_words(KINDNESS))
    clock.advance(-timedelta(minutes=1))
    with pytest.raises(BadInput):
        mend(house, reason="  ")
    mend(house)
    assert ends_at(house) == clock()


def test_time_can_go_back_more_than_once(house, clock):
    number = house.propose("cleo", house.with_words(KINDNESS))
    for _ in range(2):
        clock.advance(TEN_YEARS)
        house.revise("cleo", number, house.with_words(LEARNING))
        clock.advance(-TEN_YEARS + HOUR)
        mend(house)
    assert ends_at(house) == clock()


def test_who_signed_in_while_the_clock_was_ahead_is_signed_out(database, database_url, clock):
    machine = Machine(clock)
    process = machine.process(database_url)
    with process.writing() as writer:
        guard = process.guard
        writer.session.add(
            OutgoingMailRow(to_address="a@example.org", subject="s", body="b",
                            created_at=writer.now, due_at=writer.now + HOUR)
        )  # fmt: skip
    machine.leap(TEN_YEARS)
    with process.writing(guarded=False) as writer:
        mend_clock.accept(writer, guard)
    with process.writing() as writer:
        now = writer.now
        writer.session.add(SignInRow(address_digest="d", code_digest="c", created_at=now,
                                     expires_at=now + HOUR))  # fmt: skip
        writer.session.add(
            OutgoingMailRow(to_address="b@example.org", subject="s", body="b",
                            created_at=now, due_at=now)
        )  # fmt: skip
    machine.leap(-TEN_YEARS)
    with process.writing(guarded=False) as writer:
        mend_clock.accept(writer, guard)
    with process.reading() as reader:
        assert reader.session.exec(select(SignInRow)).one().expires_at == clock()
        due = [one.due_at for one in reader.session.exec(select(OutgoingMailRow))]
    assert due == [clock() + HOUR, clock()]
    process.dispose()


def test_somebody_is_erased_also_where_a_record_is_ahead_and_dates_no_other_by_it(
    house, found_community, clock
):
    other = found_community(slug="other", stewards=2, members=3)
    number = house.propose("cleo", house.with_words(KINDNESS))
    house.submit("cleo", number)
    clock.advance(TEN_YEARS)
    house.comment("edda", number)
    clock.advance(-TEN_YEARS)
    with house.database.writing() as writer:
        erase_person(writer, house.people["cleo"].person, words=True)
        assert writer.now == clock()
    assert ends_at(house) == clock() + TEN_YEARS
    assert ends_at(other) == clock()
    assert house.status(number) == "withdrawn"
    mend(house)
    assert ends_at(house) == clock()


def test_an_end_that_was_announced_ahead_leaves_as_long_to_say_no(house, clock):
    clock.advance(TEN_YEARS)
    number = house.discuss("cleo", house.with_words(KINDNESS))
    house.announce_end("ada", number)
    clock.advance(-TEN_YEARS)
    mend(house)
    assert house.announcements(number)[-1].value.ends_at == clock() + timedelta(days=7)
    clock.advance(timedelta(days=7) - HOUR)
    assert house.close_what_is_due() == 0
    clock.advance(HOUR)
    assert house.close_what_is_due() == 1
    assert verify(house.lines()).problems == ()
