"""A browser, and a stage on which a community plays."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    sync_playwright,
)

from tests.browser import chromium
from tests.browser.stage import Stage, build, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium.need()
    with sync_playwright() as playwright:
        started = chromium.start(playwright)
        yield started
        started.close()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One stage for all the tests of a module: they read it, or act on proposals of their own."""
    memory = Path("/dev/shm")
    parent = memory if memory.is_dir() else tmp_path_factory.mktemp("stage")
    with tempfile.TemporaryDirectory(prefix="charter-stage-", dir=parent) as folder:
        made = build(Path(folder))
        with served(made):
            yield made
        made.installation.database.dispose()


AWAY = ("htmx:afterRequest", "htmx:sendError")
TELL_OF_POLICY = """addEventListener('securitypolicyviolation', event => console.error(
    `the policy forbade ${event.violatedDirective}: ${event.blockedURI || event.sample}`))"""


class Watch:
    """What must never happen on any page."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.faults: list[str] = []
        context.add_init_script(TELL_OF_POLICY)
        context.on("request", self._request)
        context.on("dialog", self._dialog)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "about:", "blob:")):
            self.faults.append(f"a request to {request.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        refused = message.type == "error" and "status of 4" in message.text
        # Where a test takes the network away, browser and htmx say so.
        away = "ERR_INTERNET_DISCONNECTED" in message.text or message.text.startswith(AWAY)
        if message.type in {"error", "warning"} and not (refused or away):
            self.faults.append(f"{message.type}: {message.text}")


@pytest.fixture
def visitor(browser: Browser, stage: Stage) -> Iterator[Callable[..., Page]]:
    """Make browsers of people: `visitor("dov", width=320)`; none may see a fault."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def come(
        who: str | None = None,
        *,
        width: int = 1280,
        scripts: bool = True,
        scheme: Literal["dark", "light"] = "light",
        base_url: str | None = None,
        **more: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=base_url or stage.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            color_scheme=scheme,
            **more,
        )
        context.set_default_timeout(30_000)
        if who:
            chromium.sign_in(context, stage, who)
        contexts.append(context)
        watches.append(Watch(context, base_url or stage.address))
        return context.new_page()

    yield come
    for context in contexts:
        context.close()
    faults = [fault for watch in watches for fault in watch.faults]
    assert not faults, faults
