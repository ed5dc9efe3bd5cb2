"""Who was erased, without saying who.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from app.storage.tables.base import UTCDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("person", Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("words", sa.Boolean(), nullable=False),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.Column("cleaned_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_erasure")),
    )


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
