"""Addresses of databases: each form that people write works, or ends in plain words."""

from __future__ import annotations

from threading import Event

import psycopg
import pytest
from sqlalchemy import create_engine, text

from app.storage.engine.database import Database, Unusable
from app.storage.engine.database_url import BadDatabaseURL, read_database_url, shown
from app.storage.record.watch import watch
from tests.support.postgres import free_port


def _options(url):
    made = create_engine(read_database_url(url))
    _, options = made.dialect.create_connect_args(made.url)
    options.pop("context", None)
    return options


TWO = {"host": "a,b", "port": "5432,5433", "dbname": "name"}


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("postgresql://a:5432,b:5433/name", TWO),
        ("postgresql:///name?host=a:5432,b:5433", TWO),
        ("postgresql:///name?host=a:5432&host=b:5433", TWO),
        ("postgresql:///name?host=a,b&port=5432,5433", TWO),
        ("postgresql+psycopg://a:5432,b:5433/name", TWO),
        ("postgresql://a,b/name", {"host": "a,b", "port": ",", "dbname": "name"}),
        (
            "postgresql://ada:p%40ss@a:5432,b:5433/name?target_session_attrs=read-write",
            {**TWO, "user": "ada", "password": "p@ss", "target_session_attrs": "read-write"},
        ),
        ("postgres://a/name", {"host": "a", "dbname": "name"}),
        ("postgresql://[::1]:5433/name", {"host": "::1", "port": 5433, "dbname": "name"}),
        (
            "postgresql:///name?host=[::1]:5433,b:5434",
            {"host": "::1,b", "port": "5433,5434", "dbname": "name"},
        ),
        ("postgresql:///name?host=/run/postgresql", {"host": "/run/postgresql", "dbname": "name"}),
        ("postgresql:///name", {"dbname": "name"}),
    ],
)
def test_one_host_or_several_are_read_in_every_form(url, options):
    assert _options(url) == options


MALFORMED = [
    "",
    "nonsense",
    "charter.db",
    "postgresql:",
    "postgresql://",
    "postgresql://a",
    "postgresql://a:x/name",
    "postgresql://a:0/name",
    "postgresql://a:99999/name",
    "postgresql://a:5432,b:x/name",
    "postgresql://a:1:2/name",
    "postgresql://a,:5433/name",
    "postgresql://,/name",
    "postgresql://[::1/name",
    "postgresql://a b/name",
    "postgresql://ada:%zz@a/name",
    "postgresql://ada:geheim@geheim@a/name",
    "postgresql://ada:geheim/geheim@a/name",
    "postgresql://a/name?nothing=1",
    "postgresql://a/name?nothing",
    "postgresql://a/name?sslmode=require&sslmode=disable",
    "postgresql://a/name?host=b",
    "postgresql:///name?host=a:1,b:2&port=3,4",
    "postgresql:///name?host=a,b&port=1,2,3",
    "postgresql:///name?host=::1",
    "mysql://x/y",
    "sqlite+aiosqlite:///x.db",
    "sqlite://",
    "sqlite:///",
    "sqlite:///:memory:",
    "sqlite://charter.db",
    "sqlite:///charter.db?mode=ro",
    "sqlite:///folder/",
]
DRIVERS_WORDS = ("invalid literal", "Traceback", "ValueError", "unpack", "None", "geheim")


@pytest.mark.parametrize("url", MALFORMED)
def test_what_is_no_address_is_said_in_plain_words_without_a_secret(url):
    with pytest.raises(Unusable) as refused:
        Database(url)
    said = str(refused.value)
    assert said.startswith("CHARTER_DATABASE_URL is no database URL: ")
    assert "sqlite:///data/charter.db" in said
    assert not [word for word in DRIVERS_WORDS if word in said]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "postgresql://ada:geheim@a:5432,b:5433/name?sslmode=require",
            "postgresql://a:5432,b:5433/name",
        ),
        ("postgresql:///name?host=a,b&port=5433", "postgresql://a:5433,b:5433/name"),
        ("postgresql://a/name", "postgresql://a/name"),
        ("postgresql:///name?host=/run/postgresql", "postgresql:///run/postgresql/name"),
        ("sqlite:////srv/charter.db", "/srv/charter.db"),
    ],
)
def test_a_database_is_shown_without_a_password(url, told):
    assert shown(read_database_url(url)) == told


def test_what_is_no_address_is_refused_before_any_driver_sees_it():
    with pytest.raises(BadDatabaseURL):
        read_database_url("postgresql://a:5432,b:x/name")


@pytest.mark.postgresql
def test_the_host_that_can_be_written_is_found_also_by_what_watches(postgres_source):
    url = postgres_source.fresh()
    found = psycopg.conninfo.conninfo_to_dict(url)
    there = f"{found['host']}:{found['port']}"
    several = (
        f"postgresql://{found['user']}@127.0.0.1:{free_port()},{there}/{found['dbname']}"
        "?target_session_attrs=read-write&connect_timeout=5"
    )
    database = Database(several)
    with database.reading() as reader:
        assert reader.session.connection().execute(text("SELECT 1")).scalar_one() == 1
    stop, seen = Event(), []

    def changed():
        seen.append("changed")
        stop.set()

    watch(database, stop, changed)
    assert seen == ["changed"]
    database.dispose()
    postgres_source.forget(url)
