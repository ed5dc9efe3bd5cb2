"""Publishing: what was consented to becomes the next revision, and what then results elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from amendments.deciding.rounds import Round
from amendments.record.events import Event, EventKind
from charter import ChangeSet


@dataclass(frozen=True, slots=True)
class Publication:
    """A revision that a round makes: its number and day, the version that it publishes.

    `base` is the revision that the version was written on, `parent_sha256` the digest of the text
    that was in force before.
    """

    number: int
    dated: date
    version: int
    base: int
    parent_sha256: str
    text_sha256: str


def day_of(today: date, head_dated: date, head_published_at: datetime, now: datetime) -> date:
    """The day of the next revision: today, and never before that of the revision in force.

    One that was published in a time that has not come dates nothing: that was mended since.
    """
    return max(today, head_dated) if head_published_at <= now else today


def published(made: Publication, decision: Round, change_set: ChangeSet) -> Event:
    """What a round decided on was published, by the very change set that it froze."""
    data = {
        "number": made.number,
        "dated": made.dated.isoformat(),
        "amendment": decision.amendment,
        "round": decision.number,
        "version": made.version,
        "base": made.base,
        "parent_sha256": made.parent_sha256,
        "text_sha256": made.text_sha256,
        "change_sha256": change_set.sha256,
        "change_set": change_set.to_dict(),
        "places": True,
    }
    return Event(EventKind.PUBLISHED, None, data)


def result_changed(decision: Round, revision: int, where: str, result_sha256: str) -> Event:
    """After a revision was published, another text would result of an open round.

    `where` says where the revision changed it: at the place, beside it or elsewhere.
    """
    data = {
        "amendment": decision.amendment,
        "round": decision.number,
        "revision": revision,
        "where": where,
        "result_sha256": result_sha256,
    }
    return Event(EventKind.RESULT_CHANGED, None, data)
