"""The JSON API: thin endpoints over the services. `docs` at `/api/v1/openapi.json`."""

from app.web.api import record
from app.web.api.answers import PROBLEMS
from app.web.api.belonging import joining, members, my_data, my_name, stewards, visibility
from app.web.api.care import care, mediations
from app.web.api.deciding import objections, rounds, stances
from app.web.api.talking import comments, discussion, glossary
from app.web.api.texts import calendar, charters, revisions, rules
from app.web.api.writing import amendments, lives, reviews
from app.web.serving.routing import Router

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
