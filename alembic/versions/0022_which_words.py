"""Which of several equal quotations in a passage a comment is about.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("comment", sa.Column("occurrence", sa.Integer(), nullable=True))


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
