"""The text that the tests' charters begin with."""

from __future__ import annotations

from pathlib import Path

import charter

CARE_CHARTER = Path(charter.__file__ or "").parent / "texts" / "care-charter.md"


def care_charter() -> str:
    """The Care Charter."""
    return CARE_CHARTER.read_text(encoding="utf-8")
