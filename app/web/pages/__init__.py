"""The pages for people. Each noun has its router; those below a charter's slug come last."""

from fastapi import APIRouter

from app.web.pages import (
    amendments,
    charters,
    compare,
    desk,
    discussion,
    me,
    members,
    new_version,
    passages,
    passkeys,
    propose,
    provider,
    record,
    revisions,
    rounds,
    rules,
    security,
    sign_in,
    step_up,
)

routers: list[APIRouter] = [
    charters.first_router,
    sign_in.router,
    step_up.router,
    passkeys.router,
    provider.router,
    me.router,
    security.router,
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
    desk.router,
    record.router,
    charters.router,
]
