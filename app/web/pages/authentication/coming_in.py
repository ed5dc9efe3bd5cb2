"""What every way of signing in ends with: a new session, and on to where one was going."""

from __future__ import annotations

from starlette.responses import Response

from app.services.authentication import sessions
from app.storage.engine.database import Writer
from app.web.pages.authentication.visitor import forget_asking, keep_session, session_of
from app.web.pages.door import RequestContext
from app.web.pages.forms import local_address


def begin_session(writer: Writer, door: RequestContext, person: int) -> str:
    """A new session for a person; the browser's old one ends. Returns its secret."""
    before = session_of(door.request, door.place)
    if before is not None:
        sessions.end_session(writer, before)
    return sessions.new_session(writer, person)


def welcome(door: RequestContext, token: str, to: str) -> Response:
    """Send the browser on, signed in."""
    response = door.go(local_address(to), "signed-in")
    keep_session(response, door.place, token)
    forget_asking(response, door.place)
    return response
