"""A heading can be linked by its words, also by those that it had before."""

from __future__ import annotations

import re

import pytest

from app.rendering.markdown.html import charter_to_html
from app.rendering.markdown.slugs import Slugs
from charter import found


def _leads_to(text: str, former: dict[str, int] | None = None) -> list[str]:
    """The words of the passage that each link within a text leads to; "" if it leads nowhere."""
    document, _ = found(text)
    names = tuple((name, document.ids[place]) for name, place in (former or {}).items())
    html = str(charter_to_html(document, former=names))
    texts = {f"p-{block.id}": block.text for block in document.blocks}
    return [texts.get(name, "") for name in re.findall(r'<a href="#([^"]+)"', html)]


@pytest.mark.parametrize(
    ("heading", "link"),
    [
        ("## 3. Fees", "#3-fees"),
        ("## Fees & duties", "#fees--duties"),
        ("## Fees (yearly): who, when?", "#fees-yearly-who-when"),
        ("## Über Gebühren", "#über-gebühren"),
        ("## Über Gebühren", "#%C3%BCber-geb%C3%BChren"),
        ("## सदस्यता शुल्क", "#सदस्यता-शुल्क"),
        ("## 会費", "#会費"),
        ("## *All* the `fees` [of us](https://x.example)", "#all-the-fees-of-us"),
        ("## snake_case-and - dashes", "#snake_case-and---dashes"),
        ("## Fees ##", "#fees"),
        ("Fees\n====", "#fees"),
        ("Fees\n~~~~", "#fees"),
        ("## FEES", "#Fees"),
        ("- # Fees", "#fees"),
    ],
)
def test_a_link_leads_to_the_heading_that_it_names(heading, link):
    assert _leads_to(f"See [it]({link}).\n\n{heading}\n\nWords.\n") == [heading]


def test_headings_of_the_same_words_are_counted():
    text = "[a](#fees) [b](#fees-1) [c](#fees-2)\n\n# Fees\n\n## Fees\n\nx\n\n### Fees\n"
    assert _leads_to(text) == ["# Fees", "## Fees", "### Fees"]


def test_counted_names_give_way_to_those_that_are_there():
    slugs = Slugs()
    assert [slugs.add(one) for one in ("Fees 1", "Fees", "Fees", "Fees")] == [
        "fees-1", "fees", "fees-2", "fees-3",
    ]  # fmt: skip


def test_a_name_that_a_heading_had_before_still_leads_there_unless_another_bears_it_now():
    text = "[a](#fees) [b](#money)\n\n# Dues\n\n# Money\n"
    assert _leads_to(text, {"fees": 1, "money": 1}) == ["# Dues", "# Money"]


def test_a_link_that_names_nothing_stays_as_it_is_written():
    assert _leads_to("[a](#nowhere) [b](#)\n\n# Fees\n") == [""]


def test_links_to_passages_and_out_of_the_text_are_left_alone():
    html = str(charter_to_html(found("[a](#p-abc) [b](https://x.example/#fees)\n\n# Fees\n")[0]))
    assert 'href="#p-abc"' in html
    assert 'href="https://x.example/#fees"' in html
