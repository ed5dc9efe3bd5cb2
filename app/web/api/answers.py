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
from app.storage.engine.session import Reader, Writer
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
    key = _key(request)
    if key is None:
        return _json(write(act()), status)
    digest = _digest(request, body)
    kept = _kept(writer, caller, key, digest)
    if kept is not None:
        return _json(kept.body, kept.status)
    text = write(act())
    _keep(writer, caller, key, digest, text, status)
    return _json(text, status)


def begun(
    writer: Writer,
    request: Request,
    caller: Caller,
    act: Callable[[], int],
    *,
    status: int = 200,
    body: object = None,
) -> Response | int:
    """As `once`, for an answer that takes long to make and is made after the transaction.

    Returns the number that the answer is about, or the answer where it is kept already. With a key,
    the number is kept in the transaction of the act until `finish` puts the answer in its place.
    """
    key = _key(request)
    before = begun_before(writer, request, caller, body)
    if before is not None:
        return before
    number = act()
    if key is None:
        return number
    digest = _digest(request, body)
    _keep(writer, caller, key, digest, f"{_ABOUT}{number}", status)
    return number


def begun_before(
    reader: Reader, request: Request, caller: Caller, body: object = None
) -> Response | int | None:
    """What `begun` gave the first time; None if this is the first time."""
    key = _key(request)
    kept = _kept(reader, caller, key, _digest(request, body)) if key is not None else None
    if kept is None:
        return None
    about = kept.body.removeprefix(_ABOUT)
    return int(about) if about != kept.body else _json(kept.body, kept.status)


def finish(writer: Writer, request: Request, caller: Caller, answer: Response) -> Response:
    """Keep the answer that `begun` left open."""
    key = _key(request)
    row = _row(writer, caller, key) if key is not None else None
    if row is not None and row.body.startswith(_ABOUT):
        row.body = bytes(answer.body).decode()
    return answer


def takes_key(request: Request) -> bool:
    """Whether the answer to a request is kept."""
    return _key(request) is not None


def made(answer: object, status: int) -> Response:
    """An answer, written out."""
    return _json(write(answer), status)


#: What stands for an answer that is still to be made: no JSON begins so.
_ABOUT = "about "


def _key(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not 1 <= len(key) <= 200:  # noqa: PLR2004
        msg = _("An Idempotency-Key has 1 to 200 characters.")
        raise BadInput(msg, field="Idempotency-Key")
    return key


def _digest(request: Request, body: object) -> str:
    asked = f"{request.method} {request.url.path}\n{json.dumps(jsonable_encoder(body))}"
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()


def _row(reader: Reader, caller: Caller, key: str) -> KeptAnswerRow | None:
    wanted = select(KeptAnswerRow).where(
        KeptAnswerRow.person_id == caller.person, KeptAnswerRow.key == key
    )
    return reader.session.exec(wanted).first()


def _kept(reader: Reader, caller: Caller, key: str, digest: str) -> KeptAnswerRow | None:
    kept = _row(reader, caller, key)
    if kept is not None and kept.request_digest != digest:
        msg = _("This Idempotency-Key was used for another request. Use a new one.")
        raise WrongState(msg)
    return kept


def _keep(writer: Writer, caller: Caller, key: str, digest: str, text: str, status: int) -> None:
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


def write(answer: object) -> str:
    """An answer as JSON."""
    if isinstance(answer, BaseModel):
        return answer.model_dump_json()
    return TypeAdapter(type(answer)).dump_json(answer).decode()


def _json(text: str, status: int) -> Response:
    if status == HTTPStatus.NO_CONTENT:
        return Response(status_code=status)
    return Response(text, status, media_type="application/json")
