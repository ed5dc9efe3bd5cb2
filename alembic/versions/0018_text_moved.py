"""Which answers were given before the text around a proposal moved.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("round", sa.Column("unconfirmed", sa.Text(), server_default="[]", nullable=False))
    op.add_column("round", sa.Column("read_with", sa.Integer(), nullable=True))


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
