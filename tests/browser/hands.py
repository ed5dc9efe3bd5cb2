"""Hands: presses are counted, and with the keyboard alone the focus is seen at every stop."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

FOCUS = """async () => {
    const one = document.activeElement, drawn = () => new Promise(requestAnimationFrame);
    const away = ({bottom, top}) => bottom <= 0 || top >= innerHeight;
    // A browser that is busy brings the focus into view with one of the next pictures it draws.
    for (let n = 0; n < 60 && away(one.getBoundingClientRect()); n++) await drawn();
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const named = one.labels && one.labels[0] || one;
    const label = one.getAttribute('aria-label') || named.innerText;
    const shown = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none';
    const inside = !away(box);
    const bar = document.getElementById('live').getBoundingClientRect();
    const covered = bar.height > 0 && box.top >= bar.top && box.bottom <= bar.bottom
        && !document.getElementById('live').contains(one);
    return {id: one.id, label: (label || '').trim(), tag: one.tagName,
            top: box.top + scrollY, shown, inside, covered,
            seen: shown && inside && !covered};
}"""


class Hand:
    """Counts every press: a click, or Enter or Space on what has the focus. Typing is no press."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, what: Locator) -> None:
        """Press on something."""
        what.click()
        self.presses += 1


class Keys:
    """The keyboard alone: every stop on the way has a focus that can be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # A page that glides to the focus would be looked at on its way.
        page.emulate_media(reduced_motion="reduce")

    def to(self, wanted: str, limit: int = 150) -> None:
        """Press Tab until the focus is on what has this label."""
        for _ in range(limit):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate(FOCUS)
            assert found["seen"] or found["tag"] == "BODY", found
            if found["label"].startswith(wanted):
                return
        raise AssertionError(wanted)

    def enter(self, wanted: str) -> None:
        """Go to a link or a button and press Enter."""
        self.to(wanted)
        self.page.keyboard.press("Enter")

    def type(self, wanted: str, words: str) -> None:
        """Go to a field and type."""
        self.to(wanted)
        self.page.keyboard.type(words)
