"""Places on the rolls of rounds: whose they are, as long as they belong to the charter."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from app.storage.engine.session import Reader
from app.storage.tables import AmendmentRow, CharterRow, MembershipRow, RoundRow, SeatRow


@dataclass(frozen=True, slots=True)
class Seat:
    """A place on the roll of a round, and the person who has it."""

    slug: str
    amendment: int
    round: int
    person: int


def find(reader: Reader, round_id: int, member_id: int) -> Seat | None:
    """The place of a present member on the roll of a round."""
    wanted = (
        select(CharterRow.slug, AmendmentRow.number, RoundRow.number, MembershipRow.person_id)
        .join(AmendmentRow, col(AmendmentRow.charter_id) == CharterRow.id)
        .join(RoundRow, col(RoundRow.amendment_id) == AmendmentRow.id)
        .join(SeatRow, col(SeatRow.round_id) == RoundRow.id)
        .join(MembershipRow, col(MembershipRow.id) == SeatRow.member_id)
        .where(
            RoundRow.id == round_id,
            SeatRow.member_id == member_id,
            col(MembershipRow.left_at).is_(None),
        )
    )
    found = reader.session.exec(wanted).first()
    return Seat(*found) if found else None
