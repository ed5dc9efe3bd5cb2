"""What the open proposals of a charter would change, and nothing else of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_
from sqlalchemy import select as select_columns
from sqlmodel import col

from amendments.status import Status
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader
from app.storage.tables import AmendmentRow, ChangeSetRow, VersionRow


class OpenChangeRow(NamedTuple):
    """An amendment in discussion or being decided, by id and number: its change as JSON, and the
    number of the revision that it was made for.
    """

    id: int
    number: int
    base: int
    change: str


def open_changes_in(charter: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The question for the open changes in a charter."""
    return (
        select_columns(
            col(AmendmentRow.id),
            col(AmendmentRow.number),
            col(VersionRow.base),
            col(ChangeSetRow.json_text),
        )
        .join(
            VersionRow,
            and_(
                col(VersionRow.amendment_id) == AmendmentRow.id,
                col(VersionRow.number) == AmendmentRow.version,
            ),
        )
        .join(ChangeSetRow, col(ChangeSetRow.sha256) == VersionRow.change_sha256)
        .where(charter, col(AmendmentRow.status).in_([Status.DISCUSSION.value, Status.ROUND.value]))
    )


def changes_of(found: Iterable[Any]) -> list[OpenChangeRow]:
    """The changes that rows hold, by their numbers."""
    return sorted((OpenChangeRow(*one) for one in found), key=lambda one: one.number)


@read_once
def open_changes(reader: Reader, charter_id: int) -> list[OpenChangeRow]:
    """The open changes in a charter, by their numbers."""
    wanted = open_changes_in(col(AmendmentRow.charter_id) == charter_id)
    return changes_of(reader.session.connection().execute(wanted))
