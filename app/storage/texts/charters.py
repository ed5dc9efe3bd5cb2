"""Charters, and the people in them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from amendments.belonging.people import Community, Role
from amendments.belonging.stewardship import stewards_at
from amendments.belonging.visibility import Announced, CharterPart, Openness, openness_of
from amendments.ruleset import Ruleset
from app.storage.belonging.membership import Directory, Member
from app.storage.belonging.names import give_name
from app.storage.belonging.present_members import PresentMembers
from app.storage.engine.asking import ask
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.tables import (
    CharterRow,
    MembershipRow,
    PersonRow,
    metadata,
)
from app.storage.texts.kept_rules import kept_ruleset


@dataclass(frozen=True, slots=True)
class Charter:
    """A charter as the services see it. `head` is the number of the revision in force.

    `since` tells since when everyone can read each part of it, `announced` what more they will.
    """

    id: int
    slug: str
    handle: str
    title: str
    zone: ZoneInfo
    visibility: str
    ruleset: Ruleset
    head: int
    created_at: datetime
    takes_requests: bool = True
    discussion: str = "members"
    since: Mapping[CharterPart, datetime | None] = field(default_factory=dict)
    announced: Announced | None = None

    @property
    def openness(self) -> Openness:
        """Who can read it."""
        return openness_of(self.visibility, self.discussion)


def value_of(row: CharterRow) -> Charter:
    """The charter that a row holds."""
    assert row.id is not None
    return Charter(
        id=row.id,
        slug=row.slug,
        handle=row.handle,
        title=row.title,
        zone=ZoneInfo(row.timezone),
        visibility=row.visibility,
        ruleset=kept_ruleset(row.ruleset),
        head=row.head,
        created_at=row.created_at,
        takes_requests=row.takes_requests,
        discussion=row.discussion,
        since={
            CharterPart.PROPOSALS: row.public_since,
            CharterPart.DISCUSSION: row.discussion_since,
        },
        announced=_announced(row),
    )


def _announced(row: CharterRow) -> Announced | None:
    if row.next_openness is None or row.widens_at is None:
        return None
    return Announced(Openness(row.next_openness), row.widens_at)


def all_charters(reader: Reader) -> list[Charter]:
    """Every charter of this place, by title."""
    rows = reader.session.exec(select(CharterRow).order_by(CharterRow.title, CharterRow.slug))
    return [value_of(row) for row in rows]


def readable(
    reader: Reader, person: int | None, after: int = 0, limit: int | None = None
) -> list[Charter]:
    """The charters that a person may read, or somebody unknown, the oldest first, behind one."""
    may = col(CharterRow.visibility) == "public"
    if person is not None:
        mine = select(MembershipRow.charter_id).where(
            MembershipRow.person_id == person, col(MembershipRow.left_at).is_(None)
        )
        may |= col(CharterRow.id).in_(mine)
    wanted = select(CharterRow).where(may, col(CharterRow.id) > after)
    rows = reader.session.exec(wanted.order_by(col(CharterRow.id)).limit(limit))
    return [value_of(row) for row in rows]


def is_possible(slug: str) -> bool:
    """Whether a charter can have this slug: an address may hold what no database takes."""
    return slug.isascii() and slug.isprintable()


@read_once
def find(reader: Reader, slug: str) -> Charter | None:
    """The charter with this slug."""
    if not is_possible(slug):
        return None
    row = reader.session.exec(select(CharterRow).where(CharterRow.slug == slug)).first()
    return value_of(row) if row else None


def by_id(reader: Reader, charter_id: int) -> Charter:
    """The charter with this id."""
    return value_of(reader.session.get_one(CharterRow, charter_id))


#: Built once, as it is asked at each act.
_TO_WRITE = (
    select_columns(*metadata.tables["charter"].c)
    .where(col(CharterRow.slug) == bindparam("slug"))
    .with_for_update()
)


def lock(writer: Writer, slug: str) -> Charter | None:
    """The charter with this slug, held until the transaction ends: its writers come in turn."""
    if not is_possible(slug):
        return None
    row: Any = ask(writer, _TO_WRITE, slug=slug).first()
    return value_of(row) if row else None


def add(writer: Writer, row: CharterRow) -> Charter:
    """Keep a new charter."""
    writer.session.add(row)
    writer.session.flush()
    return value_of(row)


def save_ruleset(writer: Writer, charter: Charter, ruleset: Ruleset) -> None:
    """Keep changed rules."""
    row = writer.session.get_one(CharterRow, charter.id)
    row.ruleset = json.dumps(ruleset.to_dict())


def save_takes_requests(writer: Writer, charter: Charter, *, takes: bool) -> None:
    """Keep whether people can ask to join."""
    writer.session.get_one(CharterRow, charter.id).takes_requests = takes


# --- people


def find_person(reader: Reader, email: str) -> PersonRow | None:
    """The person with this address (already in its one form)."""
    return reader.session.exec(select(PersonRow).where(PersonRow.email == email)).first()


def person(reader: Reader, person_id: int) -> PersonRow | None:
    """The person with this id."""
    return reader.session.get(PersonRow, person_id)


def people(reader: Reader, ids: Collection[int]) -> dict[int, PersonRow]:
    """The people with some ids, by id."""
    found = reader.session.exec(select(PersonRow).where(col(PersonRow.id).in_(ids)))
    return {row.id: row for row in found if row.id is not None}


def add_person(writer: Writer, email: str, name: str) -> PersonRow:
    """Keep a new person; or find them, if another charter took them in at this very moment."""
    row = PersonRow(email=email, name=name, created_at=writer.now)
    give_name(row, name)
    try:
        with writer.session.begin_nested():
            writer.session.add(row)
            writer.session.flush()
    except IntegrityError:
        found = find_person(writer, email)
        if found is None:
            raise
        return found
    return row


@read_once
def members(reader: Reader, charter_id: int, *, also_past: bool = False) -> list[Member]:
    """Every member of a charter, by name; `also_past` includes those who left.

    Whoever needs some of them asks `directory` instead.
    """
    found = directory(reader, charter_id).everyone()
    return [one for one in found if also_past or one.left_at is None]


@read_once
def directory(reader: Reader, charter_id: int) -> Directory:
    """The members of a charter, also those who left, to be asked for some of them."""
    return Directory(reader, charter_id, stewards(reader, charter_id))


@read_once
def membership_of(reader: Reader, charter_id: int, person_id: int) -> MembershipRow | None:
    """A person's present place in a charter."""
    wanted = select(MembershipRow).where(
        MembershipRow.charter_id == charter_id,
        MembershipRow.person_id == person_id,
        col(MembershipRow.left_at).is_(None),
    )
    return reader.session.exec(wanted).first()


