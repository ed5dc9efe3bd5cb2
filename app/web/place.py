"""The place: what every request needs of this installation, made once in `app.main`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.exc import DBAPIError

from app.mail.post import Post
from app.mail.senders import Sender
from app.services.tick import do_due_things
from app.settings import Settings
from app.storage.database import Database, Reader, Writer
from app.storage.freshness import freshness
from app.storage.trouble import beside

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """This installation."""

    settings: Settings
    database: Database
    secret: bytes
    sender: Sender
    is_demo: bool = False

    @property
    def post(self) -> Post:
        """Who sends the mail of this place."""
        settings = self.settings
        return Post(settings.base_url, settings.mail_from, self.secret, settings.language)


async def get_place(request: Request) -> Place:
    """The place that this request came to."""
    place: Place = request.app.state.place
    return place


ThePlace = Annotated[Place, Depends(get_place)]


def settle(request: Request, place: ThePlace) -> None:
    """Do what is due in the charter that is asked for, so that nobody sees a stale state.

    No deadline depends on the ticker: whoever looks first finds it done.
    """
    slug = request.path_params.get("slug")
    if not isinstance(slug, str):
        return
    with place.database.reading() as reader:
        fresh = freshness(reader, slug)
    if fresh is not None and fresh.is_due:
        bring_up_to_date(place.database, slug)


def bring_up_to_date(database: Database, slug: str) -> None:
    """Do what is due in a charter, as nobody asked for it: who can only read is still answered.

    While nothing can be written, the state is the one before; deadlines hold by the clock.
    """
    try:
        with beside():
            do_due_things(database, slug)
    except DBAPIError as error:
        log.warning("what is due waits, as the database failed: %s", type(error.orig).__name__)


def note_beside(database: Database, note: Callable[[Writer], object]) -> None:
    """Keep what nobody asked for. Whoever came is answered all the same if it cannot be kept."""
    try:
        with beside(), database.writing() as writer:
            note(writer)
    except DBAPIError as error:
        log.warning("a note could not be kept: %s", type(error.orig).__name__)


def _reading(place: ThePlace, _settled: Annotated[None, Depends(settle)]) -> Iterator[Reader]:
    with place.database.reading() as reader:
        yield reader


def _writing(place: ThePlace, _settled: Annotated[None, Depends(settle)]) -> Iterator[Writer]:
    with place.database.writing() as writer:
        yield writer


# Function scope: the transaction ends, and a failing commit is told, before the answer leaves.
Reading = Annotated[Reader, Depends(_reading, scope="function")]
Writing = Annotated[Writer, Depends(_writing, scope="function")]
