"""Every way to say no: as problem details (RFC 9457) to programs, as a page to people."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Match

from amendments.refusals import BadInput, NotAllowed, NotFound, Refusal, TooLarge, WrongState
from app.storage.engine import commit_fate
from app.storage.engine.clock_rules import ClockStopped
from app.storage.engine.commit_fate import CommitFate
from app.storage.engine.database import Busy
from app.web.limits import TooMany
from app.web.middleware import SAFE_METHODS, add_headers, headers_for
from app.web.serving.turns import TRY_AGAIN, TooBusy
from charter.language import gettext as _

#: The fields of a form: names and values.
Typed = tuple[tuple[str, str], ...]
NOTHING: Typed = ()

log = logging.getLogger(__name__)

#: When a program may try again that was told of a wrong clock.
CLOCK_RETRY_SECONDS = 60

_STATUS: dict[type[Refusal], int] = {
    NotAllowed: 403,
    NotFound: 404,
    WrongState: 409,
    TooLarge: 413,
    BadInput: 422,
    TooMany: 429,
    TooBusy: 503,
}


def status_of(refusal: Refusal) -> int:
    """The HTTP status that says what kind of refusal this is."""
    return next((status for kind, status in _STATUS.items() if isinstance(refusal, kind)), 400)


def problem(
    request: Request,
    status: int,
    detail: str,
    extra: dict[str, object] | None = None,
    headers: dict[str, str] | None = None,
    typed: Typed = NOTHING,
) -> Response:
    """The answer that says no, in the form for who asked.

    `typed` are the fields of a form that can be sent once more.
    """
    if not _is_program(request):
        page: Response = request.app.state.error_page(request, status, detail, typed)
        page.headers.update(headers or {})
        return page
    body = {
        "type": "about:blank",
        "status": status,
        "title": HTTPStatus(status).phrase,
        "detail": detail,
        **(extra or {}),
    }
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Give the app its handlers."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ClockStopped, _stopped)
    app.add_exception_handler(RecursionError, _too_deep)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(IntegrityError, _raced)
    app.add_exception_handler(DataError, _unkept)
    app.add_exception_handler(DBAPIError, _no_database)
    app.add_exception_handler(Busy, _busy)
    app.add_exception_handler(Exception, _failed)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    field = getattr(error, "field", None)
    extra: dict[str, object] = {"field": field} if field else {}
    extra |= getattr(error, "details", {})
    if name := getattr(error, "problem", ""):
        extra["type"] = f"/problems/{name}"
    narrow = getattr(request.state, "narrow_token", "")
    note = f" {narrow}" if narrow and isinstance(error, NotAllowed) else ""
    headers, typed = None, NOTHING
    if isinstance(error, (TooMany, TooBusy)):
        headers, typed = {"Retry-After": str(error.seconds)}, await _typed(request)
    return problem(request, status_of(error), error.reason + note, extra, headers, typed)


async def _typed(request: Request) -> Typed:
    """What a person typed into the form that was sent, so that nobody has to type it again."""
    if request.method != "POST" or _is_program(request):
        return NOTHING
    sent = await request.form(max_files=0)
    return tuple((name, one) for name, one in sent.multi_items() if isinstance(one, str))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [
        {"field": ".".join(str(part) for part in one["loc"][1:]), "message": one["msg"]}
        for one in error.errors()
    ]
    first = errors[0] if errors else {"field": "", "message": _("it cannot be read")}
    detail = f"{first['field'] or _('The request')}: {first['message']}."
    if not _is_program(request):
        detail = _("Something in the address or in the form cannot be read: {name}.").format(
            name=first["field"] or _("the form itself")
        )
    return problem(request, 422, detail, {"errors": errors})


def _is_program(request: Request) -> bool:
    return request.url.path.startswith("/api/")


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = str(error.detail)
    if error.status_code == HTTPStatus.NOT_FOUND and detail == "Not Found":
        detail = _("There is nothing at this address.")
    if error.status_code == HTTPStatus.BAD_REQUEST:
        detail = _("This request cannot be read. A body has to be JSON, in UTF-8.")
    headers = dict(error.headers) if error.headers else {}
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(_allowed(request)))
        detail = _("This address does not take {method}.").format(method=request.method)
    if not _is_program(request):
        detail = _for_people(error.status_code, detail)
    return problem(request, error.status_code, detail, headers=headers)


def _for_people(status: int, detail: str) -> str:
    """What HTTP itself refuses, in words for who has never heard of HTTP."""
    return {
        400: _("What your browser sent cannot be read."),
        405: _("This is where a button leads, not a page. Go back, and press the button there."),
        413: _("More was sent at once than this place takes."),
    }.get(status, detail)


async def _stopped(request: Request, error: Exception) -> Response:
    """The clock cannot be believed, so nothing is saved: it may be right again any moment."""
    assert isinstance(error, ClockStopped)
    headers = {"Retry-After": str(CLOCK_RETRY_SECONDS)}
    return problem(request, 503, error.reason, headers=headers, typed=await _typed(request))


async def _too_deep(request: Request, _error: Exception) -> Response:
    return problem(request, 422, _("This is nested too deeply to be read."))


async def _gone(request: Request, _error: Exception) -> Response:
    """Who asked went away before they had said it all: nothing failed, and nobody reads this."""
    return problem(request, 400, _("What your browser sent cannot be read."))


def _allowed(request: Request) -> set[str]:
    """Every method that some route takes at this address."""
    methods: set[str] = set()
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.router.routes):
            methods.add(method)
    return methods


async def _raced(request: Request, error: Exception) -> Response:
    log.warning("a unique constraint decided a race: %s", type(error).__name__)
    if commit_fate.what_became() is CommitFate.UNKNOWN:
        return await _no_database(request, error)
    return problem(
        request,
        409,
        _("Someone else was faster. Nothing was changed; look again and try once more."),
    )


async def _unkept(request: Request, error: Exception) -> Response:
    """A value that the database does not take, and that nobody refused before."""
    log.warning("the database refused a value: %s", type(error).__name__)
    return problem(request, 422, _("Something that was sent cannot be kept as it is."))


async def _busy(request: Request, _error: Exception) -> Response:
    return await _refused(request, TooBusy())


async def _no_database(request: Request, error: Exception) -> Response:
    log.error("the database did not answer", exc_info=error)
    only_read = request.method in SAFE_METHODS
    said = commit_fate.in_words(error, only_read=only_read)
    extra: dict[str, object] = {} if only_read else {"saved": commit_fate.what_became()}
    headers, typed = {"Retry-After": str(TRY_AGAIN)}, await _typed(request)
    return problem(request, 503, said, extra, headers, typed)


async def _failed(request: Request, error: Exception) -> Response:
    log.error("unexpected", exc_info=error)
    answer = problem(
        request, 500, _("Something went wrong here, not with you. What was saved before is safe.")
    )
    # This one is made outside of what adds them to all other answers.
    add_headers(answer.headers, headers_for(https=request.app.state.installation.settings.is_https))
    return answer
