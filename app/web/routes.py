"""Every address of this place, in the order in which they are tried."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool

from app import paths
from app.storage.engine.clock_rules import ClockStopped
from app.storage.engine.database import Database
from app.web import api, pages
from app.web.installation import TheInstallation
from app.web.serving.routing import THE_SERVER, Router, queues_of
from app.web.serving.static_files import KeptFiles

API_DESCRIPTION = (
    "Charters, their revisions, the proposals to change them and the decisions about those. "
    "Send `Authorization: Bearer TOKEN`; `charter token EMAIL` makes one. Times are RFC 3339 in "
    "UTC. A POST may carry an `Idempotency-Key`: sent again with the same key, a request is "
    "answered as the first time and does nothing more."
)

#: How many seconds it is taken for granted that what could be written can be.
WRITTEN_LATELY = 5

_status = Router(include_in_schema=False)


@_status.get("/health")
async def health() -> Response:
    """Whether the process lives: it waits for no thread and for no database."""
    return Response("ok\n", media_type="text/plain")


@_status.get("/ready")
async def ready(request: Request, installation: TheInstallation) -> Response:
    """Whether everything can be done here: the clock is believed, and something can be written."""
    await run_in_threadpool(_ask_clock, installation.database)
    if not installation.database.wrote_within(WRITTEN_LATELY):
        async with queues_of(request).writing.taken(THE_SERVER):
            await run_in_threadpool(installation.database.try_writing)
    return Response("ok\n", media_type="text/plain")


def _ask_clock(database: Database) -> None:
    guard = database.guard
    if guard is None:
        return
    with database.reading() as reader:
        verdict = guard.look(reader)
    if not verdict.is_right:
        raise ClockStopped(verdict.reason)


async def _favicon(_request: Request) -> Response:
    return Response(status_code=204)


def include(app: FastAPI) -> None:
    """Give the app its addresses. Those that begin with a charter's slug come last."""
    app.include_router(_status)
    app.mount("/static", KeptFiles(directory=paths.static()), name="static")
    app.add_route("/favicon.ico", _favicon, include_in_schema=False)
    api.include(app)
    for router in pages.routers:
        app.include_router(router, include_in_schema=False)
