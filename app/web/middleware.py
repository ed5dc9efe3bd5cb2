"""What holds for every request: headers, the size of a body, and no forms from other sites."""

from __future__ import annotations

import ipaddress
import logging
import time
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from charter.dates import number_in_words
from charter.language import N_
from charter.language import gettext as _

log = logging.getLogger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), "
        "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}
_FOR_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}

_NOT_HERE = N_(
    "There is nothing under this host name. Whoever runs this place sets its address "
    "as CHARTER_BASE_URL, and more names as CHARTER_ALLOWED_HOSTS."
)
_FROM_ELSEWHERE = N_(
    "This request came from another site, so nothing was done. Open the page here and try again."
)


def headers_for(*, https: bool) -> dict[str, str]:
    """The headers of every answer."""
    return {**_HEADERS, **(_FOR_HTTPS if https else {})}


class SecurityHeaders:
    """Adds the headers that keep a page to its own site and its own scripts."""

    def __init__(self, app: ASGIApp, *, headers: dict[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(MutableHeaders(scope=message), self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def add_headers(headers: MutableHeaders, more: dict[str, str]) -> None:
    """Add what an answer does not say yet."""
    for name, value in more.items():
        headers.setdefault(name, value)
    # What a person may see is theirs alone, unless a page says that all may keep it.
    headers.setdefault("Cache-Control", "private, no-cache")


#: Whoever watches over a process may reach it under any name.
FOR_ALL = {"/health", "/ready"}


class HostCheck:
    """Refuses requests for another host's name, which no page here would be meant for.

    Without it, a name that somebody else controls could be made to lead here. An address in
    numbers cannot; it is let in where this place itself is reached by one.
    """

    def __init__(self, app: ASGIApp, *, base: str, more: str) -> None:
        self.app = app
        named = {one.strip().lower() for one in more.split(",")} - {""}
        self.names = {base, "localhost", "127.0.0.1", "::1", *named}
        self.takes_numbers = _is_number(base)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it is meant for this place."""
        if scope["type"] != "http" or scope["path"] in FOR_ALL or self._is_ours(scope):
            await self.app(scope, receive, send)
            return
        response = refusal(scope, 400, _(_NOT_HERE))
        await response(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        try:
            host = urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or ""
        except ValueError:
            return False
        return host in self.names or (self.takes_numbers and _is_number(host))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class RequestLog:
    """Tells of every request at level `info`: its route, not its address, and nobody's name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and time it."""
        if scope["type"] != "http" or not log.isEnabledFor(logging.INFO):
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", "")
            taken = round((time.perf_counter() - begun) * 1000, 1)
            fields = {"method": scope["method"], "route": route, "status": status, "ms": taken}
            log.info("request", extra={"fields": fields})


class BodyLimit:
    """Refuses a body over the limit, also one that does not say how long it is."""

    def __init__(self, app: ASGIApp, *, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what arrives.

        What only asks for a page has no body that anybody reads; a long answer would break off
        over one, as it listens whether it is still awaited.
        """
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "")
        scope["state"] = {**scope.get("state", {})}
        if _is_over(said, self.limit):
            scope["state"]["body_too_large"] = True
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.limit or scope["state"].get("body_too_large"):
                raise HTTPException(
                    413,
                    _("A request can carry {limit} bytes at most.").format(
                        limit=number_in_words(self.limit)
                    ),
                )
            return message

        await self.app(scope, counted, send)


def _is_over(said: str, limit: int) -> bool:
    """Whether a length in digits is over the limit; of very many digits there is no number."""
    digits = said.lstrip("0") if said.isascii() and said.isdigit() else ""
    return len(digits) > len(str(limit)) or (bool(digits) and int(digits) > limit)


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
                await refusal(scope, 403, _(_FROM_ELSEWHERE))(scope, receive, send)
                return
        await self.app(scope, receive, send)


def refusal(scope: Scope, status: int, detail: str) -> Response:
    """The answer to a request that reaches no page."""
    if not scope["path"].startswith("/api/"):
        page: Response = scope["app"].state.error_page(Request(scope), status, detail)
        return page
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "status": status, "title": title, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")


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
