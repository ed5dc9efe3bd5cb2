"""Someone's program inside a charter, about to change something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from app.services import entry
from app.services.entry import Caller, Room
from app.storage.database import Writer
from app.web.api import answers
from app.web.api.caller import Slug, Someone
from app.web.place import Writing


@dataclass(frozen=True, slots=True)
class Inside:
    """The charter that the caller came into, locked, and the transaction in which they act."""

    request: Request
    writer: Writer
    caller: Caller
    room: Room

    def once(
        self, act: Callable[[], object], *, status: int = 200, body: object = None
    ) -> Response:
        """Do something once for each Idempotency-Key: see `answers.once`."""
        return answers.once(self.writer, self.request, self.caller, act, status=status, body=body)


def _inside(request: Request, caller: Someone, writer: Writing, slug: Slug) -> Inside:
    return Inside(request, writer, caller, entry.enter_to_write(writer, slug, caller))


ToWrite = Annotated[Inside, Depends(_inside, scope="function")]
