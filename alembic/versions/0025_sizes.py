"""What the history shows of a revision is kept with it, and what names look like with them.

So that no page reads every text, or everybody. What is there already is measured in small parts.

Revision ID: 0025
Revises: 0024
"""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
import sqlmodel
from alembic import op

from amendments.shown_names import likeness_of
from app.rendering.markdown import heading_names
from charter import Document, parse_change_set
from charter.canonical import digest
from charter.measuring import measured

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

#: How many texts, and how many people, are in memory at a time.
TEXTS, PEOPLE = 20, 1000

CHARTER = sa.table("charter", sa.column("id"))
REVISION = sa.table(
    "revision",
    *(sa.column(one) for one in ("charter_id", "number", "text", "blocks", "change_sha256")),
)
CHANGE_SET = sa.table("change_set", sa.column("sha256"), sa.column("json_text"))
PERSON = sa.table(
    "person", *(sa.column(one) for one in ("id", "name", "likeness", "other_likeness"))
)
SIZES = (
    *("charter_id", "number", "characters", "lines", "passages"),
    *("changed", "added", "taken_out", "moved", "words_added", "words_removed"),
)
REVISION_SIZE = sa.table("revision_size", *(sa.column(one) for one in (*SIZES, "sections")))
HEADING_NAME = sa.table(
    "heading_name", *(sa.column(one) for one in ("charter_id", "name_sha256", "number", "block"))
)
PASSAGE_CHANGE = sa.table(
    "passage_change",
    sa.column("charter_id"),
    sa.column("block"),
    sa.column("number"),
    sa.column("stands", sa.Boolean),
)


def upgrade() -> None:
    op.create_table(
        "revision_size",
        *(sa.Column(one, sa.Integer(), nullable=False) for one in SIZES),
        sa.Column("sections", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name=op.f("fk_revision_size_charter_id_charter")
        ),
        sa.PrimaryKeyConstraint("charter_id", "number", name=op.f("pk_revision_size")),
    )
    op.create_table(
        "passage_change",
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("block", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name=op.f("fk_passage_change_charter_id_charter")
        ),
        sa.PrimaryKeyConstraint("charter_id", "block", "number", name=op.f("pk_passage_change")),
    )
    op.create_table(
        "heading_name",
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("name_sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("block", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name=op.f("fk_heading_name_charter_id_charter")
        ),
        sa.PrimaryKeyConstraint(
            "charter_id", "name_sha256", "number", name=op.f("pk_heading_name")
        ),
    )
    for column in ("likeness", "other_likeness"):
        op.add_column(
            "person",
            sa.Column(
                column, sqlmodel.sql.sqltypes.AutoString(), server_default="", nullable=False
            ),
        )
    connection = op.get_bind()
    for row in connection.execute(sa.select(CHARTER.c.id)).all():
        _measure(connection, row.id)
    _liken(connection)
    _index()


def _index() -> None:
    op.drop_index(op.f("ix_words_charter_id"), "words")
    for table, *columns in (
        ("words", "charter_id", "seq"),
        ("event", "charter_id", "amendment_number", "seq"),
        ("event", "charter_id", "kind", "seq"),
        ("membership", "charter_id", "left_at", "id"),
        ("membership", "charter_id", "role"),
        ("revision", "round_id"),
        ("person", "likeness"),
        ("person", "other_likeness"),
    ):
        # The id is in it for PostgreSQL, which has no rows in order of their ids by itself.
        name = "_".join(one for one in columns if one != "id")
        op.create_index(op.f(f"ix_{table}_{name}"), table, columns)


def _measure(connection: sa.Connection, charter: int) -> None:
    before: Document | None = None
    known: dict[str, str] = {}
    for row in _revisions(connection, charter):
        document = Document.from_rows(row.text, json.loads(row.blocks))
        change_set = parse_change_set(json.loads(row.json_text))
        found = measured(before, document, change_set)
        size = {
            "charter_id": charter,
            "number": row.number,
            "characters": found.characters,
            "lines": found.lines,
            "passages": found.passages,
            "changed": found.changed,
            "added": found.added,
            "taken_out": found.taken_out,
            "moved": found.moved,
            "words_added": found.size.added,
            "words_removed": found.size.removed,
            "sections": json.dumps(found.sections.to_dict(), separators=(",", ":")),
        }
        connection.execute(REVISION_SIZE.insert(), size)
        touched = [
            {"charter_id": charter, "block": block, "number": row.number, "stands": stands}
            for block, stands in found.touched.items()
        ]
        if touched:
            connection.execute(PASSAGE_CHANGE.insert(), touched)
        names = heading_names(document)
        changed = [
            {"charter_id": charter, "name_sha256": digest(name), "number": row.number}
            | {"block": names.get(name)}
            for name in sorted(known.keys() | names.keys())
            if known.get(name) != names.get(name)
        ]
        if changed:
            connection.execute(HEADING_NAME.insert(), changed)
        before, known = document, names


def _revisions(connection: sa.Connection, charter: int) -> Iterator[sa.Row[Any]]:
    """The revisions of a charter, oldest first, with the change sets that made them."""
    wanted = (
        sa.select(REVISION.c.number, REVISION.c.text, REVISION.c.blocks, CHANGE_SET.c.json_text)
        .join(CHANGE_SET, CHANGE_SET.c.sha256 == REVISION.c.change_sha256)
        .where(REVISION.c.charter_id == charter)
        .order_by(REVISION.c.number)
        .limit(TEXTS)
    )
    last = 0
    while found := connection.execute(wanted.where(REVISION.c.number > last)).all():
        yield from found
        last = found[-1].number


def _liken(connection: sa.Connection) -> None:
    wanted = sa.select(PERSON.c.id, PERSON.c.name).order_by(PERSON.c.id).limit(PEOPLE)
    change = (
        PERSON.update()
        .where(PERSON.c.id == sa.bindparam("person"))
        .values(likeness=sa.bindparam("one"), other_likeness=sa.bindparam("other"))
    )
    last = 0
    while found := connection.execute(wanted.where(PERSON.c.id > last)).all():
        likenesses = [(row.id, *likeness_of(row.name)) for row in found]
        connection.execute(
            change,
            [{"person": who, "one": one, "other": other} for who, one, other in likenesses],
        )
        last = found[-1].id


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
