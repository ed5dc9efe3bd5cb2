"""On which revision a decision was opened, the text that would result, and why it ended.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# What was in force when a decision was opened follows from when the revisions were published.
_IN_FORCE = """
UPDATE round SET in_force = (
    SELECT max(revision.number) FROM revision
    JOIN amendment ON amendment.charter_id = revision.charter_id
    WHERE amendment.id = round.amendment_id AND revision.published_at <= round.opened_at
)
"""


def upgrade() -> None:
    op.add_column("round", sa.Column("in_force", sa.Integer(), nullable=True))
    op.add_column("round", sa.Column("result_sha256", sa.Text(), nullable=True))
    op.add_column("round", sa.Column("cause", sa.Text(), nullable=True))
    op.execute(_IN_FORCE)


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
