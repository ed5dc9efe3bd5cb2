"""Deadlines that moved by themselves, and why.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

from app.storage.tables.base import UTCDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deadline_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("closes_at", UTCDateTime(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_deadline_move_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_move")),
    )
    op.create_index(op.f("ix_deadline_move_round_id"), "deadline_move", ["round_id"])


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
