"""Debian's Chromium, and how people come into a page with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.browser.stage import Stage

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


def start(playwright: Playwright) -> Browser:
    """Start it."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


def need() -> None:
    """Skip where it is not installed, or fail where skipping is forbidden."""
    if CHROMIUM.exists():
        return
    missing = f"{CHROMIUM} is not installed"
    if os.environ.get("CHARTER_TESTS_FORBID_SKIPS"):
        pytest.fail(missing)
    pytest.skip(missing)


def sign_in(context: BrowserContext, stage: Stage, name: str) -> None:
    """Sign in without the page, for tests that are about something else."""
    context.request.post(
        "/sign-in/code", form={"email": f"{name}@example.org", "code": stage.code(name)}
    )
