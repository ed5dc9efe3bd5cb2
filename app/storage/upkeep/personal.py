"""Every place in the database that points to a person, and what becomes of it.

One list, so that an export of somebody's data and its erasure leave nothing out: a test walks all
tables and is red when a column that points to people stands neither here nor among the excused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, delete, select, update
from sqlmodel import col
from sqlmodel import select as select_rows

from app.storage.engine.session import Reader, Writer
from app.storage.tables import MembershipRow, PersonRow, SeatRow, metadata
from charter.language import N_


class Fate(StrEnum):
    """What erasing a person does to a row that points to them."""

    GOES = "goes"
    """The row is deleted."""
    STAYS = "stays"
    """A fact of a decision or of the record: it stays, and its person has no name any more."""
    EMPTIED = "emptied"
    """The row stays, and this column is emptied."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A column that points to a person: by number, by membership, by seat, or by address.

    `title` heads it in an export; without one, an export shows the row under another heading.
    `without` are columns that tell nothing about the person, or that nobody may read again.
    """

    table: str
    column: str
    points_to: str
    fate: Fate
    title: str = ""
    without: frozenset[str] = field(default=frozenset())


def _person(table: str, fate: Fate, title: str, *without: str, column: str = "person_id") -> Spot:
    return Spot(table, column, "person", fate, title, frozenset(without))


def _member(table: str, column: str, fate: Fate, title: str, *without: str) -> Spot:
    return Spot(table, column, "member", fate, title, frozenset(without))


_OF_ROUNDS = ("ruleset", "closing", "change_sha256", "statement")

SPOTS: tuple[Spot, ...] = (
    _person("person", Fate.EMPTIED, N_("Your account"), "likeness", "other_likeness", column="id"),
    _person("membership", Fate.STAYS, N_("Where you belong")),
    _member("visibility_consent", "member_id", Fate.GOES,
            N_("Whether everyone may read what you said before")),
    _person("web_session", Fate.GOES, N_("Where you are signed in")),
    _person("sign_in", Fate.GOES, N_("Codes that you asked for")),
    _person("ceremony", Fate.GOES, N_("Sign-ins that have begun"), "next"),
    _person("api_token", Fate.GOES, N_("Tokens for programs")),
    _person("passkey", Fate.GOES, N_("Passkeys"), "credential_id", "public_key", "user_handle"),
    _person("identity", Fate.GOES, N_("Accounts elsewhere")),
    _person("kept_answer", Fate.GOES, N_("Answers kept for your programs"), "body"),
    _person("kept_draft", Fate.GOES, N_("What you are writing"), "pen"),
    _person("mail_choice", Fate.GOES, N_("What comes to you by mail")),
    _person("quiet_hours", Fate.GOES, N_("Your quiet hours")),
    _person("notice", Fate.GOES, N_("What you are about to be told")),
    Spot("outgoing_mail", "to_address", "address", Fate.GOES, N_("Letters to you"),
         frozenset({"html", "headers"})),
    _member("author", "member_id", Fate.STAYS, N_("Proposals that you write")),
    _member("author_invitation", "member_id", Fate.GOES,
            N_("Proposals that you are asked to write")),
    _member("author_invitation", "invited_by", Fate.GOES, N_("Whom you asked to write with you")),
    _member("amendment_end", "member_id", Fate.STAYS, N_("Proposals that you withdrew or closed")),
    _member("announced_end", "member_id", Fate.STAYS,
            N_("Proposals of which you announced that they are closed")),
    _member("announced_end", "refused_by", Fate.EMPTIED, ""),
    _member("taken_up", "member_id", Fate.STAYS, N_("Proposals that you took up")),
    _member("version", "member_id", Fate.STAYS, N_("What you proposed")),
    _member("comment", "member_id", Fate.STAYS, N_("What you said in discussions")),
    _member("comment", "answered_by", Fate.EMPTIED, ""),
    _member("comment", "settled_by", Fate.EMPTIED, ""),
    _member("look_again", "member_id", Fate.STAYS,
            N_("Comments that you asked somebody to look at again")),
    _member("mention", "member_id", Fate.GOES, ""),
    _member("report", "member_id", Fate.STAYS, N_("What you reported")),
    _member("report", "settled_by", Fate.EMPTIED, ""),
    _member("hiding", "member_id", Fate.STAYS, N_("Comments that you hid")),
    _member("hiding", "decided_by", Fate.EMPTIED, ""),
    _member("hiding", "restored_by", Fate.EMPTIED, ""),
    _member("pause", "member_id", Fate.STAYS, N_("When your comments were paused")),
    _member("pause", "paused_by", Fate.STAYS, N_("Whose comments you paused")),
    _member("pause", "lifted_by", Fate.EMPTIED, ""),
    _member("mediation_person", "member_id", Fate.GOES,
            N_("Private conversations that you are in")),
    _member("mediation_note", "member_id", Fate.STAYS,
            N_("What you wrote in private conversations"), "is_told"),
    _member("summary", "member_id", Fate.STAYS, N_("Discussions that you summed up")),
    _member("glossary_edit", "member_id", Fate.STAYS, N_("Words that you explained")),
    _member("sense", "member_id", Fate.GOES, N_("How proposals felt to you")),
    _member("seen", "member_id", Fate.GOES, N_("Versions that you said you have seen")),
    _member("round", "opened_by", Fate.STAYS, N_("Decisions that you opened"), *_OF_ROUNDS),
    _member("round", "closed_by", Fate.STAYS, N_("Decisions that you closed"), *_OF_ROUNDS),
    _member("statement", "member_id", Fate.STAYS, N_("Outcomes in your words")),
    _member("extension", "member_id", Fate.STAYS, N_("More time that you gave")),
    _member("seat", "member_id", Fate.STAYS, N_("Decisions that you are asked in")),
    Spot("stance", "seat_id", "seat", Fate.STAYS, N_("Your answers in decisions")),
    _member("stance", "recorded_by", Fate.STAYS, N_("Answers that you wrote down"), "reason_id",
            "acceptable_if_id"),
    _member("objection", "member_id", Fate.STAYS, N_("Your objections")),
    _member("objection_support", "member_id", Fate.STAYS, N_("Objections that you see too")),
    _member("objection_turn", "member_id", Fate.STAYS, N_("What you said about objections")),
    _member("setting_aside", "member_id", Fate.STAYS, N_("Objections that you would set aside")),
    _person("join_request", Fate.EMPTIED, N_("Where you asked to join")),
    _member("invitation", "made_by", Fate.EMPTIED, N_("Invitations that you made"), "token_digest",
            "address", "via_id"),
    Spot("invitation", "address", "address", Fate.EMPTIED, N_("Invitations to you"),
         frozenset({"token_digest", "via_id"})),
    _member("steward_change", "member_id", Fate.STAYS,
            N_("What was proposed about you and stewards")),
    _member("steward_change", "proposed_by", Fate.STAYS, N_("What you proposed about stewards"),
            "answer_id"),
)  # fmt: skip

#: Columns that look as if they pointed to a person, and why they do not.
EXCUSED = {
    "stance.seat_id": "it is listed, by seat",
    "outgoing_mail.to_address": "it is listed, by address",
    "sign_in.address_digest": "a keyed digest, in a row that is listed by its person",
    "erasure.person": "the random name of somebody who is erased, so that it holds after a restore",
}


@dataclass(frozen=True, slots=True)
class Me:
    """A person, and all the numbers by which rows point to them."""

    person: int
    email: str
    members: tuple[int, ...]
    handles: tuple[str, ...]
    seats: tuple[int, ...]


def me(reader: Reader, person: PersonRow) -> Me:
    """A person with their memberships, past ones too, and their seats."""
    assert person.id is not None
    wanted = select_rows(MembershipRow).where(MembershipRow.person_id == person.id)
    rows = reader.session.exec(wanted.order_by(col(MembershipRow.id))).all()
    members = tuple(row.id for row in rows if row.id is not None)
    seats = reader.session.exec(
        select_rows(SeatRow.id).where(col(SeatRow.member_id).in_(members))
    ).all()
    handles = tuple(row.handle for row in rows)
    return Me(person.id, person.email, members, handles, tuple(one for one in seats if one))


def _mine(spot: Spot, who: Me) -> tuple[Table, ColumnElement[bool]]:
    table = metadata.tables[spot.table]
    column = table.columns[spot.column]
    values: dict[str, Sequence[object]] = {
        "person": (who.person,),
        "member": who.members,
        "seat": who.seats,
        "address": (who.email,),
    }
    return table, column.in_(values[spot.points_to])


def rows_of(reader: Reader, spot: Spot, who: Me) -> Iterator[RowMapping]:
    """The rows of one spot that point to a person, oldest first."""
    table, mine = _mine(spot, who)
    wanted = select(table).where(mine).order_by(*table.primary_key.columns)
    yield from reader.session.connection().execute(wanted).mappings()


def let_go(writer: Writer, who: Me) -> None:
    """Delete the rows that go with a person, and empty the columns that are emptied."""
    connection = writer.session.connection()
    for spot in SPOTS:
        table, mine = _mine(spot, who)
        if spot.fate is Fate.GOES:
            connection.execute(delete(table).where(mine))
        elif spot.fate is Fate.EMPTIED and spot.table != "person":
            values: dict[str, Any] = {spot.column: None}
            connection.execute(update(table).where(mine).values(values))
    writer.session.expire_all()
