"""How new a charter is, in one small question: for pages that are kept, and for what is due."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, false, func
from sqlmodel import col, or_, select

from app.storage.charters import is_possible
from app.storage.database import Reader
from app.storage.tables import (
    AmendmentRow,
    AnnouncedEndRow,
    CharterRow,
    EventRow,
    HeldLineRow,
    RoundRow,
    UTCDateTime,
)

_NEWEST = select(func.max(EventRow.seq)).where(EventRow.charter_id == CharterRow.id)
_HELD = select(func.max(HeldLineRow.id)).where(HeldLineRow.charter_id == CharterRow.id)
_DUE = (
    select(RoundRow.id)
    .join(AmendmentRow, col(AmendmentRow.id) == RoundRow.amendment_id)
    .where(
        AmendmentRow.charter_id == CharterRow.id,
        col(RoundRow.outcome).is_(None),
        col(RoundRow.closes_at) <= bindparam("now", type_=UTCDateTime),
    )
)
_ENDS = (
    select(AnnouncedEndRow.id)
    .join(AmendmentRow, col(AmendmentRow.id) == AnnouncedEndRow.amendment_id)
    .where(
        AmendmentRow.charter_id == CharterRow.id,
        col(AnnouncedEndRow.outcome).is_(None),
        col(AnnouncedEndRow.ends_at) <= bindparam("now", type_=UTCDateTime),
    )
)
_WIDENS = func.coalesce(col(CharterRow.widens_at) <= bindparam("now", type_=UTCDateTime), false())
# Built once: it is asked at every request.
_QUESTION = select(
    CharterRow.visibility,
    _NEWEST.scalar_subquery(),
    _HELD.scalar_subquery(),
    or_(_DUE.exists(), _ENDS.exists(), _WIDENS),
).where(col(CharterRow.slug) == bindparam("slug"))


@dataclass(frozen=True, slots=True)
class Freshness:
    """`newest` numbers the last line of the record and the last that is held back from it.

    `is_due`: something's moment has come.
    """

    visibility: str
    newest: tuple[int, int]
    is_due: bool


def freshness(reader: Reader, slug: str) -> Freshness | None:
    """How new the charter with this slug is, None if there is none."""
    if not is_possible(slug):
        return None
    asked = {"slug": slug, "now": reader.now}
    found = reader.session.connection().execute(_QUESTION, asked).first()
    if found is None:
        return None
    return Freshness(found[0], (found[1] or 0, found[2] or 0), bool(found[3]))
