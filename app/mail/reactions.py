"""What follows from an event: who is told. Services know nothing of it.

Each charter has a cursor; events after it are read in order, and what they cause is written in
one transaction with the cursor's move, so that nothing is told twice or forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import select

from amendments.events import Kind
from app.mail.outbox import put
from app.storage import amendments, charters, record, rounds
from app.storage.charters import Charter
from app.storage.database import Database, Writer
from app.storage.tables import CharterRow, EventRow

Reaction = Callable[[Writer, Charter, Mapping[str, Any], str], None]


def forget(writer: Writer, charter: Charter) -> None:
    """Let nothing follow from what has happened so far."""
    last = record.last_line(writer, charter.id)
    row = writer.session.get_one(CharterRow, charter.id)
    row.reacted = last.seq if last else 0


def react(database: Database, base_url: str) -> None:
    """Do what follows from the events since the last time."""
    with database.reading() as reader:
        newest = (
            select(EventRow.id)
            .where(EventRow.charter_id == CharterRow.id, EventRow.seq > CharterRow.reacted)
            .exists()
        )
        waiting = list(reader.session.exec(select(CharterRow.slug).where(newest)))
    for slug in waiting:
        with database.writing() as writer:
            charter = charters.lock(writer, slug)
            if charter is not None:
                _react_in(writer, charter, base_url)


def _react_in(writer: Writer, charter: Charter, base_url: str) -> None:
    row = writer.session.get_one(CharterRow, charter.id)
    for line in list(record.lines(writer, charter.id, after=row.reacted)):
        reaction = REACTIONS.get(line.kind)
        if reaction is not None:
            reaction(writer, charter, json.loads(line.line)["data"], base_url)
        row.reacted = line.seq


def _round_opened(writer: Writer, charter: Charter, data: Mapping[str, Any], base_url: str) -> None:
    """Tell everyone on the roll; someone whose objection is carried over is told so."""
    kept = amendments.find(writer, charter.id, data["amendment"])
    decision = rounds.find(writer, kept.id, data["round"]) if kept else None
    if kept is None or decision is None or not decision.value.is_open:
        return
    version = amendments.version(writer, kept.id, decision.value.version)
    people = {one.member: one for one in charters.members(writer, charter.id, also_past=True)}
    objectors = {one.member for one in decision.value.objections if one.raised_in < data["round"]}
    until = decision.value.closes_at.astimezone(charter.zone)
    link = f"{base_url}/{charter.slug}/amendments/{kept.value.number}"
    for member in decision.value.roll.values():
        who = people[member]
        body = (
            f"Dear {who.name},\n\n"
            f"a decision has begun in {charter.title}: “{version.title if version else ''}”.\n"
            f"You can answer until {until:%A, %-d %B %Y, %H:%M} ({charter.zone.key}).\n"
        )
        if member in objectors:
            body += (
                "\nYou objected in an earlier round, and the text has changed since. Please say "
                "whether your objection is met. If you do not answer in this round, it will be "
                "kept as a concern, and the record will say that you did not answer.\n"
            )
        body += f"\nRead and answer here: {link}\n"
        put(
            writer, who.email, f"Please answer: {charter.title}, proposal {data['amendment']}", body
        )


#: What follows from each kind of event.
REACTIONS: dict[str, Reaction] = {Kind.ROUND_OPENED.value: _round_opened}
