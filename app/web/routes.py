"""Every address of this place, in the order in which they are tried."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Request, Response
from sqlalchemy import text

from app import paths
from app.storage.clock_rules import ClockStopped
from app.web import api, pages
from app.web.kept_files import KeptFiles
from app.web.place import Reading, ThePlace

API_DESCRIPTION = (
    "Charters, their revisions, the proposals to change them and the decisions about those. "
    "Send `Authorization: Bearer TOKEN`; `charter token EMAIL` makes one. Times are RFC 3339 in "
    "UTC. A POST may carry an `Idempotency-Key`: sent again with the same key, a request is "
    "answered as the first time and does nothing more."
)

_status = APIRouter(include_in_schema=False)


@_status.get("/health")
def health() -> Response:
    """Whether the process lives."""
    return Response("ok\n", media_type="text/plain")


@_status.get("/ready")
def ready(reader: Reading, place: ThePlace) -> Response:
    """Whether the database answers too, and acts can be dated."""
    guard = place.database.guard
    verdict = guard.look(reader) if guard is not None else None
    if verdict is not None and not verdict.is_right:
        raise ClockStopped(verdict.reason)
    reader.session.connection().execute(text("SELECT 1 FROM alembic_version"))
    return Response("ok\n", media_type="text/plain")


async def _favicon(_request: Request) -> Response:
    return Response(status_code=204)


def include(app: FastAPI) -> None:
    """Give the app its addresses. Those that begin with a charter's slug come last."""
    app.include_router(_status)
    app.mount("/static", KeptFiles(directory=paths.static()), name="static")
    app.add_route("/favicon.ico", _favicon, include_in_schema=False)
    app.include_router(api.router)
    for router in pages.routers:
        app.include_router(router, include_in_schema=False)
