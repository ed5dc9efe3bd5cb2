"""Which language a request is answered in.

The language that a person chose counts before the one that their browser was told, that before
what the browser asks for by itself, and that before the one of the place.
"""

from __future__ import annotations

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.language import Speech, languages, wished
from charter.language import speaking

#: What a browser was told by someone who is not signed in. It is no secret; over HTTPS it has
#: another name, as all cookies do.
LANGUAGE_COOKIE = "language"
_OF_ANY_LANGUAGE = ("/static/", "/health", "/ready")


class Speaking:
    """Speaks one language for as long as a request is dealt with, in all its threads."""

    def __init__(self, app: ASGIApp, *, default: str, cookie: str) -> None:
        self.app = app
        self.default = default
        self.cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and say that its answer depends on the language asked for."""
        if scope["type"] != "http" or scope["path"].startswith(_OF_ANY_LANGUAGE):
            await self.app(scope, receive, send)
            return

        async def send_with_vary(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("Accept-Language")
            await send(message)

        speech = Speech(self._asked_for(HTTPConnection(scope)))
        scope["speech"] = speech
        with speaking(speech):
            await self.app(scope, receive, send_with_vary)

    def _asked_for(self, request: HTTPConnection) -> str:
        told = request.cookies.get(self.cookie)
        if told in languages():
            return told
        return wished(request.headers.get("accept-language", ""), self.default)


def speak(request: Request, code: str) -> None:
    """Answer this request in another language from now on."""
    speech = request.scope.get("speech")
    if isinstance(speech, Speech):
        speech.change(code)
