"""What would be acceptable, where it is a wording of a passage."""

import pytest

from charter import found
from charter.conflicts.acceptable_wordings import as_wording

TEXT = "# Rules\n\n- **Money:** The board may spend 100 euros a year.\n- Guests are welcome.\n"
PASSAGES = found(TEXT)[0].blocks
MONEY = PASSAGES[1].id


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("The board may spend 50 euros a year.", "The board may spend 50 euros a year."),
        (
            "If it says “The board may spend 50 euros a month”, I am fine.",
            "The board may spend 50 euros a month",
        ),
    ],
)
def test_a_wording_is_told_with_its_passage(said, text):
    assert as_wording(said, PASSAGES) == (MONEY, text)


@pytest.mark.parametrize(
    "said",
    ["Name them too.", "Less money.", "", "Ask everyone first, and wait for a week.", "“ok”"],
)
def test_what_only_tells_of_it_is_none(said):
    assert as_wording(said, PASSAGES) is None
