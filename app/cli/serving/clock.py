"""The clock of a place: `clock`, and what to do when it leapt."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from amendments.refusals import BadInput
from app.cli.place import locked_as_it_is, opened
from app.services.upkeep import mend_clock
from app.services.upkeep.mend_clock import Ahead
from app.storage.engine.clock_guard import ClockGuard
from app.storage.engine.clock_rules import ClockState, Verdict, shown
from app.storage.engine.database import Database

#: What can be done, by what is thought of the clock.
_ADVICE = {
    ClockState.RIGHT: "",
    ClockState.AHEAD: "Set the machine's clock. If it is right after all: charter clock --accept",
    ClockState.BEHIND: (
        "Set the machine's clock. If it is right now, and was ahead before: charter clock --accept"
    ),
    ClockState.UNSET: "Set the machine's clock.",
    ClockState.APART: "Set the clocks of both machines, best by a time service.",
}


def clock(
    *,
    accept: Annotated[
        bool, typer.Option("--accept", help="You have looked: the clock is right.")
    ] = False,
    mend: Annotated[
        str | None,
        typer.Option(metavar="SLUG", help="Let the time of a charter that ran ahead go back."),
    ] = None,
    because: Annotated[
        str, typer.Option(help="With --mend: why, for all who read the record later.")
    ] = "",
) -> None:
    """Show what the clocks say and what is thought of them; exit 1 if something is wrong."""
    with opened() as database:
        if accept:
            _accept(database)
        if mend is not None:
            _mend(database, mend, because)
        is_well = _show(database)
    if not is_well:
        sys.exit(1)


def _guard(database: Database) -> ClockGuard:
    guard = database.guard
    assert guard is not None
    return guard


def _accept(database: Database) -> None:
    with database.writing(guarded=False) as writer:
        verdict = mend_clock.accept(writer, _guard(database))
    if not verdict.can_be_accepted:
        msg = f"This clock cannot be accepted. {_ADVICE[verdict.state]}"
        raise BadInput(msg)
    if verdict.is_right:
        print("The clock was believed already.")
        return
    print("The clock is believed from now on.")
    if verdict.state is ClockState.BEHIND:
        print("Everyone who signed in while it was ahead is signed out.")


def _mend(database: Database, slug: str, because: str) -> None:
    with database.writing() as writer:
        mended = mend_clock.mend(writer, locked_as_it_is(writer, slug), because)
    print(f"{slug}: time went back from {shown(mended.before)} to {shown(mended.now)}.")
    print(f"{mended.deadlines} deadlines of open decisions moved with it, see the record.")
    if mended.closed_to_readers:
        print("It had been opened to more readers meanwhile, and is closed to them again.")
    print("Decisions that were closed meanwhile stay closed; a steward can open new ones at once.")


def _show(database: Database) -> bool:
    """Print how it stands. Whether all is well."""
    guard = _guard(database)
    with database.reading() as reader:
        verdict = guard.look(reader)
        waiting = mend_clock.ahead(reader, guard.bounds.tolerance)
        newest = mend_clock.newest_line(reader)
    reading = verdict.reading
    _line("this machine", shown(reading.own or reading.now))
    _line("the database", shown(reading.now) if reading.own else "takes it from this machine")
    _line("last believed", shown(verdict.known) if verdict.known else "never yet")
    _line("newest line", shown(newest) if newest else "there is none yet")
    _line("the clock is", _in_words(verdict))
    for one in waiting:
        _tell(one, verdict)
    return verdict.is_right and not waiting


def _line(name: str, value: str) -> None:
    print(f"{name:14} {value}")


def _in_words(verdict: Verdict) -> str:
    if verdict.is_right:
        return "right"
    return f"not believed ({verdict.state.value}). {verdict.reason} {_ADVICE[verdict.state]}"


def _tell(one: Ahead, verdict: Verdict) -> None:
    print(f"{one.slug}: its record ends at {shown(one.ends_at)}, so nothing is saved in it.")
    if verdict.is_right:
        print(f"  If the clock is right now: charter clock --mend {one.slug} --because …")
