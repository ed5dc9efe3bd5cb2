"""`charter clock`: what it shows, and what somebody who looks can do."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from amendments.founding.founding import Founding
from app.services.founding.found import found_charter
from app.settings import Settings
from app.storage.engine.clock_rules import ClockState
from app.storage.engine.database import Database
from app.storage.tables import ClockRow

AHEAD = timedelta(days=400)


def keep(change):
    """Change what is kept of the time, as another clock would have left it."""
    database = Database(Settings().database_url)
    with database.writing(guarded=False) as writer:
        change(writer.session.get_one(ClockRow, 1))
    database.dispose()


def believed(moment):
    """Let the clock have been believed at a moment, before the machine was started anew."""

    def change(row):
        row.at, row.boot = moment, "another start"

    keep(change)


def test_a_clock_that_is_right_is_shown_and_the_command_ends_well(founded):
    done = founded("clock")
    assert done.status == 0, done.err
    shown = dict(re.split(r"  +", line, maxsplit=1) for line in done.out.splitlines())
    assert shown["the clock is"] == "right"
    assert shown["newest line"].endswith("UTC")
    assert shown["last believed"].endswith("UTC")


def test_a_place_that_was_off_for_longer_than_can_be_waits_for_somebody_who_looks(founded):
    believed(datetime.now(UTC) - AHEAD)
    refused = founded("member", "ours", "bo@example.org")
    assert refused.status == 1
    assert "leapt ahead" in refused.err
    assert refused.err.endswith("See: charter clock\n")
    assert len(refused.err.splitlines()) == 1
    done = founded("clock")
    assert done.status == 1
    assert f"({ClockState.AHEAD.value})" in done.out
    assert "charter clock --accept" in done.out
    done = founded("clock", "--accept")
    assert done.status == 0, done.err
    assert "believed from now on" in done.out
    assert founded("member", "ours", "bo@example.org").status == 0


def test_a_setting_says_how_long_a_place_may_be_off(founded, monkeypatch):
    believed(datetime.now(UTC) - AHEAD)
    monkeypatch.setenv("CHARTER_CLOCK_SILENCE", "P500D")
    assert founded("member", "ours", "bo@example.org").status == 0


def test_a_clock_that_went_back_is_accepted_by_who_knows_that_it_was_ahead(founded):
    believed(datetime.now(UTC) + AHEAD)
    assert founded("sign-in", "ada@example.org").status == 1
    assert founded("clock", "--accept").status == 0
    assert founded("sign-in", "ada@example.org").status == 0


def test_accepting_what_is_believed_changes_nothing(founded):
    done = founded("clock", "--accept")
    assert (done.status, done.out.splitlines()[0]) == (0, "The clock was believed already.")


def test_a_charter_is_mended_with_a_reason_and_only_where_it_is_ahead(founded, tmp_path):
    done = founded("clock", "--mend", "ours", "--because", "For fun.")
    assert done.status == 1
    assert "not ahead" in done.err
    assert founded("clock", "--mend", "none", "--because", "For fun.").status == 1
    _found_ahead()
    done = founded("clock")
    assert done.status == 1
    assert "later: its record ends at" in done.out
    assert "charter clock --mend later" in done.out
    refused = founded("member", "later", "bo@example.org")
    assert refused.status == 1
    assert "ends at" in refused.err
    assert founded("clock", "--mend", "later").status == 1
    done = founded("clock", "--mend", "later", "--because", "The battery was empty.")
    assert done.status == 0, done.err
    assert "later: time went back from" in done.out
    assert founded("member", "later", "bo@example.org").status == 0
    file = tmp_path / "record.jsonl"
    assert founded("export", "later", "--format", "record", "-o", file).status == 0
    assert founded("verify", file).status == 0
    assert "The battery was empty." in file.read_text(encoding="utf-8")


def _found_ahead():
    """A charter that was founded while the clock stood ahead, before anything watched over it."""
    moment = datetime.now(UTC) + AHEAD
    database = Database(Settings().database_url, lambda: moment)
    founding = Founding(
        slug="later", title="Later", text="# Later\n\nBe kind.\n", dated=date(2023, 8, 8),
        steward="ada@example.org", timezone="Europe/Berlin",
    )  # fmt: skip
    with database.writing() as writer:
        found_charter(writer, founding)
    database.dispose()


@pytest.mark.parametrize("words", [("--mend",), ("--because",)])
def test_an_option_without_its_word_is_a_usage_error(founded, words):
    assert founded("clock", *words).status == 2
