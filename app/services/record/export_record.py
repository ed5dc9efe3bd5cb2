"""Writing out a charter's record: its lines, and what opens the sealed words in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import rfc8785

from amendments.belonging.visibility import CharterPart
from amendments.record.events import EventKind
from amendments.record.lines import FORMAT
from app.services import entry
from app.services.entry import CharterAccess
from app.services.views.comment_view import withheld_comments
from app.storage.engine.session import Reader
from app.storage.record import lines as record
from app.storage.record import openable
from app.storage.record.lines import SealedWords
from app.storage.writing import amendments


def lines(reader: Reader, access: CharterAccess, *, openings: bool) -> Iterator[str]:
    """The lines of the record, each with its line feed; then, if wanted, the openings and an end.

    The end names the digest of the last event, which no later line protects. Openings are given
    only for words that the person may read anyway: none of drafts that were never shared, and no
    answers of a round that is still open.
    """
    last: tuple[int, str] | None = None
    for seq, line, digest in record.texts_of_lines(reader, access.charter.id):
        yield line + "\n"
        last = seq, digest
    if not openings:
        return
    yield from _openings(reader, access)
    if last is not None:
        end: dict[str, str | int] = {"events": last[0], "format": FORMAT, "head": last[1]}
        yield rfc8785.dumps(dict(end)).decode() + "\n"


def _openings(reader: Reader, access: CharterAccess) -> Iterator[str]:
    sees = _Sees(reader, access)
    every = record.sealed_words(reader, access.charter.id)
    while some := list(islice(every, record.AT_A_TIME)):
        for kept in sees.opened(some):
            body = {"digest": kept.digest, "salt": kept.salt, "text": kept.text}
            yield rfc8785.dumps(body).decode() + "\n"


class _Sees:
    """Which sealed words of a record a person may read."""

    def __init__(self, reader: Reader, access: CharterAccess) -> None:
        self._reader, self._access = reader, access
        self._is_member, self._is_steward = access.actor.is_member, access.actor.is_steward
        found = amendments.find_all(reader, access.charter.id)
        self._visible = {one.value.number: one.id for one in found if entry.visible(access, one)}
        self._closed = openable.closed_rounds(reader, access.charter.id)
        self._withheld = withheld_comments(reader, access)
        self._said_to_all: set[tuple[int, int]] = set()
        self._by_handle = {} if self._is_member else openable.handles(reader, access.charter.id)

    def opened(self, some: Sequence[SealedWords]) -> Iterator[SealedWords]:
        """Those of some words, in the order of the record, that may be opened."""
        lines: dict[int, dict[str, Any]] = {one.seq: json.loads(one.line) for one in some}
        if not self._is_member and self._access.sight.is_open(CharterPart.DISCUSSION):
            self._said_to_all = self._comments_to_all(lines.values())
        for one in some:
            if one.name in self._names(one, lines[one.seq]):
                yield one

    def _comments_to_all(self, lines: Iterable[dict[str, Any]]) -> set[tuple[int, int]]:
        """The comments among some lines that others than members may read as they were made."""
        told = [
            (line["data"]["amendment"], line["data"]["comment"])
            for line in lines
            if line["kind"] == EventKind.COMMENTED.value
            and line["data"]["amendment"] in self._visible
        ]
        known = {(self._visible[amendment], comment): amendment for amendment, comment in told}
        return {
            (known[one.amendment_id, one.number], one.number)
            for one in openable.unchanged_comments(self._reader, known.keys())
            if self._access.sight.said(CharterPart.DISCUSSION, one.member, one.at)
        }

    def _names(self, row: SealedWords, line: dict[str, Any]) -> set[str]:
        """The names of the sealed words of one line that may be opened."""
        names, data = set(line["words"]), line["data"]
        if row.kind in _CONFIDENTIAL or self._is_kept_from_them(row.kind, data):
            return set()
        if row.kind in _OF_ANSWERS:
            if (data["amendment"], data["round"]) not in self._closed:
                return set()
            # What was answered can be counted by anyone; what was said is for members.
            return names if self._is_member else names & {"stance"}
        if not self._is_member and not self._is_for_others(row, line):
            return set()
        return names

    def _is_for_others(self, row: SealedWords, line: dict[str, Any]) -> bool:
        """Whether others than members may read the words of a line."""
        data, member = line["data"], self._by_handle.get(line["actor"])
        if row.kind == EventKind.TIME_MENDED.value:
            return True
        if row.kind == EventKind.COMMENTED.value:
            return (data["amendment"], data["comment"]) in self._said_to_all
        part = _PARTS_FOR_READERS.get(row.kind)
        if part is None or member is None:
            return False
        # Drafts are shared when they are submitted: whose proposal may be known, may be read.
        is_wording = row.kind in {EventKind.DRAFTED.value, EventKind.REVISED.value}
        return is_wording or self._access.sight.said(part, member, row.at)

    def _is_kept_from_them(self, kind: str, data: dict[str, Any]) -> bool:
        """Whether it is said to stewards, about a draft of others, or a comment kept from them."""
        if kind in _FOR_STEWARDS and not self._is_steward:
            return True
        amendment = data.get("amendment")
        if amendment is not None and amendment not in self._visible:
            return True
        return kind in _OF_COMMENTS and (amendment, data["comment"]) in self._withheld


#: What is said in a round: sealed until it is closed.
_OF_ANSWERS = {EventKind.STANCE_TAKEN.value, EventKind.OBJECTION_RESOLVED.value}
#: What is between a few people stays between them: no export opens it.
_CONFIDENTIAL = {
    EventKind.REPORTED.value,
    EventKind.REPORT_SETTLED.value,
    EventKind.HIDING_ANSWERED.value,
    EventKind.HIDING_APPEALED.value,
    EventKind.APPEAL_DECIDED.value,
    EventKind.PAUSED.value,
}
#: What is said to stewards alone, and by them to one person.
_FOR_STEWARDS = {
    EventKind.JOIN_ASKED.value,
    EventKind.JOIN_REFUSED.value,
    EventKind.STEWARD_PROPOSED.value,
    EventKind.STEWARD_ANSWERED.value,
}
#: What someone said in the discussion: not for everyone once it was taken back.
_OF_COMMENTS = {EventKind.COMMENTED.value, EventKind.COMMENT_EDITED.value}
#: What others than members see on the pages, and of which part it is.
_PARTS_FOR_READERS = {
    EventKind.DRAFTED.value: CharterPart.PROPOSALS,
    EventKind.REVISED.value: CharterPart.PROPOSALS,
    EventKind.OUTCOME_STATED.value: CharterPart.PROPOSALS,
    EventKind.WITHDRAWN.value: CharterPart.PROPOSALS,
    EventKind.CLOSING_ANNOUNCED.value: CharterPart.PROPOSALS,
    EventKind.CLOSING_REFUSED.value: CharterPart.DISCUSSION,
    EventKind.SUMMARISED.value: CharterPart.DISCUSSION,
}
