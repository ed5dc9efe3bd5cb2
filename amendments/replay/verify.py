"""Checking an exported record offline: the chain of its lines, and the decisions in them.

What holds: nothing in it was altered, left out in the middle or put in another order since it
was written, as far as whoever kept an earlier digest can tell; and every revision followed from
a decision by the rules. What cannot hold from one file alone: that its end was not cut off, or
that it was not written anew as a whole. Hence `head`: keep it, and compare.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rfc8785

from amendments.record.events import EventKind
from amendments.record.lines import FORMAT, digest_of_line, sealed_digest, timestamp
from amendments.refusals import Refusal
from amendments.replay.replay import Replay
from amendments.replay.state import ReplayedEvent, ReplayFailure

MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a check found. `problems` is empty if the record is consistent.

    `head` is the digest of the last line. `opened` counts sealed words that were checked.
    """

    events: int
    revisions: int
    decisions: int
    opened: int
    head: str | None
    problems: tuple[str, ...]

    @property
    def is_consistent(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(lines: Iterable[str], checkpoint: str | None = None) -> VerifyReport:
    """Check the lines of a record, with or without openings behind them.

    `checkpoint` is the digest of a line that someone kept earlier: it has to be in the chain.
    """
    check = _Check()
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\n")
        if not line:
            continue
        if len(check.problems) >= MOST_PROBLEMS:
            check.problems.append("There is more; the check stopped here.")
            break
        check.line(number, line)
    check.end()
    if checkpoint is not None and checkpoint not in check.digests:
        check.problems.append("The digest that was kept earlier is not in this record.")
    return VerifyReport(
        events=check.seq,
        revisions=check.replay.head_number,
        decisions=check.replay.rounds.decisions,
        opened=check.opened,
        head=check.previous,
        problems=tuple(check.problems),
    )


def _canonical(body: dict[str, Any]) -> str | None:
    try:
        return rfc8785.dumps(body).decode()
    except rfc8785.CanonicalizationError:
        return None


#: What reading an event raises that lacks something, or says something that cannot be.
_UNREADABLE = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    OSError,
    AssertionError,
    RecursionError,
    Refusal,
)


class _Check:
    def __init__(self) -> None:
        self.problems: list[str] = []
        self.seq = 0
        self.previous: str | None = None
        self.digests: set[str] = set()
        self.charter: str | None = None
        self.at = ""
        self.sealed: dict[str, tuple[int, str]] = {}
        self.openings: dict[str, str] = {}
        self.opened = 0
        self.ended = False
        self.replay = Replay()

    def wrong(self, number: int, reason: str) -> None:
        """Note what is wrong with a line."""
        self.problems.append(f"Line {number}: {reason}")

    def line(self, number: int, line: str) -> None:
        """Check one line: an event, or what opens a sealed word."""
        try:
            body = json.loads(line)
        except (ValueError, RecursionError):
            self.wrong(number, "it is not JSON.")
            return
        if not isinstance(body, dict):
            self.wrong(number, "it is not a JSON object.")
        elif body.keys() == {"digest", "salt", "text"}:
            self._opening(number, line, body)
        elif body.keys() == {"events", "format", "head"}:
            self._end_line(number, line, body)
        elif self.ended:
            self.wrong(number, "it stands behind the end.")
        else:
            self._event(number, line, body)

    def _end_line(self, number: int, line: str, body: dict[str, Any]) -> None:
        self.ended = True
        end = {"events": self.seq, "format": FORMAT, "head": self.previous}
        if body != end or _canonical(body) != line:
            self.wrong(number, "the last event is not the one that the export ended with.")

    def _opening(self, number: int, line: str, body: dict[str, Any]) -> None:
        if _canonical(body) != line:
            self.wrong(number, "it is not in its canonical form, so it was altered.")
        elif sealed_digest(str(body["salt"]), str(body["text"])) != body["digest"]:
            self.wrong(number, "the words do not match the digest that sealed them.")
        elif body["digest"] not in self.sealed:
            self.wrong(number, "it opens words that are not in the record.")
        else:
            self.openings[body["digest"]] = str(body["text"])
            self.opened += 1

    def _event(self, number: int, line: str, body: dict[str, Any]) -> None:
        try:
            if _canonical(body) != line:
                self.wrong(number, "it is not in its canonical form, so it was altered.")
                return
            self._chain(number, body)
            for name, digest in body["words"].items():
                self.sealed[digest] = (body["seq"], name)
            at = datetime.fromisoformat(body["at"])
            if timestamp(at) != body["at"]:
                self.wrong(number, "its time is not written as times are here.")
                return
            self.replay.event(
                body["kind"], ReplayedEvent(body["actor"], at, body["data"], body["words"])
            )
        except ReplayFailure as wrong:
            self.wrong(number, wrong.reason)
        except _UNREADABLE:
            self.wrong(number, "it lacks what an event of its kind has to say.")
        self.previous = digest_of_line(line)
        self.digests.add(self.previous)

    def _chain(self, number: int, body: dict[str, Any]) -> None:
        self.seq += 1
        if body["seq"] != self.seq:
            self.wrong(number, f"it is numbered {body['seq']}, but {self.seq} comes next.")
        if body["prev"] != self.previous:
            self.wrong(number, "it does not follow the line before: one was altered or left out.")
        if body["at"] < self.at and body["kind"] != EventKind.TIME_MENDED:
            self.wrong(number, "it is dated before the line in front of it.")
        if self.charter not in {None, body["charter"]}:
            self.wrong(number, "it belongs to another charter.")
        self.at, self.charter = body["at"], body["charter"]

    def end(self) -> None:
        """Check what can only be said at the end."""
        if self.seq == 0:
            self.problems.append("There is no event in it.")
        if self.replay.rounds.held.is_ending:
            self.problems.append(f"It ends before {EventKind.ROUND_CLOSED}, which had to come.")
        if self.replay.expected is not None:
            self.problems.append(f"It ends before {self.replay.expected[0]}, which had to come.")
        self.problems.extend(self.replay.rounds.unmatched_answers(self.openings))
