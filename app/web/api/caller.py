"""Who calls: the person whose token the request carries, and what the token lets them do."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from amendments.belonging.people import Role
from app.services.authentication.tokens import Scope, Token, find_token, note_use
from app.services.entry import Caller
from app.web.installation import Installation, TheInstallation
from app.web.middleware import SAFE_METHODS
from app.web.serving.routing import ask_before
from app.web.serving.uses import was_used
from charter.language import N_
from charter.language import gettext as _

_bearer = HTTPBearer(
    auto_error=False, description="A token, made at /me/security or by `charter token EMAIL`"
)
_CHALLENGE = {"WWW-Authenticate": "Bearer"}
_NARROW = {"WWW-Authenticate": 'Bearer error="insufficient_scope"'}
READS_ONLY = N_("This token may only read. Make one with the scope “take-part” or “steward”.")
NO_STEWARD = N_("This token may take part, but not act as a steward; its scope would be “steward”.")


async def _anyone(
    request: Request,
    installation: TheInstallation,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Caller | None:
    if given is None:
        if "authorization" in request.headers:
            raise HTTPException(
                401, _("Send the token as “Authorization: Bearer TOKEN”."), _CHALLENGE
            )
        return None
    token, today = await ask_before(request, _token, installation, given.credentials)
    request.state.person = token.person
    if token.last_used_on != today:
        was_used(request, note_use, token.id, today)
    if token.scope is Scope.READ and request.method not in SAFE_METHODS:
        raise HTTPException(403, _(READS_ONLY), _NARROW)
    if token.scope is Scope.STEWARD:
        return Caller(token.person)
    # What is refused may be refused to the token alone; `problems` says so.
    request.state.narrow_token = _(NO_STEWARD)
    return Caller(token.person, Role.MEMBER)


def _token(installation: Installation, secret: str) -> tuple[Token, date]:
    with installation.database.reading() as reader:
        token, today = find_token(reader, secret), reader.now.date()
    if token is None:
        raise HTTPException(401, _("This token is not valid (any more)."), _CHALLENGE)
    return token, today


async def _someone(caller: Annotated[Caller | None, Depends(_anyone)]) -> Caller:
    if caller is None:
        raise HTTPException(
            401,
            _("Please sign in: this needs a token. `charter token EMAIL` makes one."),
            _CHALLENGE,
        )
    return caller


#: Who calls; None without a token. A wrong token is refused.
Anyone = Annotated[Caller | None, Depends(_anyone)]
#: Who calls; without a token the request is refused.
Someone = Annotated[Caller, Depends(_someone)]

_HIGHEST = 2_000_000_000
Slug = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$", description="The charter's slug")]
Number = Annotated[int, Path(ge=1, le=_HIGHEST)]
