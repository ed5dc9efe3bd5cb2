"""What all endpoints of the API share: problems, lists, and answers that are kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from fastapi import Request
from fastapi.encoders import jsonable_encoder
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from sqlmodel import select
from starlette.responses import Response

from amendments.refusals import BadInput, WrongState
from app.services.entry import Caller
from app.storage.database import Writer
from app.storage.tables import KeptAnswerRow
from charter.language import gettext as _

Item = TypeVar("Item", bound=BaseModel)
Thing = TypeVar("Thing")


class Problem(BaseModel):
    """Problem details, RFC 9457. `detail` says in plain words what is wrong."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    status: int
    title: str
    detail: str


def _documented(text: str) -> dict[str, Any]:
    reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        "description": text,
        "model": Problem,
        "content": {"application/problem+json": reference},
    }


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: _documented("The request cannot be read"),
    401: _documented("Not signed in, or the token is not valid"),
    403: _documented("Not allowed; the reason says why"),
    404: _documented("There is no such thing here, or not for this person"),
    409: _documented("The state or the text moved on; what it is now"),
    413: _documented("Larger than this place takes"),
    422: _documented("The payload cannot be used"),
    429: _documented("Too much in a short time; Retry-After says when to try again"),
    503: _documented("The database does not answer right now"),
}


class Page(BaseModel, Generic[Item]):
    """Part of a list; `next` is the cursor of the following part, null at the end."""

    items: list[Item]
    next: str | None = Field(default=None)


MOST_ITEMS = 100


def page_of(
    items: Sequence[Thing], cursor: str | None, limit: int, key: Callable[[Thing], int]
) -> dict[str, Any]:
    """The part of a list behind the item whose `key` the cursor names, which may be gone by now.

    The keys rise or fall from the first item to the last.
    """
    start = 0
    if cursor is not None and items:
        wanted, falling = int(cursor), key(items[0]) > key(items[-1])
        passed = [key(item) >= wanted if falling else key(item) <= wanted for item in items]
        start = sum(passed)
    part = list(items[start : start + limit])
    more = start + limit < len(items)
    return {"items": part, "next": str(key(part[-1])) if more and part else None}


def once(
    writer: Writer,
    request: Request,
    caller: Caller,
    act: Callable[[], object],
    *,
    status: int = 200,
    body: object = None,
) -> Response:
    """Do something once for each Idempotency-Key, and answer a repeated request as the first.

    The answer is kept in the transaction of the act, so there is never the one without the other.

    Raises:
        WrongState: the key was used for another request.
        BadInput: the key is empty or too long.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return _json(_write(act()), status)
    if not 1 <= len(key) <= 200:  # noqa: PLR2004
        msg = _("An Idempotency-Key has 1 to 200 characters.")
        raise BadInput(msg, field="Idempotency-Key")
    asked = f"{request.method} {request.url.path}\n{json.dumps(jsonable_encoder(body))}"
    digest = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
    wanted = select(KeptAnswerRow).where(
        KeptAnswerRow.person_id == caller.person, KeptAnswerRow.key == key
    )
    kept = writer.session.exec(wanted).first()
    if kept is not None:
        if kept.request_digest != digest:
            msg = _("This Idempotency-Key was used for another request. Use a new one.")
            raise WrongState(msg)
        return _json(kept.body, kept.status)
    text = _write(act())
    writer.session.add(
        KeptAnswerRow(
            person_id=caller.person,
            key=key,
            request_digest=digest,
            status=status,
            body=text,
            created_at=writer.now,
        )
    )
    return _json(text, status)


def _write(answer: object) -> str:
    if isinstance(answer, BaseModel):
        return answer.model_dump_json()
    return TypeAdapter(type(answer)).dump_json(answer).decode()


def _json(text: str, status: int) -> Response:
    if status == HTTPStatus.NO_CONTENT:
        return Response(status_code=status)
    return Response(text, status, media_type="application/json")
