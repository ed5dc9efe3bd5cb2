"""What every way of signing in ends with: a new session, and on to where one was going."""

from __future__ import annotations

from starlette.responses import Response

from app.services.authentication import sessions
from app.storage.engine.session import Writer
from app.web.pages.authentication.visitor import forget_asking, keep_session, session_of
from app.web.pages.context import RequestContext
from app.web.pages.forms import local_address


def begin_session(writer: Writer, ctx: RequestContext, person: int) -> str:
    """A new session for a person; the browser's old one ends. Returns its secret."""
    before = session_of(ctx.request, ctx.installation)
    if before is not None:
        sessions.end_session(writer, before)
    return sessions.new_session(writer, person)


def welcome(ctx: RequestContext, token: str, to: str) -> Response:
    """Send the browser on, signed in."""
    response = ctx.go(local_address(to), "signed-in")
    keep_session(response, ctx.installation, token)
    forget_asking(response, ctx.installation)
    return response
