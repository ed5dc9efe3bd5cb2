"""Someone's program that is about to change something, alone or inside a charter."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from sqlalchemy.exc import DBAPIError
from starlette.responses import Response

from amendments.refusals import Refusal
from app.services import entry
from app.services.entry import Caller, CharterAccess
from app.storage.engine.clock_rules import ClockStopped
from app.storage.engine.commit_fate import beside
from app.storage.engine.database import Busy
from app.storage.engine.session import Reader, Writer
from app.web.api import answers
from app.web.api.caller import Slug, Someone
from app.web.installation import Installation, TheInstallation, settle

log = logging.getLogger(__name__)

Prepared = TypeVar("Prepared")


@dataclass(slots=True)
class Acting:
    """A caller, and the transaction in which they act; it begins with their turn."""

    request: Request
    installation: Installation
    caller: Caller
    _writer: Writer | None = field(default=None, init=False)

    @property
    def writer(self) -> Writer:
        """The transaction."""
        assert self._writer is not None, "it is not this request's turn"
        return self._writer

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Begin the transaction; commit it at the end."""
        with self.installation.database.writing() as self._writer:
            yield
        self._writer = None


@dataclass(slots=True)
class Inside(Acting):
    """The charter that the caller came into as well; it is locked for as long as they act."""

    slug: str
    _access: CharterAccess | None = field(default=None, init=False)

    @property
    def access(self) -> CharterAccess:
        """The charter, as the caller finds it when they act."""
        assert self._access is not None, "it is not this request's turn"
        return self._access

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Begin the transaction, and come in; commit it at the end."""
        # No zero-argument super() in a class with slots.
        with Acting.opened(self):
            self._access = entry.enter_to_write(self.writer, self.slug, self.caller)
            yield

    @contextmanager
    def looking_back(self) -> Iterator[tuple[Reader, CharterAccess]]:
        """See what came of the act, as who the caller was in it; it is committed."""
        with self.installation.database.reading() as reader:
            yield reader, entry.look_back(reader, self.access)

    @contextmanager
    def reading(self) -> Iterator[tuple[Reader, CharterAccess]]:
        """Come in to read, before the turn or after it."""
        with self.installation.database.reading() as reader:
            yield reader, entry.enter(reader, self.slug, self.caller)

    def once(
        self, act: Callable[[], object], *, status: int = 200, body: object = None
    ) -> Response:
        """Do something once for each Idempotency-Key: see `answers.once`."""
        return answers.once(self.writer, self.request, self.caller, act, status=status, body=body)

    def prepared_once(
        self,
        prepare: Callable[[Reader, CharterAccess], Prepared],
        act: Callable[[Prepared], int],
        show: Callable[[Reader, CharterAccess, int], object],
        *,
        status: int = 200,
        body: object = None,
    ) -> Response:
        """As `once`, for what takes long: only `act` holds the charter, and others up.

        What `prepare` worked out is given to `act`; what that did is shown by its number.
        """
        with self.reading() as (reader, access):
            done = answers.begun_before(reader, self.request, self.caller, body)
            prepared = prepare(reader, access) if done is None else None
        if prepared is not None:
            with self.opened():
                done = answers.begun(
                    self.writer,
                    self.request,
                    self.caller,
                    partial(act, prepared),
                    status=status,
                    body=body,
                )
        assert done is not None
        if isinstance(done, Response):
            return done
        with self.reading() as (reader, access):
            answer = answers.made(show(reader, access, done), status)
        if answers.takes_key(self.request):
            self._keep(answer)
        return answer

    def _keep(self, answer: Response) -> None:
        """Keep an answer that is given in any case: whoever asks again, and it is not there, is
        answered by the number that was kept with the act.
        """
        try:
            with beside(), self.opened():
                answers.finish(self.writer, self.request, self.caller, answer)
        except (Busy, ClockStopped, Refusal, DBAPIError) as error:
            log.warning("an answer could not be kept: %s", type(error).__name__)


async def _acting(request: Request, installation: TheInstallation, caller: Someone) -> Acting:
    return Acting(request, installation, caller)


async def _inside(
    request: Request,
    installation: TheInstallation,
    caller: Someone,
    slug: Slug,
    _settled: Annotated[None, Depends(settle)],
) -> Inside:
    return Inside(request, installation, caller, slug)


ToAct = Annotated[Acting, Depends(_acting)]
ToWrite = Annotated[Inside, Depends(_inside)]
