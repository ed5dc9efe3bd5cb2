"""The JSON API: thin endpoints over the services. `docs` at `/api/v1/openapi.json`."""

from fastapi import APIRouter

from app.web.api import amendments, charters, comments, record, revisions, rounds
from app.web.api.answers import PROBLEMS

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
for _part in (charters, revisions, amendments, comments, rounds, record):
    router.include_router(_part.router)
