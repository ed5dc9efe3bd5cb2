"""Reviews that are due, for the lists that show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.services.entry import CharterAccess
from app.services.writing.review import due_reviews
from app.storage.engine.session import Reader
from app.storage.writing import amendments


@dataclass(frozen=True, slots=True)
class DueReview:
    """An adopted proposal whose day to look again has come."""

    number: int
    title: str
    on: date


def due_here(reader: Reader, access: CharterAccess) -> tuple[DueReview, ...]:
    """The reviews that are due in a charter, for its members."""
    if not access.actor.is_member:
        return ()
    found = due_reviews(reader, access.charter)
    newest = amendments.newest_versions(reader, [kept.id for kept in found])
    return tuple(
        DueReview(kept.value.number, newest[kept.id].title, kept.value.review_on)
        for kept in found
        if kept.value.review_on is not None
    )
