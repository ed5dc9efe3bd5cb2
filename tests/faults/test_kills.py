"""A few kills of the real service; `python -m tests.faults.kills` does two hundred."""

from __future__ import annotations

import os

from tests.faults.kills import kill

KILLS = int(os.environ.get("CHARTER_TESTS_FAULT_KILLS", "2"))


def test_what_was_acknowledged_is_there_after_a_kill(source, tmp_path):
    figures = kill(source, KILLS, tmp_path)
    assert figures.is_well, (figures.lost, figures.broken, figures.untold)
    assert figures.kills == KILLS
    assert sum(figures.acknowledged.values()) >= KILLS
