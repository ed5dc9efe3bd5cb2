"""Each request counts what it tries to keep, so that a failure can be answered with the truth."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from app.storage.engine.commit_fate import following


class Attempting:
    """Counts for as long as a request is dealt with, in all its threads."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        with following():
            await self.app(scope, receive, send)
