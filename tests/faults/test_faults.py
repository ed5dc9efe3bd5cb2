"""Each act with harm at some of its statements; `python -m tests.faults` does it at all of them.

The whole run and its figures: `docs/faults.md`. With `CHARTER_TESTS_FAULTS=whole` it runs here.
"""

from __future__ import annotations

import os
from zlib import crc32

import pytest

from tests.faults.every import every_act
from tests.faults.trials import Trial

WHOLE = os.environ.get("CHARTER_TESTS_FAULTS") == "whole"
#: One act in so many is tried by the suite, each day the same ones; of its statements, so many.
ONE_IN = 20
STATEMENTS = 2
#: They are made of others, and send thousands of statements.
NEVER = ("due.do_what_is_due", "reactions.react", "charter tick")
ALWAYS = (
    "close and publish",
    "comments with a key",
    "}/amendments with a key",
    "GET /{slug} first today",
)


def is_asked(name: str) -> bool:
    """Whether an act is tried now."""
    if name in NEVER:
        return WHOLE
    return WHOLE or name.endswith(ALWAYS) or crc32(name.encode()) % ONE_IN == 0


@pytest.mark.parametrize("act", [one for one in every_act() if is_asked(one.name)], ids=str)
def test_an_act_is_done_whole_or_not_at_all_and_the_caller_knows(stage, act):
    trial = Trial(act, stage)
    result = trial.run() if WHOLE else trial.run_some(STATEMENTS)
    assert result.is_well, result.found()
