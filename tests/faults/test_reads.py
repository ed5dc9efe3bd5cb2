"""Commands that only read, and so are no acts, leave every row as it was."""

from __future__ import annotations

import pytest

from app.storage.upkeep import backup
from tests.faults.acts import Command
from tests.faults.acts_own import SLUG
from tests.faults.driver import COMMIT, WRITES

READ = [
    ("backup", "{folder}/another"), ("doctor",), ("drill", "{folder}/backup"), ("export", SLUG),
    ("my-data", "finn@example.org"), ("outbox",), ("reviews", SLUG),
]  # fmt: skip


@pytest.mark.parametrize("words", READ, ids=lambda words: words[0])
def test_a_command_that_only_reads_changes_nothing(stage, words):
    backup.write(stage.installation.database, stage.folder / "backup")
    before = stage.look()
    with stage.driver().between() as sent:
        Command(words[0], words).do(stage)
    assert stage.look() == before
    if words[0] != "drill":  # it writes into a database of its own, aside
        assert WRITES.isdisjoint(sent.points)
        assert COMMIT not in sent.points
