import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from app.storage.engine.database import Database, Unusable
from app.storage.tables import metadata
from app.storage.upkeep import migrate as migrations
from app.storage.upkeep.copies import copies_of
from app.storage.upkeep.migrate import migrate
from tests.support.databases import migrate_once


@pytest.fixture
def empty(empty_url):
    database = Database(empty_url)
    database.make()
    yield database
    database.dispose()


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_an_empty_database_gets_every_table(empty):
    assert tables(empty) == set()
    migrate(empty)
    assert tables(empty) == {*metadata.tables, "alembic_version"}


def test_migrating_again_changes_nothing(empty):
    migrate(empty)
    with empty.writing() as writer:
        writer.session.execute(
            text(
                "INSERT INTO person (email, name, created_at) "
                "VALUES ('ada@example.org', 'Ada', '2026-03-02T09:00:00.000000Z')"
            )
        )
    migrate(empty)
    with empty.reading() as reader:
        assert reader.session.execute(text("SELECT name FROM person")).scalars().all() == ["Ada"]


def test_the_migrations_make_just_the_tables_that_the_program_knows(empty):
    migrate(empty)
    with empty.engine.connect() as connection:
        options = {"compare_type": True, "target_metadata": metadata}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_the_check_that_developers_run_agrees():
    migrations.check()


def test_constraints_have_the_same_names_on_both_databases(empty):
    migrate(empty)
    found = inspect(empty.engine)
    assert found.get_pk_constraint("revision")["name"] == "pk_revision"
    unique = {one["name"] for one in found.get_unique_constraints("revision")}
    assert unique == {"uq_revision_charter_id_number"}
    assert "uq_round_open" in {one["name"] for one in found.get_indexes("round")}


def test_a_database_from_a_newer_version_is_refused_and_left_alone(empty):
    migrate(empty)
    with empty.writing() as writer:
        writer.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        writer.session.execute(text("DROP TABLE outgoing_mail"))
    with pytest.raises(Unusable) as refused:
        migrate(empty)
    assert "newer version" in str(refused.value)
    assert "outgoing_mail" not in tables(empty)
    assert copies_of(empty) == []


def test_a_schema_that_this_program_does_not_know_is_refused(empty):
    with pytest.raises(Unusable, match="newer version"):
        migrate(empty, "9999")
    assert tables(empty) == set()


def test_a_fresh_copy_of_the_template_is_up_to_date(database_url):
    migrate_once(database_url)
    database = Database(database_url)
    assert tables(database) == {*metadata.tables, "alembic_version"}
    database.dispose()
