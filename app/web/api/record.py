"""The record, as NDJSON."""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated

from fastapi import Query, Request
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from app.services import entry
from app.services.record import export_record
from app.storage.record import lines as record
from app.web.api.caller import Anyone, Slug
from app.web.installation import Reading
from app.web.limits import Counted, cost_of_events, spend
from app.web.serving.routing import Router

router = Router(prefix="/charters/{slug}", tags=["record"])

#: How much of a record is kept in memory, and how much is sent at a time, in bytes.
IN_MEMORY = 1_000_000
PART = 64_000
NDJSON = "application/x-ndjson"


@router.get(
    "/record",
    response_class=StreamingResponse,
    responses={200: {"content": {NDJSON: {"schema": {"type": "string"}}}}},
)
def get_record(
    reader: Reading,
    person: Anyone,
    slug: Slug,
    request: Request,
    openings: Annotated[
        bool, Query(description="Also what opens the sealed words that the caller may read")
    ] = False,
) -> StreamingResponse:
    """Every event, one canonical JSON line each, oldest first. `charter verify` checks it."""
    access = entry.enter(reader, slug, person)
    last = record.last_line(reader, access.charter.id)
    cost = cost_of_events(last.seq if last else 0)
    spend(request, Counted.EXPORTS, person.person if person else None, cost)

    return _Sent(_written(export_record.lines(reader, access, openings=openings)))


class _Sent(StreamingResponse):
    """A file that is sent, and closed whether or not anybody takes it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(iter(lambda: file.read(PART), b""), media_type=NDJSON)
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._file.close()


def _written(lines: Iterable[str]) -> IO[bytes]:
    """Lines in a file that is gone when it is closed; a short one is kept in memory.

    However slowly somebody takes them, they hold no connection to the database.
    """
    written = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - who sends it closes it
    for line in lines:
        written.write(line.encode())
    written.seek(0)
    return written
