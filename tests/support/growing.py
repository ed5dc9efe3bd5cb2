"""Large data, made in one go: what it would take years to do. The record does not tell of it."""

from __future__ import annotations

import json

from sqlalchemy import insert, update
from sqlmodel import select

from app.storage.revision_sizes import keep_size
from app.storage.tables import CharterRow, RevisionRow
from app.storage.texts import keep_change_set
from charter import undo
from charter.measuring import measured
from tests.support.community import Community
from tests.support.texts import KINDNESS

#: The size of what grows; `CHARTER_TESTS_GROWTH` asks for the whole figures.
DECIDED_BY = ("ada", "cleo", "dov", "edda")


def grow_history(community: Community, count: int) -> str:
    """Let a charter have so many revisions, in each of which one passage is changed, there and
    back, by one decided proposal. Returns the id of that passage.
    """
    if community.charter.head == 1:
        number = community.decide("cleo", community.with_words(KINDNESS))
        community.answer_all(number, DECIDED_BY)
        community.close("ada", number)
    first, second = community.revisions()[:2]
    back = undo(first.document, second.document)
    steps = [
        measured(first.document, second.document, undo(second.document, first.document)),
        measured(second.document, first.document, back),
    ]
    charter, texts = community.charter, (first.document, second.document)
    with community.database.writing() as writer:
        digest = keep_change_set(writer, back)
        found = writer.session.exec(select(RevisionRow).where(RevisionRow.number == 2)).one()
        rows = [
            {
                **found.model_dump(exclude={"id"}),
                "number": number,
                "text": texts[(number + 1) % 2].text,
                "text_sha256": texts[(number + 1) % 2].sha256,
                "blocks": json.dumps(texts[(number + 1) % 2].to_rows()),
                "change_sha256": digest,
            }
            for number in range(charter.head + 1, count + 1)
        ]
        for start in range(0, len(rows), 500):
            writer.session.connection().execute(insert(RevisionRow), rows[start : start + 500])
        for row in rows:
            keep_size(writer, charter.id, row["number"], steps[row["number"] % 2])
        writer.session.connection().execute(update(CharterRow).values(head=count))
    return next(iter(steps[0].touched))
