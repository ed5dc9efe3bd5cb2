"""No transaction writes while the clock cannot be believed, whatever process begins it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from app.storage.engine.clock_guard import KEPT_EVERY
from app.storage.engine.clock_rules import ClockState, ClockStopped
from app.storage.engine.clock_watch import watch
from app.storage.engine.database import Database
from app.storage.tables import ClockRow, PersonRow
from tests.support.machine import Machine

HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)


@pytest.fixture
def machine(clock):
    return Machine(clock)


@pytest.fixture
def process(machine, database_url):
    """One more process on the machine."""
    made = []

    def begin():
        made.append(machine.process(database_url))
        return made[-1]

    yield begin
    for one in made:
        one.dispose()


def writes(database):
    """Whether somebody can be added."""
    try:
        with database.writing() as writer:
            writer.session.add(
                PersonRow(email=f"{uuid4()}@example.org", name="A",
                          created_at=writer.now)
            )  # fmt: skip
    except ClockStopped:
        return False
    return True


def people(database):
    with database.reading() as reader:
        return len(reader.session.exec(select(PersonRow)).all())


def state(database):
    with database.reading() as reader:
        return database.guard.look(reader).state


def kept(database):
    with database.reading() as reader:
        return reader.session.get(ClockRow, 1)


def accept(database):
    with database.writing(guarded=False) as writer:
        return database.guard.accept(writer)


@pytest.mark.parametrize(
    ("leap", "seen"), [(10 * YEAR, ClockState.AHEAD), (-DAY, ClockState.BEHIND)]
)
def test_a_leap_stops_every_process_until_the_clock_is_right(machine, process, leap, seen):
    one, other = process(), process()
    assert writes(one)
    assert writes(other)
    machine.leap(leap)
    assert (writes(one), writes(other), writes(process())) == (False, False, False)
    assert (state(one), state(other)) == (seen, seen)
    assert people(one) == 2
    machine.leap(-leap)
    machine.pass_time(HOUR)
    assert (writes(one), writes(other), writes(process())) == (True, True, True)


def test_a_leap_is_accepted_once_and_for_every_process(machine, process):
    one, other = process(), process()
    assert writes(one)
    assert writes(other)
    machine.leap(400 * DAY)
    assert not writes(one)
    assert accept(process()).state is ClockState.AHEAD
    assert (writes(one), writes(other)) == (True, True)
    machine.pass_time(HOUR)
    assert (writes(one), writes(other)) == (True, True)
    machine.leap(2 * HOUR)
    assert (writes(one), writes(other)) == (False, False)


def test_a_leap_that_was_accepted_by_mistake_is_taken_back_by_accepting(machine, process):
    one, other = process(), process()
    assert writes(other)
    machine.leap(10 * YEAR)
    accept(one)
    assert writes(one)
    assert writes(other)
    machine.leap(-10 * YEAR)
    assert (writes(one), writes(other)) == (False, False)
    assert accept(one).state is ClockState.BEHIND
    assert (writes(one), writes(other)) == (True, True)
    assert kept(one).at == machine.clock()


def test_sleep_and_a_long_holiday_stop_nobody(machine, process):
    one = process()
    assert writes(one)
    machine.pass_time(300 * DAY)
    assert writes(one)
    machine.start_anew(off=150 * DAY)
    assert writes(process())


def test_a_new_start_of_the_program_is_no_new_start_of_the_machine(machine, process):
    assert writes(process())
    machine.pass_time(HOUR)
    machine.leap(3 * HOUR)
    assert not writes(process())


def test_what_a_running_machine_doubted_it_doubts_after_a_new_start(machine, process):
    assert writes(process())
    machine.leap(30 * DAY)
    assert not writes(process())
    machine.start_anew(off=HOUR)
    late = process()
    assert not writes(late)
    machine.leap(-30 * DAY)
    assert writes(late)
    assert kept(late).doubted_at is None
    machine.pass_time(40 * DAY)
    assert writes(late)


def test_a_look_that_nobody_asks_for_keeps_the_doubt_and_the_time(machine, process):
    one = process()
    watch(one)
    first = kept(one).at
    machine.pass_time(KEPT_EVERY - timedelta(seconds=1))
    watch(one)
    assert kept(one).at == first
    machine.pass_time(timedelta(seconds=1))
    watch(one)
    assert kept(one).at == machine.clock()
    machine.leap(DAY)
    assert watch(one).state is ClockState.AHEAD
    assert kept(one).doubted_at == machine.clock()


def test_a_machine_without_a_battery_waits_for_its_clock(machine, process):
    assert writes(process())
    right = machine.clock()
    machine.start_anew()
    machine.clock.set(right.replace(year=1970))
    late = process()
    assert not writes(late)
    assert state(late) is ClockState.UNSET
    assert accept(late).state is ClockState.UNSET
    assert not writes(late)
    machine.clock.set(right + HOUR)
    assert writes(late)


def test_what_is_stopped_is_stopped_before_anything_is_done(machine, process):
    one = process()
    assert writes(one)
    machine.leap(DAY)
    with pytest.raises(ClockStopped, match="2026-03-03 09:00:00"), one.writing():
        pytest.fail("somebody could write")
    with one.reading() as reader:
        assert reader.now == machine.clock()


@pytest.mark.postgresql
def test_the_clocks_of_program_and_database_have_to_agree(postgres_source, clock):
    url = postgres_source.fresh()
    machine = Machine(clock)
    real = Database(url)
    with real.reading() as reader:
        clock.set(reader.clock_now())
    real.dispose()
    apart = Database(url, guard=machine.guard())
    assert writes(apart)
    clock.advance(timedelta(minutes=6))
    assert not writes(apart)
    assert state(apart) is ClockState.APART
    assert accept(apart).state is ClockState.APART
    assert not writes(apart)
    clock.advance(-timedelta(minutes=6))
    assert writes(apart)
    apart.dispose()
    postgres_source.forget(url)


def test_a_clock_that_is_set_by_hand_is_watched_by_nobody(database, clock):
    assert writes(database)
    clock.advance(10 * YEAR)
    assert writes(database)
    assert watch(database) is None


def test_real_clocks_are_believed(database_url):
    real = Database(database_url)
    assert writes(real)
    assert writes(real)
    assert watch(real).is_right
    real.dispose()
