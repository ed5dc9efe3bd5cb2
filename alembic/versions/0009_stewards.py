"""Stewards: terms that end, and what two of them agree on.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from app.storage.tables.base import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString


def _key(column: str, other: str) -> sa.ForeignKeyConstraint:
    table = other.partition(".")[0]
    return sa.ForeignKeyConstraint(
        [column], [other], name=op.f(f"fk_steward_change_{column}_{table}")
    )


def upgrade() -> None:
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.add_column(sa.Column("term_ends_at", UTCDateTime(), nullable=True))
    op.create_table(
        "steward_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("way", Text(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=True),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("over_at", UTCDateTime(), nullable=True),
        _key("charter_id", "charter.id"),
        _key("member_id", "membership.id"),
        _key("proposed_by", "membership.id"),
        _key("reason_id", "words.id"),
        _key("answer_id", "words.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steward_change")),
        sa.UniqueConstraint(
            "charter_id", "number", name=op.f("uq_steward_change_charter_id_number")
        ),
    )


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
