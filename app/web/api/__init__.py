"""The JSON API: thin endpoints over the services. `docs` at `/api/v1/openapi.json`."""

from fastapi import FastAPI

from app.web.api import record
from app.web.api.answers import PROBLEMS
from app.web.api.belonging import joining, members, my_data, my_name, stewards, visibility
from app.web.api.care import care, mediations
from app.web.api.deciding import objections, rounds, stances
from app.web.api.talking import comments, discussion, glossary
from app.web.api.texts import calendar, charters, revisions, rules
from app.web.api.writing import amendments, lives, reviews

#: Where all of it stands.
PREFIX = "/api/v1"
PARTS = (
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


def include(app: FastAPI) -> None:
    """Give the app its endpoints, one part after another: a router of routers is asked thrice."""
    for part in PARTS:
        app.include_router(part.router, prefix=PREFIX, responses=PROBLEMS)
