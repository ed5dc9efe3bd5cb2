"""The pages for people. Each noun has its router; those below a charter's slug come last."""

from fastapi import APIRouter

from app.web.pages import (
    amendments,
    answer,
    calendar,
    charters,
    compare,
    desk,
    discussion,
    me,
    members,
    new_version,
    passages,
    propose,
    record,
    revisions,
    rounds,
    rules,
    sign_in,
)

routers: list[APIRouter] = [
    charters.first_router,
    sign_in.router,
    answer.router,
    me.router,
    propose.router,
    new_version.router,
    amendments.router,
    discussion.router,
    rounds.router,
    revisions.router,
    compare.router,
    passages.router,
    members.router,
    rules.router,
    calendar.router,
    desk.router,
    record.router,
    charters.router,
]
