"""Who has said something about amendments that are being discussed, several at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select as select_columns
from sqlalchemy import union
from sqlmodel import col

from app.storage.belonging.present_members import in_parts
from app.storage.engine.session import Reader
from app.storage.tables import CommentRow, SenseRow, SummaryRow


def heard_on(reader: Reader, amendment_ids: Collection[int]) -> dict[int, set[int]]:
    """Who commented, summed up, or said how it feels, by the ids of amendments."""
    found: dict[int, set[int]] = defaultdict(set)
    for part in in_parts(amendment_ids):
        said = [
            select_columns(col(table.amendment_id), col(table.member_id)).where(
                col(table.amendment_id).in_(part)
            )
            for table in (CommentRow, SummaryRow, SenseRow)
        ]
        for amendment, member in reader.session.connection().execute(union(*said)):
            found[amendment].add(member)
    return found
