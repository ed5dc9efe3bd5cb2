"""What is said in a round is held back from the record until the round ends.

Rounds that are open go on as they began.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from app.storage.tables.base import UTCDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "round", sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        "held_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("amendment_number", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("is_told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name=op.f("fk_held_line_charter_id_charter")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_held_line_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_line")),
    )
    op.create_index(op.f("ix_held_line_charter_id"), "held_line", ["charter_id"])
    op.create_index(op.f("ix_held_line_round_id"), "held_line", ["round_id"])
    if op.get_bind().dialect.name == "postgresql":
        # Who may know of it is woken as by a line of the record.
        op.execute(
            "CREATE TRIGGER held_line_told AFTER INSERT ON held_line "
            "FOR EACH ROW EXECUTE FUNCTION tell_of_event()"
        )


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
