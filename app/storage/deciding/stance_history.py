"""Every answer of a round, also those that were changed later."""

from __future__ import annotations

from sqlalchemy import select as select_columns
from sqlmodel import col

from amendments.deciding.stances import Stance, StanceKind
from app.storage.engine.session import Reader
from app.storage.record.personal_words import texts
from app.storage.tables import SeatRow, StanceRow


def of_round(reader: Reader, round_id: int) -> list[tuple[int, Stance]]:
    """Every answer that was given in a round with the member whose it is, oldest first."""
    wanted = (
        select_columns(
            col(SeatRow.member_id),
            col(SeatRow.seat),
            col(StanceRow.kind),
            col(StanceRow.at),
            col(StanceRow.reason_id),
            col(StanceRow.acceptable_if_id),
            col(StanceRow.recorded_by),
        )
        .join(SeatRow, col(SeatRow.id) == StanceRow.seat_id)
        .where(col(SeatRow.round_id) == round_id)
        .order_by(col(StanceRow.id))
    )
    found = reader.session.connection().execute(wanted).all()
    said = texts(reader, [one for *_, reason, accept, _ in found for one in (reason, accept)])
    return [
        (
            member,
            Stance(
                seat=seat,
                kind=StanceKind(kind),
                at=at,
                reason=(said.get(reason) or None) if reason else None,
                acceptable_if=(said.get(accept) or None) if accept else None,
                recorded_by=recorded_by,
            ),
        )
        for member, seat, kind, at, reason, accept, recorded_by in found
    ]
