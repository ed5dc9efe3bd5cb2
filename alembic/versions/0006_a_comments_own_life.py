"""A comment's own life: other words, taken back, settled; and who is called in it.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from app.storage.tables.base import UTCDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("taken_back_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("settled_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("settled_by", sa.Integer(), nullable=True))
    op.create_table(
        "comment_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_comment_edit_comment_id_comment")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["words.id"], name=op.f("fk_comment_edit_body_id_words")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_edit")),
        sa.UniqueConstraint("comment_id", "number", name=op.f("uq_comment_edit_comment_id_number")),
    )
    op.create_table(
        "mention",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_mention_comment_id_comment")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["membership.id"], name=op.f("fk_mention_member_id_membership")
        ),
        sa.PrimaryKeyConstraint("comment_id", "member_id", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_member_id"), "mention", ["member_id"])


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
