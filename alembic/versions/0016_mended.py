"""What earlier forms of the first two migrations made otherwise.

Revision ID: 0016
Revises: 0015

Both were changed after databases had been made with them: 0001 called the column for what was
counted in a round `counts`, and kept less in it; 0002 let nobody set an objection aside twice.
Databases that were made then have the same tables as new ones from here on.
"""

import json

import sqlalchemy as sa
from alembic import op

from app.storage.tables.base import UTCDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

#: What the first form of 0002 had, and its later form has not.
ONCE_ONLY = "uq_setting_aside_objection_id_member_id_raised_in"
BY_OBJECTION = "ix_setting_aside_objection_id"

_ROUND = sa.table(
    "round",
    sa.column("id", sa.Integer()),
    sa.column("amendment_id", sa.Integer()),
    sa.column("number", sa.Integer()),
    sa.column("closing", sa.Text()),
)
_AMENDMENT = sa.table(
    "amendment",
    sa.column("id", sa.Integer()),
    sa.column("charter_id", sa.Integer()),
    sa.column("number", sa.Integer()),
)
_EVENT = sa.table(
    "event",
    sa.column("charter_id", sa.Integer()),
    sa.column("amendment_number", sa.Integer()),
    sa.column("kind", sa.String()),
    sa.column("line", sa.Text()),
)


def upgrade() -> None:
    found = sa.inspect(op.get_bind())
    if "counts" in {one["name"] for one in found.get_columns("round")}:
        # Both databases rename in place, and what refers to the table goes on doing so.
        op.execute("ALTER TABLE round RENAME COLUMN counts TO closing")
        _tell_of_objections()
    if ONCE_ONLY in {one["name"] for one in found.get_unique_constraints("setting_aside")}:
        _let_it_be_set_aside_again()
    if BY_OBJECTION not in {one["name"] for one in found.get_indexes("setting_aside")}:
        op.create_index(BY_OBJECTION, "setting_aside", ["objection_id"])


def _tell_of_objections() -> None:
    """Keep with each closed round where its objections stood then; the record says so."""
    connection = op.get_bind()
    closed = (
        sa.select(_ROUND.c.id, _ROUND.c.number, _ROUND.c.closing, _AMENDMENT.c.charter_id)
        .add_columns(_AMENDMENT.c.number.label("amendment"))
        .join(_AMENDMENT, _AMENDMENT.c.id == _ROUND.c.amendment_id)
        .where(_ROUND.c.closing.is_not(None))
    )
    for row in connection.execute(closed).all():
        stood = _objections(connection, row.charter_id, row.amendment, row.number)
        closing = json.dumps({"counts": json.loads(row.closing), "objections": stood})
        connection.execute(sa.update(_ROUND).where(_ROUND.c.id == row.id).values(closing=closing))


def _objections(
    connection: sa.Connection, charter: int, amendment: int, number: int
) -> dict[str, str]:
    lines = sa.select(_EVENT.c.line).where(
        _EVENT.c.charter_id == charter,
        _EVENT.c.amendment_number == amendment,
        _EVENT.c.kind == "round.closed",
    )
    said = (json.loads(line)["data"] for line in connection.execute(lines).scalars())
    return {
        str(one["objection"]): one["status"]
        for data in said
        if data["round"] == number
        for one in data["objections"]
    }


def _let_it_be_set_aside_again() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(ONCE_ONLY, "setting_aside", type_="unique")
        return
    # The table is made anew, and what refuses changes of its rows goes with the old one.
    with op.batch_alter_table("setting_aside", copy_from=_setting_aside(), recreate="always"):
        pass
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER setting_aside_no_{act.lower()} BEFORE {act} ON setting_aside "
            "BEGIN SELECT RAISE(ABORT, 'rows of setting_aside are never changed'); END"
        )


def _setting_aside() -> sa.Table:
    """The table as the later form of 0002 makes it."""

    def refers(column: str, to: str) -> sa.ForeignKeyConstraint:
        name = op.f(f"fk_setting_aside_{column}_{to}")
        return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name)

    return sa.Table(
        "setting_aside",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("raised_in", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=False),
        refers("member_id", "membership"),
        refers("objection_id", "objection"),
        refers("reason_id", "words"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_aside")),
    )


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
