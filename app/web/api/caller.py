"""Who calls: the person whose token the request carries."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from app.services.sign_in import person_of_token
from app.web.place import ThePlace

_bearer = HTTPBearer(auto_error=False, description="A token from `charter token EMAIL`")
_CHALLENGE = {"WWW-Authenticate": "Bearer"}


def _anyone(
    request: Request,
    place: ThePlace,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> int | None:
    if given is None:
        if "authorization" in request.headers:
            raise HTTPException(401, "Send the token as “Authorization: Bearer TOKEN”.", _CHALLENGE)
        return None
    with place.database.reading() as reader:
        person = person_of_token(reader, given.credentials)
        if person is None or person.id is None:
            raise HTTPException(401, "This token is not valid (any more).", _CHALLENGE)
        return person.id


def _someone(person: Annotated[int | None, Depends(_anyone)]) -> int:
    if person is None:
        raise HTTPException(
            401, "Please sign in: this needs a token. `charter token EMAIL` makes one.", _CHALLENGE
        )
    return person


#: The id of the person who calls; None without a token. A wrong token is refused.
Anyone = Annotated[int | None, Depends(_anyone)]
#: The id of the person who calls; without a token the request is refused.
Someone = Annotated[int, Depends(_someone)]

_HIGHEST = 2_000_000_000
Slug = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$", description="The charter's slug")]
Number = Annotated[int, Path(ge=1, le=_HIGHEST)]
