"""Notices, how people want their mail, messages in two forms; PostgreSQL tells of new events.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.storage.tables.base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TELL = """
CREATE FUNCTION tell_of_event() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN PERFORM pg_notify('charter_event', NEW.charter_id::text); RETURN NULL; END$$
"""


def upgrade() -> None:
    _notices()
    _choices()
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("html", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("headers", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("not_after", app.storage.tables.base.UTCDateTime(), nullable=True)
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_TELL)
        op.execute(
            "CREATE TRIGGER event_told AFTER INSERT ON event "
            "FOR EACH ROW EXECUTE FUNCTION tell_of_event()"
        )


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due_at", app.storage.tables.base.UTCDateTime(), nullable=False),
        sa.Column("ready_at", app.storage.tables.base.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name=op.f("fk_notice_charter_id_charter")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "charter_id",
            "seq",
            "kind",
            "person_id",
            name=op.f("uq_notice_charter_id_seq_kind_person_id"),
        ),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_person_id"), ["person_id"], unique=False)


def _choices() -> None:
    op.create_table(
        "mail_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("holds_important", sa.Boolean(), nullable=False),
        sa.Column("switched_off", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name=op.f("fk_mail_choice_charter_id_charter")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mail_choice_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_choice")),
        sa.UniqueConstraint(
            "person_id", "charter_id", name=op.f("uq_mail_choice_person_id_charter_id")
        ),
    )
    op.create_table(
        "quiet_hours",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("timezone", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_quiet_hours_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_quiet_hours")),
    )


def downgrade() -> None:
    msg = "What people chose about their mail would be lost; restore a backup instead."
    raise NotImplementedError(msg)
