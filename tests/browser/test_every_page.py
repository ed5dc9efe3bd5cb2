"""Every page: nothing scrolls sideways, nothing comes from elsewhere, axe finds nothing."""

from pathlib import Path

import pytest

from tests.browser.pages import looks

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def by_person(stage):
    found = {}
    for one in looks(stage):
        found.setdefault(one.who, []).append(one)
    return found.items()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(visitor, stage, width):
    wide = []
    for who, pages in by_person(stage):
        page = visitor(who, width=width)
        for one in pages:
            page.goto(one.path)
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if over > 0:
                wide.append((one.name, over))
    assert not wide


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(visitor, stage, scheme, width):
    source = AXE.read_text(encoding="utf-8")
    found = []
    for who, pages in by_person(stage):
        page = visitor(who, width=width, scheme=scheme)
        for one in pages:
            page.goto(one.path)
            page.evaluate(source)
            told = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
            found += [
                (one.name, fault["id"], node["target"], node["failureSummary"][:200])
                for fault in told["violations"]
                for node in fault["nodes"][:2]
            ]
    assert not found, found


def test_targets_are_large_enough_on_a_phone(visitor, stage):
    small = []
    for who, pages in by_person(stage):
        page = visitor(who, width=320)
        for one in pages:
            page.goto(one.path)
            small += [
                (one.name, *two)
                for two in page.evaluate(
                    """() => [...document.querySelectorAll(
                        'button, .button, input, select, textarea, summary')]
                    .map(e => [e, e.getBoundingClientRect()])
                    .filter(([e, r]) => r.width > 1 && (r.height < 24 || r.width < 20))
                    .map(([e, r]) => [e.outerHTML.slice(0, 80), r.width, r.height])"""
                )
            ]
    assert not small
