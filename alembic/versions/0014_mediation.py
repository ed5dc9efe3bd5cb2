"""Private conversations between people and one steward.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

from app.storage.tables.base import UTCDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mediation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begun_at", UTCDateTime(), nullable=False),
        sa.Column("written_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name=op.f("fk_mediation_charter_id_charter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation")),
        sa.UniqueConstraint("charter_id", "number", name=op.f("uq_mediation_charter_id_number")),
    )
    op.create_index(op.f("ix_mediation_written_at"), "mediation", ["written_at"])
    op.create_index(op.f("ix_mediation_ended_at"), "mediation", ["ended_at"])
    _people()
    _notes()


def _of_mediation(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["mediation_id"], ["mediation.id"], name=op.f(f"fk_{table}_mediation_id_mediation")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["membership.id"], name=op.f(f"fk_{table}_member_id_membership")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _people() -> None:
    op.create_table(
        "mediation_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mediation_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("is_steward", sa.Boolean(), nullable=False),
        sa.Column("has_begun", sa.Boolean(), nullable=False),
        sa.Column("left_at", UTCDateTime(), nullable=True),
        *_of_mediation("mediation_person"),
        sa.UniqueConstraint(
            "mediation_id", "member_id", name=op.f("uq_mediation_person_mediation_id_member_id")
        ),
    )
    op.create_index(op.f("ix_mediation_person_member_id"), "mediation_person", ["member_id"])


def _notes() -> None:
    op.create_table(
        "mediation_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mediation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        *_of_mediation("mediation_note"),
        sa.UniqueConstraint(
            "mediation_id", "number", name=op.f("uq_mediation_note_mediation_id_number")
        ),
    )
    op.create_index(op.f("ix_mediation_note_member_id"), "mediation_note", ["member_id"])
    op.create_index(op.f("ix_mediation_note_is_told"), "mediation_note", ["is_told"])


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
