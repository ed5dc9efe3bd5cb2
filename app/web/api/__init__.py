"""The JSON API: thin endpoints over the services. `docs` at `/api/v1/openapi.json`."""

from app.web.api import (
    amendments,
    calendar,
    care,
    charters,
    comments,
    discussion,
    glossary,
    joining,
    lives,
    mediations,
    members,
    my_data,
    my_name,
    objections,
    record,
    reviews,
    revisions,
    rounds,
    rules,
    stances,
    stewards,
    visibility,
)
from app.web.api.answers import PROBLEMS
from app.web.routing import Router

router = Router(prefix="/api/v1", responses=PROBLEMS)
_PARTS = (
    charters,
    rules,
    members,
    joining,
    stewards,
    revisions,
    reviews,
    amendments,
    lives,
    discussion,
    comments,
    care,
    mediations,
    rounds,
    stances,
    objections,
    calendar,
    record,
    my_data,
    glossary,
    my_name,
    visibility,
)
for _part in _PARTS:
    router.include_router(_part.router)
