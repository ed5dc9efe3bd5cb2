"""What is kept with a revision, and with a name, is what the migration finds for those before."""

import importlib.util
from pathlib import Path

from sqlalchemy import delete, insert, select, text, update

from app.storage.tables import (
    HeadingNameRow,
    PassageChangeRow,
    PersonRow,
    RevisionSizeRow,
    metadata,
)
from app.storage.upkeep.upgrading import changing
from tests.support.texts import KINDNESS

MIGRATION = Path(__file__).parents[2] / "alembic" / "versions" / "0025_sizes.py"


def migration():
    spec = importlib.util.spec_from_file_location("sizes", MIGRATION)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(connection, name):
    table = metadata.tables[name]
    return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]


def test_a_migration_measures_what_was_published_before_as_publishing_does(community):
    for words in (KINDNESS, ("wherever possible", "wherever you can")):
        number = community.decide("cleo", community.with_words(words))
        community.answer_all(number, ["ada", "cleo", "dov", "edda"])
        community.close("ada", number)
    gone = community.head.document.blocks[-1]
    new = community.head.document.text.replace(gone.text, "").rstrip() + "\n"
    number = community.decide("cleo", new)
    community.answer_all(number, ["ada", "cleo", "dov", "edda"])
    community.close("ada", number)
    names = ("revision_size", "passage_change", "heading_name")
    with changing(community.database) as connection:
        kept = {name: rows(connection, name) for name in names}
        for table in (HeadingNameRow, PassageChangeRow, RevisionSizeRow):
            connection.execute(delete(table))
        migration()._measure(connection, community.charter.id)
        assert {name: rows(connection, name) for name in names} == kept
    assert kept["heading_name"]
    sizes = kept["revision_size"]
    assert [one[1] for one in sizes] == [1, 2, 3, 4]
    assert [one[5:9] for one in sizes[1:]] == [(1, 0, 0, 0), (1, 0, 0, 0), (0, 0, 1, 0)]
    assert [one[1:] for one in kept["passage_change"] if one[1] == gone.id] == [
        (gone.id, 1, True),
        (gone.id, 4, False),
    ]


def test_a_migration_finds_what_names_look_like_as_giving_a_name_does(community):
    odd = [
        {"email": f"{n}@example.org", "name": name, "created_at": community.clock()}
        for n, name in enumerate(["Steward", "An\u200bna", "", "Illia"])
    ]
    with changing(community.database) as connection:
        kept = rows(connection, "person")
        assert all(row[-2] for row in kept)
        connection.execute(update(PersonRow).values(likeness="", other_likeness=""))
        connection.execute(insert(PersonRow), odd)
        migration()._liken(connection)
        assert rows(connection, "person")[: len(kept)] == kept
        found = connection.execute(
            text("SELECT likeness, other_likeness FROM person ORDER BY id DESC LIMIT 4")
        ).all()
    assert [tuple(row) for row in found[::-1]] == [
        ("?", "?"),
        ("?", "?"),
        ("", ""),
        ("illia", "lllia"),
    ]
