"""What is asked of a charter whoever comes in, in one statement.

What it is, who they are in it, who guides it, and what is being decided.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BindParameter, Integer, String, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import col

from amendments.belonging.stewardship import stewards_at
from app.storage.deciding.open_rounds import OpenRound, open_rounds, open_rounds_in
from app.storage.engine.gather import Gather, columns_of
from app.storage.engine.session import Reader
from app.storage.tables import (
    AmendmentRow,
    AuthorInvitationRow,
    CharterRow,
    MembershipRow,
)
from app.storage.texts import charters
from app.storage.texts.charters import Charter

_SLUG: BindParameter[str] = bindparam("slug", type_=String)
_PERSON: BindParameter[int | None] = bindparam("person", type_=Integer)
_CHARTER = select_columns(col(CharterRow.id)).where(col(CharterRow.slug) == _SLUG)
_ME = select_columns(col(MembershipRow.id)).where(
    col(MembershipRow.charter_id).in_(_CHARTER),
    col(MembershipRow.person_id) == _PERSON,
    col(MembershipRow.left_at).is_(None),
)

_ENTERING = Gather(
    charters=select_columns(*columns_of(CharterRow)).where(col(CharterRow.slug) == _SLUG),
    me=select_columns(*columns_of(MembershipRow)).where(col(MembershipRow.id).in_(_ME)),
    stewards=select_columns(col(MembershipRow.id), col(MembershipRow.term_ends_at)).where(
        col(MembershipRow.charter_id).in_(_CHARTER), *charters.GUIDES
    ),
    asked=select_columns(col(AmendmentRow.number))
    .join(AuthorInvitationRow, col(AuthorInvitationRow.amendment_id) == AmendmentRow.id)
    .where(col(AmendmentRow.charter_id).in_(_CHARTER), col(AuthorInvitationRow.member_id).in_(_ME)),
    rounds=open_rounds_in(col(AmendmentRow.charter_id).in_(_CHARTER), _ME.scalar_subquery()),
)


@dataclass(frozen=True, slots=True)
class Entered:
    """What was found: the charter, who came in is in it, its stewards, and the numbers of the
    amendments that they were asked to write.
    """

    charter: Charter | None = None
    membership: MembershipRow | None = None
    stewards: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()


def read_entered(reader: Reader, slug: str, person: int | None) -> Entered:
    """What somebody comes into. A reader knows it then, for whoever asks for a part of it."""
    if not charters.is_possible(slug):
        return Entered()
    found = _ENTERING.read(reader, slug=slug, person=person)
    if not found["charters"]:
        charters.find.know(reader, None, slug)
        return Entered()
    terms = {one.id: one.term_ends_at for one in found["stewards"]}
    entered = Entered(
        charters.value_of(found["charters"][0]),
        found["me"][0] if found["me"] else None,
        stewards_at(terms, reader.now),
        frozenset(one.number for one in found["asked"]),
    )
    _know(reader, entered, person, [OpenRound(*one) for one in found["rounds"]])
    return entered


def _know(reader: Reader, entered: Entered, person: int | None, rounds: list[OpenRound]) -> None:
    charter, me = entered.charter, entered.membership
    assert charter is not None
    charters.find.know(reader, charter, charter.slug)
    charters.stewards.know(reader, entered.stewards, charter.id)
    if person is not None:
        charters.membership_of.know(reader, me, charter.id, person)
    if me is not None and me.id is not None:
        open_rounds.know(reader, rounds, charter.id, me.id)
