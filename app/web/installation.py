"""The place: what every request needs of this installation, made once in `app.main`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool

from app.mail.sending.post import Post
from app.mail.sending.senders import Sender
from app.services.upkeep.tick import do_due_things
from app.settings import Settings
from app.storage.engine.commit_fate import beside
from app.storage.engine.database import Busy, Database
from app.storage.engine.session import Reader
from app.storage.mail.due import next_due
from app.web.answer_cache.pending import holds_until, never_cached
from app.web.serving.routing import THE_SERVER, ask_before, queues_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Installation:
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


async def get_installation(request: Request) -> Installation:
    """The place that this request came to."""
    installation: Installation = request.app.state.installation
    return installation


TheInstallation = Annotated[Installation, Depends(get_installation)]


async def settle(request: Request, installation: TheInstallation) -> None:
    """Do what is due in the charter that is asked for, so that nobody sees a stale state.

    No deadline depends on the ticker: whoever looks first finds it done.
    """
    slug = request.path_params.get("slug")
    if isinstance(slug, str) and await ask_before(request, _is_due, installation.database, slug):
        # Whoever looks next tries as well, if it fails.
        never_cached()
        async with queues_of(request).writing.taken(THE_SERVER):
            await run_in_threadpool(bring_up_to_date, installation.database, slug)


def _is_due(database: Database, slug: str) -> bool:
    with database.reading() as reader:
        due, now = next_due(reader, slug), reader.now
    holds_until(due)
    return due is not None and due <= now


def bring_up_to_date(database: Database, slug: str) -> None:
    """Do what is due in a charter, as nobody asked for it: who can only read is still answered.

    While nothing can be written, the state is the one before; deadlines hold by the clock.
    """
    try:
        with beside():
            do_due_things(database, slug)
    except (Busy, DBAPIError) as error:
        log.warning("what is due waits, as the database failed: %s", type(error).__name__)


def _reading(
    installation: TheInstallation, _settled: Annotated[None, Depends(settle)]
) -> Iterator[Reader]:
    with installation.database.reading() as reader:
        yield reader


# Function scope: the transaction ends before the answer leaves.
Reading = Annotated[Reader, Depends(_reading, scope="function")]
