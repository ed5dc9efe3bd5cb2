"""What holds for every request: headers, the size of a body, and no forms from other sites."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
_FOR_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}


_FROM_ELSEWHERE = (
    "This request came from another site, so nothing was done. Open the page here and try again."
)


class SecurityHeaders:
    """Adds the headers that keep a page to its own site and its own scripts."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.headers = {**_HEADERS, **(_FOR_HTTPS if https else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                # What a person may see is theirs alone, unless a page says that all may keep it.
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        await self.app(scope, receive, send_with_headers)


class BodyLimit:
    """Refuses a body over the limit, also one that does not say how long it is."""

    def __init__(self, app: ASGIApp, *, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what arrives."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "")
        scope["state"] = {**scope.get("state", {})}
        if said.isascii() and said.isdigit() and int(said) > self.limit:
            scope["state"]["body_too_large"] = True
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.limit or scope["state"].get("body_too_large"):
                raise HTTPException(413, f"A request can carry {self.limit:,} bytes at most.")
            return message

        await self.app(scope, counted, send)


class SameOriginForms:
    """Refuses requests that change something and come from another site's page.

    Browsers say where a request comes from, in `Sec-Fetch-Site` or at least in `Origin`; programs
    say neither, and carry no cookie that could be misused.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it is from here."""
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            headers = Headers(scope=scope)
            if not _is_from_here(headers):
                await _refusal(scope)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _refusal(scope: Scope) -> Response:
    if not scope["path"].startswith("/api/"):
        return PlainTextResponse(_FROM_ELSEWHERE, status_code=403)
    body = {
        "type": "about:blank",
        "status": 403,
        "title": "Forbidden",
        "detail": _FROM_ELSEWHERE,
    }
    return JSONResponse(body, 403, media_type="application/problem+json")


def _is_from_here(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc == headers.get("host")
    except ValueError:
        return False
