"""What may be a surprise in a whole text is told to its author, once."""

from __future__ import annotations

import pytest

from app.rendering.remarks import remarks_on
from charter import Document, found


def _document(text: str) -> Document:
    return found(text)[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See [it](#fees).\n", "A link leads to “#fees”, but no heading here is called so."),
        ("See [it].\n\n[it]: #fees\n", "“#fees”"),
        ("1. a\n1. b\n1. c\n", "bear the same number: 1."),
        ("Title\n~~~~~\n", "“Title” is a heading here"),
    ],
)
def test_a_surprise_is_told(text, said):
    assert said in " ".join(remarks_on(_document(text)))
    assert remarks_on(_document(text), _document(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "See [it](#fees).\n\n# Fees\n",
        "1. a\n2. b\n\nWords\n\n2. c\n",
        "1. a\n   1. b\n2. c\n",
        "- a\n- b\n",
    ],
)
def test_what_is_plain_is_left_alone(text):
    assert remarks_on(_document(text)) == []
