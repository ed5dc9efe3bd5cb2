"""Counting what a hand does: every press on a link, a button or a field, by finger or by key."""

from __future__ import annotations

from playwright.sync_api import Page

_COUNT = """document.addEventListener('click', (event) => {
  if (!event.isTrusted || event.target.tagName === 'LABEL') return;
  sessionStorage.setItem('presses', Number(sessionStorage.getItem('presses') || 0) + 1);
}, true)"""


def count_presses(page: Page) -> None:
    """Begin to count, on this page and on those that follow."""
    page.add_init_script(_COUNT)
    page.reload()


def presses(page: Page) -> int:
    """How many presses there were."""
    return int(page.evaluate("sessionStorage.getItem('presses') || 0"))
