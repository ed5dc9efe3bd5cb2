"""The text that the tests' charters begin with."""

from __future__ import annotations

from pathlib import Path

import charter

CARE_CHARTER = Path(charter.__file__ or "").parent / "texts" / "care-charter.md"


def care_charter() -> str:
    """The Care Charter."""
    return CARE_CHARTER.read_text(encoding="utf-8")


# Changes to it, as words and what is put in their place. The first three are in the same section.
KINDNESS = ("Treat others with kindness", "Treat each other with kindness")
KINDNESS_OTHERWISE = ("Treat others with kindness", "Treat everyone with great kindness")
SHARING = ("experiences, and resources generously", "experiences and resources generously")
PRIVACY = ("without permission.", "without asking them first.")
#: The passage behind that of `KINDNESS`.
ACTIVELY = ("Engage in discussions, ask questions", "Take part in discussions, ask questions")
LEARNING = ("Technology is a constantly evolving field", "Technology never stands still")
STEWARDSHIP = ("will guide discussions, mediate conflicts", "guide discussions, mediate conflicts")
