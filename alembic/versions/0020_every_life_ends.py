"""How proposals end and go on: left, handed over, taken up, closed with a time to say no.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

from app.storage.tables.base import UTCDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    op.add_column("author", sa.Column("left_at", UTCDateTime(), nullable=True))
    op.add_column(
        "author_invitation",
        sa.Column("hand_over", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "objection",
        sa.Column("author_left", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "amendment_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("same_as", sa.Integer(), nullable=True),
        sa.Column("note_id", sa.Integer(), nullable=True),
        _points("amendment_end", "amendment_id", "amendment"),
        _points("amendment_end", "member_id", "membership"),
        _points("amendment_end", "note_id", "words"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment_end")),
    )
    op.create_index(op.f("ix_amendment_end_amendment_id"), "amendment_end", ["amendment_id"])
    op.create_table(
        "announced_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("same_as", sa.Integer(), nullable=True),
        sa.Column("note_id", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("over_at", UTCDateTime(), nullable=True),
        sa.Column("refused_by", sa.Integer(), nullable=True),
        sa.Column("refusal_id", sa.Integer(), nullable=True),
        _points("announced_end", "amendment_id", "amendment"),
        _points("announced_end", "member_id", "membership"),
        _points("announced_end", "note_id", "words"),
        _points("announced_end", "refused_by", "membership"),
        _points("announced_end", "refusal_id", "words"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announced_end")),
    )
    op.create_index(op.f("ix_announced_end_amendment_id"), "announced_end", ["amendment_id"])
    op.create_table(
        "taken_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        _points("taken_up", "amendment_id", "amendment"),
        _points("taken_up", "member_id", "membership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_up")),
    )
    op.create_index(op.f("ix_taken_up_amendment_id"), "taken_up", ["amendment_id"])


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
