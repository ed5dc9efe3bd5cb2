"""Every answer of a round, also those that were changed later."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select as select_columns
from sqlmodel import col

from amendments.deciding.stances import Stance, StanceKind
from app.storage.engine.gather import columns_of
from app.storage.engine.session import Reader
from app.storage.record.personal_words import texts
from app.storage.record.word_columns import ids_of_words, words_in
from app.storage.tables import SeatRow, StanceRow


def of_round(reader: Reader, round_id: int) -> list[tuple[int, Stance]]:
    """Every answer that was given in a round with the member whose it is, oldest first."""
    wanted = (
        select_columns(
            col(SeatRow.member_id),
            col(SeatRow.seat),
            *columns_of(StanceRow),
        )
        .join(SeatRow, col(SeatRow.id) == StanceRow.seat_id)
        .where(col(SeatRow.round_id) == round_id)
        .order_by(col(StanceRow.id))
    )
    found = reader.session.connection().execute(wanted).all()
    said = texts(reader, [one for row in found for one in ids_of_words(StanceRow, row)])
    return [
        (
            row.member_id,
            Stance(
                seat=row.seat,
                kind=StanceKind(row.kind),
                at=row.at,
                recorded_by=row.recorded_by,
                **stance_words(row, said),
            ),
        )
        for row in found
    ]


def stance_words(row: object, said: Mapping[int, str]) -> dict[str, str | None]:
    """The words of an answer's row by their fields, None where there are none; `said` by id."""
    return {name: one or None for name, one in words_in(StanceRow, row, said).items()}
