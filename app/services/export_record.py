"""Writing out a charter's record: its lines, and what opens the sealed words in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import rfc8785

from amendments.events import Kind
from amendments.record import FORMAT
from amendments.visibility import Part
from app.services import entry
from app.services.entry import Room
from app.services.remark_looks import is_for_others, withheld_comments
from app.storage import amendments, charters, discussions, record, rounds
from app.storage.database import Reader
from app.storage.tables import EventRow


def lines(reader: Reader, room: Room, *, openings: bool) -> Iterator[str]:
    """The lines of the record, each with its line feed; then, if wanted, the openings and an end.

    The end names the digest of the last event, which no later line protects. Openings are given
    only for words that the person may read anyway: none of drafts that were never shared, and no
    answers of a round that is still open.
    """
    open_words: set[tuple[int, str]] = set()
    sees = _Sees(reader, room)
    last: EventRow | None = None
    for row in record.lines(reader, room.charter.id):
        yield row.line + "\n"
        if openings:
            open_words |= sees.words_of(row)
        last = row
    if not openings:
        return
    for kept in record.openings(reader, room.charter.id):
        if (kept.seq, kept.name) in open_words:
            body = {"digest": kept.digest, "salt": kept.salt, "text": kept.text}
            yield rfc8785.dumps(body).decode() + "\n"
    if last is not None:
        end: dict[str, str | int] = {"events": last.seq, "format": FORMAT, "head": last.digest}
        yield rfc8785.dumps(dict(end)).decode() + "\n"


class _Sees:
    """Which sealed words of a record a person may read."""

    def __init__(self, reader: Reader, room: Room) -> None:
        self._is_member, self._is_steward = room.actor.is_member, room.actor.is_steward
        found = amendments.find_all(reader, room.charter.id)
        self._visible = {one.value.number for one in found if entry.visible(room, one)}
        self._closed = {
            (one.value.number, decision.value.number)
            for one in found
            for decision in rounds.find_all(reader, one.id)
            if not decision.value.is_open
        }
        self._withheld = withheld_comments(reader, room)
        self._room = room
        self._said_to_all = {
            (one.value.number, comment.number)
            for one in found
            if room.sight.is_open(Part.DISCUSSION) and one.value.number in self._visible
            for comment in discussions.comments(reader, one.id)
            # How a comment read before it was edited is for members.
            if not comment.earlier and is_for_others(room, comment)
        }
        people = charters.members(reader, room.charter.id, also_past=True)
        self._by_handle = {one.handle: one.member for one in people}

    def words_of(self, row: EventRow) -> set[tuple[int, str]]:
        """The sealed words of one line that may be opened, by its number and their names."""
        line: dict[str, Any] = json.loads(row.line)
        names, data = set(line["words"]), line["data"]
        if row.kind in _CONFIDENTIAL or self._is_kept_from_them(row.kind, data):
            return set()
        if row.kind in _OF_ANSWERS:
            if (data["amendment"], data["round"]) not in self._closed:
                return set()
            # What was answered can be counted by anyone; what was said is for members.
            if not self._is_member:
                names &= {"stance"}
        elif not self._is_member and not self._is_for_others(row, line):
            return set()
        return {(row.seq, name) for name in names}

    def _is_for_others(self, row: EventRow, line: dict[str, Any]) -> bool:
        """Whether others than members may read the words of a line."""
        data, member = line["data"], self._by_handle.get(line["actor"])
        if row.kind == Kind.TIME_MENDED.value:
            return True
        if row.kind == Kind.COMMENTED.value:
            return (data["amendment"], data["comment"]) in self._said_to_all
        part = _PARTS_FOR_READERS.get(row.kind)
        if part is None or member is None:
            return False
        # Drafts are shared when they are submitted: whose proposal may be known, may be read.
        is_wording = row.kind in {Kind.DRAFTED.value, Kind.REVISED.value}
        return is_wording or self._room.sight.said(part, member, row.at)

    def _is_kept_from_them(self, kind: str, data: dict[str, Any]) -> bool:
        """Whether it is said to stewards, about a draft of others, or a comment kept from them."""
        if kind in _FOR_STEWARDS and not self._is_steward:
            return True
        amendment = data.get("amendment")
        if amendment is not None and amendment not in self._visible:
            return True
        return kind in _OF_COMMENTS and (amendment, data["comment"]) in self._withheld


#: What is said in a round: sealed until it is closed.
_OF_ANSWERS = {Kind.STANCE_TAKEN.value, Kind.OBJECTION_RESOLVED.value}
#: What is between a few people stays between them: no export opens it.
_CONFIDENTIAL = {
    Kind.REPORTED.value,
    Kind.REPORT_SETTLED.value,
    Kind.HIDING_ANSWERED.value,
    Kind.HIDING_APPEALED.value,
    Kind.APPEAL_DECIDED.value,
    Kind.PAUSED.value,
}
#: What is said to stewards alone, and by them to one person.
_FOR_STEWARDS = {
    Kind.JOIN_ASKED.value,
    Kind.JOIN_REFUSED.value,
    Kind.STEWARD_PROPOSED.value,
    Kind.STEWARD_ANSWERED.value,
}
#: What someone said in the discussion: not for everyone once it was taken back.
_OF_COMMENTS = {Kind.COMMENTED.value, Kind.COMMENT_EDITED.value}
#: What others than members see on the pages, and of which part it is.
_PARTS_FOR_READERS = {
    Kind.DRAFTED.value: Part.PROPOSALS,
    Kind.REVISED.value: Part.PROPOSALS,
    Kind.OUTCOME_STATED.value: Part.PROPOSALS,
    Kind.WITHDRAWN.value: Part.PROPOSALS,
    Kind.CLOSING_ANNOUNCED.value: Part.PROPOSALS,
    Kind.CLOSING_REFUSED.value: Part.DISCUSSION,
    Kind.SUMMARISED.value: Part.DISCUSSION,
}
