"""What members say about an amendment besides comments: summaries, how it feels, who was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from amendments.belonging.people import Role
from amendments.talking.discussion import Sense
from app.services.belonging.people import People, Who
from app.services.entry import CharterAccess
from app.services.views.outsider_view import summaries_for
from app.storage.engine.session import Reader
from app.storage.talking import comments
from app.storage.writing import authors
from app.storage.writing.amendments import StoredAmendment


@dataclass(frozen=True, slots=True)
class SummaryOut:
    """A steward's summary of the discussion, and the version that it was written on.

    `role` is what its author is now.
    """

    member: str | None
    name: str
    version: int
    at: datetime
    body: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class SensesOut:
    """How a proposal feels so far, in numbers, and what the caller said. It binds nobody."""

    counts: Mapping[Sense, int]
    mine: Sense | None


@dataclass(frozen=True, slots=True)
class Discussion:
    """What is said about an amendment, for members; of it for others what is open to everyone."""

    senses: SensesOut | None = None
    summaries: tuple[SummaryOut, ...] = ()
    invited: tuple[Who, ...] = ()


def senses_of(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> SensesOut:
    """How an amendment feels so far."""
    given = comments.senses(reader, kept.id)
    counted = Counter(one.sense for one in given)
    mine = next((one.sense for one in given if one.member == access.actor.member), None)
    return SensesOut({sense: counted[sense] for sense in Sense}, mine)


def talk_of(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, people: People
) -> Discussion:
    """What is said about an amendment, as the person who came in may know it."""
    if not access.actor.is_member:
        return Discussion(summaries=_summaries(reader, access, kept, people))
    return Discussion(
        senses=senses_of(reader, access, kept),
        summaries=_summaries(reader, access, kept, people),
        invited=tuple(people.who(member) for member in authors.invited(reader, kept.id)),
    )


def _summaries(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, people: People
) -> tuple[SummaryOut, ...]:
    return tuple(
        SummaryOut(who.member, who.name, one.version, one.at, one.body, who.role)
        for one in summaries_for(reader, access, kept)
        for who in (people.who(one.member),)
    )
