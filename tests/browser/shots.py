"""Pictures of every page: `python -m tests.browser.shots [NAME…]` puts them into ./shots/.

Each at three widths, in light and dark, and once as paper; the style page is among them.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import sign_in, start
from tests.browser.pages import Look, looks
from tests.browser.stage import build, served

WIDTHS = (320, 768, 1280)
FOLDER = Path("shots")


def take(only: list[str]) -> None:
    """Take them all, or those whose name is given."""
    FOLDER.mkdir(exist_ok=True)
    stage = build(Path(tempfile.mkdtemp(prefix="charter-shots-")))
    stage.installation = replace(stage.installation, is_demo=True)
    every = [*looks(stage), Look("style", "/style", None)]
    wanted = [one for one in every if not only or one.name in only]
    with served(stage) as address, sync_playwright() as playwright:
        browser = start(playwright)
        for who in {one.who for one in wanted}:
            context = browser.new_context(base_url=address)
            if who:
                sign_in(context, stage, who)
            page = context.new_page()
            for one in (one for one in wanted if one.who == who):
                page.goto(one.path)
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 900})
                    for scheme in ("light", "dark"):
                        page.emulate_media(color_scheme=scheme)
                        name = FOLDER / f"{one.name}-{width}-{scheme}.png"
                        page.screenshot(path=name, full_page=True)
                page.emulate_media(media="print", color_scheme="light")
                page.screenshot(path=FOLDER / f"{one.name}-print.png", full_page=True)
                page.emulate_media(media="screen")
            context.close()
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1:])
