"""Which tests run on which database."""

from pathlib import Path

import pytest

from tests.support import kinds
from tests.support.kinds import ON_SQLITE_ALONE, TESTS, YET_ON_BOTH, is_sqlite_enough, kinds_for

#: Where statements are tried for their own sake.
PROVING = ("faults", "growth", "live", "races", "services", "stale", "storage", "web/answer_cache")


@pytest.fixture(autouse=True)
def _as_usual(monkeypatch):
    monkeypatch.setattr(kinds, "ON_BOTH", False)


@pytest.mark.parametrize("place", PROVING)
def test_what_a_second_database_proves_runs_there(place):
    files = [*(TESTS / place).rglob("test_*.py")]
    assert files
    assert [one for one in files if is_sqlite_enough(one)] == []
    assert len(kinds_for(files[0])) == 2


@pytest.mark.parametrize("place", [*ON_SQLITE_ALONE, *YET_ON_BOTH])
def test_every_place_that_is_named_is_there(place):
    assert (TESTS / place).exists()


def test_pages_run_on_sqlite_and_one_walk_through_all_of_them_on_both():
    assert is_sqlite_enough(TESTS / "web/pages/test_deciding.py")
    assert not is_sqlite_enough(TESTS / "web/pages/test_every_page.py")
    assert kinds_for(TESTS / "web/api/test_schema.py") == ["sqlite"]


def test_all_of_it_can_run_on_both(monkeypatch):
    monkeypatch.setattr(kinds, "ON_BOTH", True)
    assert len(kinds_for(TESTS / "web/pages/test_deciding.py")) == 2


def test_a_name_that_only_begins_like_a_place_is_not_that_place():
    assert not is_sqlite_enough(TESTS / "web/pages_and_more/test_this.py")


def test_this_file_asks_for_what_stands_there(source):
    assert kinds_for(Path(__file__)) == kinds.KINDS
