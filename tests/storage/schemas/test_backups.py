"""Backups of databases of every schema that ever landed come back, to the newest and whole."""

from __future__ import annotations

import gzip
import json

import pytest

from app.services.upkeep import restoring
from app.services.upkeep.drill import drill, examined
from app.storage.engine.database import Database
from app.storage.texts import charters
from app.storage.upkeep import backup as files
from app.storage.upkeep.presence import schema_found
from app.storage.upkeep.upgrading import newest_schema
from tests.support.schemas.fixtures import FIXTURES


def as_first_format(file):
    """As programs wrote backups before format 2: without counts and without a digest."""
    first, *rows, _ = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    head = {"format": "living-charter-backup/1", "schema": json.loads(first)["schema"]}
    before = file.with_name("first.gz")
    before.write_bytes(gzip.compress(b"".join([json.dumps(head).encode(), b"\n", *rows])))
    return before


@pytest.mark.slow
@pytest.mark.parametrize("fixture", FIXTURES, ids=str)
def test_a_backup_of_every_schema_comes_back_whole(source, tmp_path, fixture):
    old, new = source.empty(), source.empty()
    fixture.make(old)
    looking, into = Database(old, only_look=True), Database(new)
    file = tmp_path / "b.backup"
    try:
        before = schema_found(looking)
        header = files.write(looking, file)
        assert schema_found(looking) == before == header.schema
        restoring.restore(
            into, file, home=tmp_path, kept=tmp_path / "list", listed=[], signed_in=True
        )
        assert schema_found(into) == newest_schema()
        with into.reading() as reader:
            found = [examined(reader, one) for one in charters.all_charters(reader)]
        assert found
        assert [one.problems for one in found] == [()] * len(found)
        people = [one for one in fixture.expected() if one[0] == "person"]
        drilled = drill(as_first_format(file), [])
        assert (drilled.is_well, drilled.people) == (True, len(people))
        assert [one.slug for one in drilled.charters] == [one.slug for one in found]
    finally:
        looking.dispose()
        into.dispose()
    for url in (old, new):
        source.forget(url)
