"""How many requests are dealt with at once, before it is even looked where they lead.

Hundreds that come together would each be given a little of every round of the event loop, and who
asks how the process is would wait for all of them. So a few are let in, fairly to those who send
them, until their answer begins; a page that stays open holds nothing up.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from hashlib import blake2b

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.middleware import FOR_ALL, SAFE_METHODS, refusal
from app.web.serving.turns import TRY_AGAIN, TooBusy, Turns

#: How many that only read, and how many that change something: these wait inside for their turn.
READ_AT_ONCE = 24
ACT_AT_ONCE = 48
#: How long somebody waits out here, in seconds; then they are told to try again.
PATIENCE = 40.0


class Admission:
    """Lets so many requests in at once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._reading = Turns(READ_AT_ONCE, PATIENCE)
        self._acting = Turns(ACT_AT_ONCE, PATIENCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when there is room."""
        if scope["type"] != "http" or scope["path"] in FOR_ALL:
            await self.app(scope, receive, send)
            return
        turns = self._reading if scope["method"] in SAFE_METHODS else self._acting
        async with AsyncExitStack() as inside:
            try:
                await inside.enter_async_context(turns.taken(_who(scope)))
            except TooBusy as busy:
                answer = refusal(scope, 503, busy.reason)
                answer.headers["Retry-After"] = str(TRY_AGAIN)
                await answer(scope, receive, send)
                return

            async def leaving(message: Message) -> None:
                await inside.aclose()
                await send(message)

            await self.app(scope, receive, leaving)


def _who(scope: Scope) -> str:
    """Who sends a request, as far as it says so: nothing of it is kept in clear."""
    headers = Headers(scope=scope)
    client = scope.get("client") or ("",)
    said = headers.get("authorization") or headers.get("cookie") or str(client[0])
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
