"""Calling the service as a server would, with whatever bytes one likes.

A client library would refuse to send much of it, or mend it on the way.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Scope

Header = tuple[bytes, bytes]
HERE: tuple[Header, ...] = ((b"host", b"testserver"),)
#: What no server passes on to the program: it refuses the request itself.
NEVER_PASSED_ON = dict.fromkeys(b"\r\n\0")


@dataclass(frozen=True, slots=True)
class Sent:
    """A request."""

    method: str
    address: str
    headers: tuple[Header, ...] = ()
    body: bytes = b""
    kind: str = ""
    #: Whoever sends it goes away before its end.
    cut_short: bool = False

    def scope(self) -> Scope:
        """The request as a server describes it."""
        raw, _, query = self.address.encode("latin-1", "replace").partition(b"?")
        kind = self.kind.encode("latin-1", "replace").translate(None, b"\r\n\0")
        own = ((b"content-type", kind),) if self.kind else ()
        headers = [*(HERE if b"host" not in dict(self.headers) else ()), *own, *self.headers]
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": unquote(raw.decode("latin-1")),
            "raw_path": raw,
            "query_string": query,
            "root_path": "",
            "headers": headers,
            "client": ("203.0.113.7", 4711),
            "server": ("testserver", 80),
            "state": {},
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `error` is what was raised on the way, which a server would log."""

    status: int
    headers: tuple[Header, ...]
    body: bytes
    error: BaseException | None = None

    def all(self, name: bytes) -> list[str]:
        """Every value of a header."""
        return [value.decode("latin-1") for one, value in self.headers if one.lower() == name]

    def one(self, name: bytes) -> str:
        """The first value of a header, or nothing."""
        return next(iter(self.all(name)), "")


class Caller:
    """Calls the service, in a loop of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._runner = asyncio.Runner()

    def close(self) -> None:
        """End the loop."""
        self._runner.close()

    def call(self, sent: Sent) -> Answer:
        """Send a request, and wait for the whole answer."""
        return self._runner.run(self._call(sent))

    async def _call(self, sent: Sent) -> Answer:
        told: dict[str, Any] = {"status": 0, "headers": ()}
        parts: list[bytes] = []
        asked = 0

        async def receive() -> Message:
            nonlocal asked
            asked += 1
            if asked == 1:
                return {"type": "http.request", "body": sent.body, "more_body": sent.cut_short}
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                told.update(status=message["status"], headers=tuple(message["headers"]))
            else:
                parts.append(message.get("body", b""))

        error: BaseException | None = None
        try:
            await self.app(sent.scope(), receive, send)
        except Exception as raised:  # noqa: BLE001 - whatever it is, it has to be told
            error = raised
        return Answer(told["status"], told["headers"], b"".join(parts), error)
