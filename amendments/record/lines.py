"""The record: one canonical JSON line an event, each with the digest of the line before it.

Format `living-charter-record/1`. A line is the RFC 8785 form of

    {"actor", "at", "charter", "data", "kind", "prev", "seq", "words"}

`seq` counts from 1. `prev` is the SHA-256 (hex) of the bytes of the line before, without its
line feed, or null in the first line. `at` is RFC 3339 in UTC with microseconds and never goes
back, but in a line of the kind `time.mended`, which says from when to when. `words` maps the name
of each personal word or text to a salted digest. An *opening* line

    {"digest", "salt", "text"}

lets someone check such a digest; it can be missing, because its text was erased or is not for
this reader, and the chain still verifies. A whole export closes with an *end* line

    {"events", "format", "head"}

that names the digest of the last event, which no later line protects.

What is said in a round whose `round.opened` says `"held": true` stands right before the line that
ends it: by seats, each line with the hour in which it was said as `data.at`. See `holding`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import rfc8785

from amendments.record.events import Event

FORMAT = "living-charter-record/1"


def timestamp(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC, with microseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def sealed_digest(salt: str, text: str) -> str:
    """The salted digest of a text: SHA-256 over the salt, a line feed and the text, in hex."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line of the record: its text as stored, and the digest that the next one names."""

    seq: int
    at: datetime
    text: str
    digest: str


def digest_of_line(text: str) -> str:
    """The digest that the next line names as `prev`."""
    return hashlib.sha256(text.encode()).hexdigest()


def write_line(
    event: Event,
    *,
    charter: str,
    seq: int,
    previous: str | None,
    at: datetime,
    words: Mapping[str, str],
) -> RecordLine:
    """Write an event as the next line. `words` gives the salted digest of each sealed word."""
    if words.keys() != event.words.keys():
        msg = "every personal word of an event has to be sealed"
        raise ValueError(msg)
    body = {
        "actor": event.actor,
        "at": timestamp(at),
        "charter": charter,
        "data": _plain(event.data),
        "kind": event.kind.value,
        "prev": previous,
        "seq": seq,
        "words": dict(words),
    }
    text = rfc8785.dumps(body).decode()
    return RecordLine(seq, at, text, digest_of_line(text))


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """JSON values only: moments become timestamps, enumerations their values."""
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        return str(value)
    return value