def memberships_of(
    reader: Reader, charter_id: int, people: Collection[int]
) -> dict[int, MembershipRow]:
    """The present places of some people in a charter, by person."""
    wanted = select(MembershipRow).where(
        MembershipRow.charter_id == charter_id,
        col(MembershipRow.person_id).in_(people),
        col(MembershipRow.left_at).is_(None),
    )
    return {one.person_id: one for one in reader.session.exec(wanted)}


def belonged_before(reader: Reader, charter_id: int, person_id: int) -> bool:
    """Whether a person belonged to a charter and is gone."""
    wanted = select(MembershipRow.id).where(
        MembershipRow.charter_id == charter_id,
        MembershipRow.person_id == person_id,
        col(MembershipRow.left_at).is_not(None),
    )
    return reader.session.exec(wanted).first() is not None


def charters_of(reader: Reader, person_id: int, *, also_past: bool = False) -> list[Charter]:
    """The charters that a person belongs to; `also_past` includes those that they left."""
    wanted = (
        select(CharterRow)
        .join(MembershipRow, col(MembershipRow.charter_id) == CharterRow.id)
        .where(MembershipRow.person_id == person_id)
        .order_by(CharterRow.title)
    )
    if not also_past:
        wanted = wanted.where(col(MembershipRow.left_at).is_(None))
    return [value_of(row) for row in reader.session.exec(wanted)]


def add_member(writer: Writer, charter_id: int, person_id: int, role: Role) -> MembershipRow:
    """Keep a new membership; someone who left before comes back to their old place.

    It is the same place, so nobody gets a second answer in a round by leaving and coming back.
    """
    wanted = select(MembershipRow).where(
        MembershipRow.charter_id == charter_id, MembershipRow.person_id == person_id
    )
    former = writer.session.exec(wanted).first()
    if former is not None:
        former.role, former.joined_at, former.left_at = role.value, writer.now, None
        former.term_ends_at = None
        writer.session.flush()
        return former
    row = MembershipRow(
        charter_id=charter_id,
        person_id=person_id,
        handle="m_" + secrets.token_hex(8),
        role=role.value,
        joined_at=writer.now,
    )
    writer.session.add(row)
    writer.session.flush()
    return row


def end_membership(writer: Writer, member: int) -> None:
    """Keep that a member is gone. Their place stays, with what they did there."""
    writer.session.get_one(MembershipRow, member).left_at = writer.now
    writer.session.flush()


def community(reader: Reader, charter_id: int, guides: frozenset[int] | None = None) -> Community:
    """Who belongs to a charter now, read as it is asked for, and who is a steward now.

    `guides` are the stewards, where they are known.
    """
    people = directory(reader, charter_id) if reader.memo is not None else None
    here = PresentMembers(reader, charter_id, people)
    return Community(here, stewards(reader, charter_id) if guides is None else guides)


#: What is so of the memberships of stewards.
GUIDES = col(MembershipRow.left_at).is_(None), col(MembershipRow.role) == Role.STEWARD.value


@read_once
def stewards(reader: Reader, charter_id: int) -> frozenset[int]:
    """The members who are stewards at this moment."""
    wanted = select(MembershipRow.id, MembershipRow.term_ends_at).where(
        MembershipRow.charter_id == charter_id, *GUIDES
    )
    terms = {one: term for one, term in reader.session.exec(wanted) if one is not None}
    return stewards_at(terms, reader.now)


def set_role(writer: Writer, member: int, role: Role, until: datetime | None = None) -> None:
    """Keep what a member is from now on, and for how long."""
    row = writer.session.get_one(MembershipRow, member)
    row.role, row.term_ends_at = role.value, until
    writer.session.flush()
