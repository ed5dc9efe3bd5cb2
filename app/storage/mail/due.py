"""When something is due in a charter, in one small question: it is asked at each request."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from app.storage.engine.session import Reader
from app.storage.tables import AmendmentRow, AnnouncedEndRow, CharterRow, RoundRow
from app.storage.texts.charters import is_possible

_CLOSES = (
    select(func.min(RoundRow.closes_at))
    .join(AmendmentRow, col(AmendmentRow.id) == RoundRow.amendment_id)
    .where(AmendmentRow.charter_id == CharterRow.id, col(RoundRow.outcome).is_(None))
)
_ENDS = (
    select(func.min(AnnouncedEndRow.ends_at))
    .join(AmendmentRow, col(AmendmentRow.id) == AnnouncedEndRow.amendment_id)
    .where(AmendmentRow.charter_id == CharterRow.id, col(AnnouncedEndRow.outcome).is_(None))
)
# Built once.
_QUESTION = select(
    _CLOSES.scalar_subquery(), _ENDS.scalar_subquery(), col(CharterRow.widens_at)
).where(col(CharterRow.slug) == bindparam("slug"))


def next_due(reader: Reader, slug: str) -> datetime | None:
    """When the first thing is due that nobody has done yet: a decision to be closed, an announced
    end of a proposal, or the day from which more people may read. It may be past.

    None if nothing is, or if there is no charter with this slug.
    """
    if not is_possible(slug):
        return None
    found = reader.session.connection().execute(_QUESTION, {"slug": slug}).first()
    moments = [one for one in found or () if one is not None]
    return min(moments, default=None)
