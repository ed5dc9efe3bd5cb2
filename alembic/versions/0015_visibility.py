"""Who can read a charter, and who agreed to it.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

from app.storage.tables.base import UTCDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("charter") as charter:
        charter.add_column(
            sa.Column("discussion", sa.String(), nullable=False, server_default="members")
        )
        charter.add_column(sa.Column("public_since", UTCDateTime(), nullable=True))
        charter.add_column(sa.Column("discussion_since", UTCDateTime(), nullable=True))
        charter.add_column(sa.Column("next_openness", sa.String(), nullable=True))
        charter.add_column(sa.Column("widens_at", UTCDateTime(), nullable=True))
    op.execute("UPDATE charter SET public_since = created_at WHERE visibility = 'public'")
    name = op.f("fk_visibility_consent_member_id_membership")
    op.create_table(
        "visibility_consent",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["membership.id"], name=name),
        sa.PrimaryKeyConstraint("member_id", "part", name=op.f("pk_visibility_consent")),
    )


def downgrade() -> None:
    msg = "Restore a backup that the older version made instead."
    raise NotImplementedError(msg)
