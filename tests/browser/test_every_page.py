"""Every page: nothing scrolls sideways, targets are large enough, axe finds nothing."""

from pathlib import Path

import pytest

from tests.browser.pages import looks

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OTHER = {"light": "dark", "dark": "light"}
OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('button, .button, input, select, textarea, summary')]
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width > 1 && (box.height < 24 || box.width < 24))
    .map(([one, box]) => [one.outerHTML.slice(0, 80), box.width, box.height])"""
RUN_AXE = "rules => axe.run({runOnly: {type: 'tag', values: rules}})"


def faults_of(page):
    """What is wrong with a page, as it is and with everything on it unfolded."""
    page.evaluate(AXE)
    for fault in page.evaluate(RUN_AXE, RULES)["violations"]:
        for node in fault["nodes"][:2]:
            yield fault["id"], node["target"], node["failureSummary"][:200]
    page.evaluate(OPEN_ALL)
    if page.evaluate(OVER) > 0:
        yield "scrolls sideways", page.evaluate(OVER)
    for small in page.evaluate(SMALL):
        yield "too small", *small


def pale(page):
    """What cannot be told apart from what it stands on: all that another scheme changes."""
    for fault in page.evaluate("axe.run({runOnly: ['color-contrast']})")["violations"]:
        yield [node["target"] for node in fault["nodes"][:2]]


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_every_page_is_made_well(visitor, stage, scheme, width):
    found = []
    pages = looks(stage)
    for who in dict.fromkeys(one.who for one in pages):
        page = visitor(who, width=width, scheme=scheme)
        for one in (one for one in pages if one.who == who):
            page.goto(one.path)
            found += [(one.name, *fault) for fault in faults_of(page)]
            page.emulate_media(color_scheme=OTHER[scheme])
            found += [(one.name, OTHER[scheme], *fault) for fault in pale(page)]
            page.emulate_media(color_scheme=scheme)
    assert not found
