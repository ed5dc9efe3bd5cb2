"""Every guard stands where `docs/security.md` says, and is held by a test that there is.

That the test fails without it is seen by `python -m tests.hostile.remove_guards`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.guards import GUARDS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("guard", GUARDS, ids=[one.against for one in GUARDS])
def test_a_guard_stands_and_is_told_of(guard):
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    source = (ROOT / guard.file).read_text(encoding="utf-8")
    assert source.count(guard.stands) == 1
    assert guard.stands != guard.without
    assert f"| {guard.against} | `{guard.file}` | `{guard.test}` |" in page
