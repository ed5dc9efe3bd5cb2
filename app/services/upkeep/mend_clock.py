"""What the operator of a place does about its clock: believe it, and mend what it left behind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from amendments.belonging.visibility import openness_of
from amendments.record import time_going_back
from amendments.refusals import Refusal
from amendments.replay.replay import Replay
from amendments.replay.state import ReplayedEvent, ReplayFailure
from app.storage.engine.clock_guard import ClockGuard
from app.storage.engine.clock_rules import ClockState, Verdict
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines as record
from app.storage.texts import charters
from app.storage.texts.charters import Charter
from app.storage.upkeep import time_back
from app.storage.writing import lives

#: What an event of the record lacks that cannot be read: the record says so when it is verified.
_UNREADABLE = (
    ReplayFailure,
    Refusal,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    AssertionError,
)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A charter whose record ends in a time that has not come."""

    slug: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Mended:
    """From when to when time went back, and how many deadlines moved with it."""

    before: datetime
    now: datetime
    deadlines: int
    closed_to_readers: bool


def accept(writer: Writer, guard: ClockGuard) -> Verdict:
    """Believe the clock from now on. Returns what was thought of it.

    Where it goes back, sessions and codes that were made while it was ahead end, because they would
    last for as long as it was ahead; letters that waited for that time go out.
    """
    verdict = guard.accept(writer)
    if verdict.state is ClockState.BEHIND:
        time_back.end_what_was_made_later(writer)
    return verdict


def ahead(reader: Reader, tolerance: timedelta) -> list[Ahead]:
    """The charters that wait for somebody to mend their time, in order of their titles."""
    found = []
    for charter in charters.all_charters(reader):
        last = record.last_line(reader, charter.id)
        if last is not None and last.at > reader.now + tolerance:
            found.append(Ahead(charter.slug, last.at))
    return found


def newest_line(reader: Reader) -> datetime | None:
    """When the newest line of any record is dated."""
    lines = (record.last_line(reader, one.id) for one in charters.all_charters(reader))
    return max((one.at for one in lines if one is not None), default=None)


def mend(writer: Writer, charter: Charter, reason: str) -> Mended:
    """Let the time of a charter go back to now, and say so in its record.

    The charter has to be locked, and the clock to be believed.

    Raises:
        WrongState: the record is not ahead of now.
        BadInput: it is not said why.
    """
    line, now = record.last_line(writer, charter.id), writer.now
    last = time_going_back.check_ahead(line.at if line else None, now)
    facts = _replayed(writer, charter).go_back(now)
    event = time_going_back.mend(last, now, reason, facts)
    record.append(writer, charter, event, goes_back=True)
    rounds = facts["rounds"]
    assert isinstance(rounds, list)
    deadlines = {
        (one["amendment"], one["round"]): datetime.fromisoformat(one["closes_at"]) for one in rounds
    }
    openness = openness_of(str(facts["visibility"]), str(facts["discussion"]))
    effective = facts["effective_at"]
    moment = datetime.fromisoformat(effective) if isinstance(effective, str) else None
    time_back.pull_back(writer, charter, deadlines, openness, moment)
    lives.pull_back(writer, charter.id, _ends_moved(facts))
    return Mended(last, now, len(deadlines), openness is not charter.openness)


def _ends_moved(facts: Mapping[str, object]) -> list[tuple[int, datetime]]:
    ends = facts.get("ends", [])
    assert isinstance(ends, list)
    return [(one["amendment"], datetime.fromisoformat(one["ends_at"])) for one in ends]


def _replayed(reader: Reader, charter: Charter) -> Replay:
    """What the record says so far: whoever verifies it later has nothing else to go by."""
    replay = Replay()
    for row in record.lines(reader, charter.id):
        line = json.loads(row.line)
        said = ReplayedEvent(line["actor"], row.at, line["data"], line["words"])
        try:
            replay.event(line["kind"], said)
        except _UNREADABLE:
            continue
    return replay
