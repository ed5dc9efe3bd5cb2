"""The founding text that ships with the program is the community's own, word for word."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import charter
from charter import canonical, found
from charter.text.date_field import with_field

SHIPPED = Path(charter.__file__).parent / "texts" / "care-charter.md"
_SHARED = Path(__file__).parents[3] / "shared" / "texts" / "care-charter.txt"
ORIGINAL = Path(os.environ.get("CHARTER_TESTS_ORIGINAL", _SHARED))


def _words(text):
    return re.findall(r"[\w'-]+", text.replace("**", "").replace("\n- ", "\n"))


def test_every_word_of_the_original_is_kept():
    if not ORIGINAL.exists():
        pytest.skip("the original of the Care Charter is not beside the checkout")
    original = ORIGINAL.read_text(encoding="utf-8")
    assert _words(SHIPPED.read_text(encoding="utf-8")) == _words(with_field(original))


def test_it_is_canonical_and_its_principles_are_list_items():
    text = SHIPPED.read_text(encoding="utf-8")
    assert canonical(text) == text
    document, _ = found(text)
    kinds = [block.kind for block in document.blocks]
    assert kinds.count("heading") == 5
    assert kinds.count("list_item") == 17
    assert document.blocks[-1].text == "Last revision: {date}"
