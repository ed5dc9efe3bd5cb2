"""Who is signed in: read from the session cookie."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from app.services.authentication.sessions import SESSION_LASTS, find_session, note_use
from app.services.authentication.sign_in import CODE_LASTS
from app.settings import Settings
from app.web.answer_cache.pending import holds_until
from app.web.installation import Installation, TheInstallation
from app.web.serving.uses import was_used
from app.web.speaking import speak


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone who is signed in. `is_fresh`: they have shown who they are just now.

    `language` is the one that they chose, None for what their browser asks for.
    """

    person_id: int
    name: str
    email: str
    session: int
    is_fresh: bool
    language: str | None = None


def cookie_named(settings: Settings, name: str) -> str:
    """A cookie's name; over HTTPS one that browsers keep to this very host."""
    return f"__Host-charter_{name}" if settings.is_https else f"charter_{name}"


def cookie_name(settings: Settings) -> str:
    """The name of the session's cookie."""
    return cookie_named(settings, "session")


def session_of(request: Request, installation: Installation) -> str | None:
    """The secret in the session cookie, if there is one."""
    return request.cookies.get(cookie_name(installation.settings)) or None


def get_visitor(request: Request, installation: TheInstallation) -> Visitor | None:
    """Who is signed in, None for everyone else."""
    token = session_of(request, installation)
    if token is None:
        return None
    with installation.database.reading() as reader:
        found, now = find_session(reader, token), reader.now
    if found is None:
        return None
    if found.language is not None:
        speak(request, found.language)
    request.state.person = found.person
    if found.last_used_on != now.date():
        was_used(request, note_use, found.id, now.date())
    lasts = timedelta(minutes=installation.settings.fresh_minutes)
    is_fresh = found.fresh_at is not None and now < found.fresh_at + lasts
    holds_until(found.ends_at)
    if is_fresh and found.fresh_at is not None:
        holds_until(found.fresh_at + lasts)
    return Visitor(found.person, found.name, found.email, found.id, is_fresh, found.language)


TheVisitor = Annotated[Visitor | None, Depends(get_visitor)]


def keep_cookie(
    response: Response, installation: Installation, name: str, value: str, lasts: timedelta
) -> None:
    """Give the browser a secret that no script and no other site sees."""
    response.set_cookie(
        cookie_named(installation.settings, name),
        value,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=installation.settings.is_https,
        httponly=True,
        samesite="lax",
    )


def forget_cookie(response: Response, installation: Installation, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(
        cookie_named(installation.settings, name),
        path="/",
        secure=installation.settings.is_https,
        httponly=True,
        samesite="lax",
    )


def cookie_of(request: Request, installation: Installation, name: str) -> str | None:
    """The secret in a cookie, if there is one."""
    return request.cookies.get(cookie_named(installation.settings, name)) or None


def keep_session(response: Response, installation: Installation, token: str) -> None:
    """Give the browser its session cookie."""
    keep_cookie(response, installation, "session", token, SESSION_LASTS)


def forget_session(response: Response, installation: Installation) -> None:
    """Take the session cookie back, and with it what the browser kept of the pages."""
    forget_cookie(response, installation, "session")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


_ASKING = "asking"
_MADE_HERE = re.compile(r"[A-Za-z0-9_-]{43}")


def asking_browser(request: Request, installation: Installation) -> str | None:
    """The secret of the browser that asked for a code."""
    return cookie_of(request, installation, _ASKING)


def remember_asking(request: Request, response: Response, installation: Installation) -> str:
    """Let the browser know that it asked for a code. Returns its secret.

    One that asks again keeps its secret, so that the code of the first mail works as well.
    """
    browser = asking_browser(request, installation) or ""
    if not _MADE_HERE.fullmatch(browser):
        browser = secrets.token_urlsafe(32)
    keep_cookie(response, installation, _ASKING, browser, CODE_LASTS)
    return browser


def forget_asking(response: Response, installation: Installation) -> None:
    """The browser has signed in."""
    forget_cookie(response, installation, _ASKING)
