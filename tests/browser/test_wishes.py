"""What readers wish for: larger text, more space, no motion, colours of their own, paper."""

import pytest

from tests.browser.pages import looks
from tests.browser.test_every_page import AXE, OVER

MAIN = {
    "charter", "charter-member", "propose", "decision-unanswered", "proposal-discussion", "members",
    "sign-in", "rules", "history", "compare-side", "me", "not-found",
}  # fmt: skip
#: Letters, words, lines and paragraphs as far apart as WCAG 1.4.12 has it.
SPACED = """() => {
    const sheet = document.styleSheets[1];
    sheet.insertRule('*{line-height:1.5!important;letter-spacing:.12em!important;' +
        'word-spacing:.16em!important}', sheet.cssRules.length);
    sheet.insertRule('p{margin-bottom:2em!important}', sheet.cssRules.length);
}"""
#: Words that are cut off: a box that hides what does not fit into it.
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(one => {
    const style = getComputedStyle(one), clips = ['hidden', 'clip'];
    return one.checkVisibility() && !one.closest('.vh') && one.clientWidth > 1 && one.innerText &&
        ((clips.includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1) ||
         (clips.includes(style.overflowY) && one.scrollHeight > one.clientHeight + 1));
}).map(one => one.outerHTML.slice(0, 100))"""
#: Words that lie upon other words: two paragraphs or buttons that share some place.
UPON = """() => {
    const all = [...document.querySelectorAll('main :is(p, h1, h2, h3, button, label, summary)')]
        .filter(one => one.checkVisibility() && !one.closest('.vh'))
        .map(one => [one, one.getBoundingClientRect()]);
    return all.flatMap(([a, p], at) => all.slice(at + 1).filter(([b, q]) => !a.contains(b) &&
        !b.contains(a) && Math.min(p.right, q.right) - Math.max(p.left, q.left) > 2 &&
        Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 2)
        .map(([b]) => a.outerHTML.slice(0, 60) + ' / ' + b.outerHTML.slice(0, 60)));
}"""


def losses(page):
    """What is lost of a page."""
    over = page.evaluate(OVER)
    return [*(["sideways"] if over > 0 else []), *page.evaluate(CUT), *page.evaluate(UPON)]


@pytest.mark.timeout(600)
def test_larger_text_and_more_space_lose_nothing(visitor, stage):
    found = []
    pages = [one for one in looks(stage) if one.name in MAIN]
    assert len(pages) == len(MAIN)
    for who in dict.fromkeys(one.who for one in pages):
        page = visitor(who, width=640)
        for one in (one for one in pages if one.who == who):
            page.goto(one.path)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            found += [(one.name, "200 %", loss) for loss in losses(page)]
            page.evaluate("document.documentElement.style.fontSize = ''")
            page.set_viewport_size({"width": 320, "height": 900})
            page.evaluate(SPACED)
            found += [(one.name, "spaced at 320", loss) for loss in losses(page)]
            page.set_viewport_size({"width": 640, "height": 900})
    assert not found


def test_motion_colours_and_paper(visitor, stage):
    page = visitor("dov")
    page.goto("/care-charter")
    scrolls = "getComputedStyle(document.documentElement).scrollBehavior"
    moving = """[...document.querySelectorAll('*')].filter(one => {
        const style = getComputedStyle(one);
        return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
    }).length"""
    assert page.evaluate(scrolls) == "smooth"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(scrolls) == "auto"
    assert page.evaluate(moving) == 0
    for path in ("", f"/amendments/{stage.numbers['round']}", "/members"):
        page.emulate_media(forced_colors="active")
        page.goto(f"/care-charter{path}")
        page.evaluate(AXE)
        # Where the reader's system sets the colours, it answers for their contrast.
        faults = page.evaluate("axe.run({rules: {'color-contrast': {enabled: false}}})")
        assert [one["id"] for one in faults["violations"]] == []
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        edges = "one => getComputedStyle(one).borderTopStyle"
        for kind in (".badge", ".card", "button"):
            shown = page.locator(f"main {kind}:visible")
            assert not shown.count() or shown.first.evaluate(edges) != "none", (path, kind)
        page.emulate_media(forced_colors="none")
