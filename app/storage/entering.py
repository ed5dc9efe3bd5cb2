"""What is asked of a charter whoever comes in, in one statement.

What it is, who they are in it, who guides it, and what is being decided.
"""

from __future__ import annotations

from sqlalchemy import BindParameter, Integer, String, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import col

from amendments.stewardship import stewards_at
from app.storage import authors, charters
from app.storage.database import Reader
from app.storage.gather import Gather, columns_of
from app.storage.open_rounds import OpenRound, open_rounds, open_rounds_in
from app.storage.tables import (
    AmendmentRow,
    AuthorInvitationRow,
    CharterRow,
    MembershipRow,
)

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


def read_together(reader: Reader, slug: str, person: int | None) -> None:
    """Let a reader know what it is going to ask about a charter and about somebody in it."""
    if reader.memo is None or not charters.is_possible(slug):
        return
    found = _ENTERING.read(reader, slug=slug, person=person)
    charter = charters.value_of(found["charters"][0]) if found["charters"] else None
    charters.find.know(reader, charter, slug)
    if charter is None:
        return
    terms = {one.id: one.term_ends_at for one in found["stewards"]}
    charters.stewards.know(reader, stewards_at(terms, reader.now), charter.id)
    me = found["me"][0] if found["me"] else None
    if person is not None:
        charters.membership_of.know(reader, me, charter.id, person)
    if me is not None:
        asked = {one.number for one in found["asked"]}
        authors.invitations_of.know(reader, asked, charter.id, me.id)
        rounds = [OpenRound(*one) for one in found["rounds"]]
        open_rounds.know(reader, rounds, charter.id, me.id)
