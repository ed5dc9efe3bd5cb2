"""Who is signed in: read from the session cookie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from app.services.sign_in import SESSION_LASTS, person_of_session
from app.settings import Settings
from app.web.place import Place, ThePlace


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone who is signed in."""

    person_id: int
    name: str
    email: str


def cookie_name(settings: Settings) -> str:
    """The cookie's name; over HTTPS one that browsers keep to this very host."""
    return "__Host-charter_session" if settings.is_https else "charter_session"


def session_of(request: Request, place: Place) -> str | None:
    """The secret in the session cookie, if there is one."""
    return request.cookies.get(cookie_name(place.settings)) or None


def get_visitor(request: Request, place: ThePlace) -> Visitor | None:
    """Who is signed in, None for everyone else."""
    token = session_of(request, place)
    if token is None:
        return None
    with place.database.reading() as reader:
        person = person_of_session(reader, token)
        if person is None or person.id is None:
            return None
        return Visitor(person.id, person.name, person.email)


TheVisitor = Annotated[Visitor | None, Depends(get_visitor)]


def keep_session(response: Response, place: Place, token: str) -> None:
    """Give the browser its session cookie."""
    response.set_cookie(
        cookie_name(place.settings),
        token,
        max_age=int(SESSION_LASTS.total_seconds()),
        path="/",
        secure=place.settings.is_https,
        httponly=True,
        samesite="lax",
    )


def forget_session(response: Response, place: Place) -> None:
    """Take the session cookie back."""
    response.delete_cookie(
        cookie_name(place.settings),
        path="/",
        secure=place.settings.is_https,
        httponly=True,
        samesite="lax",
    )
