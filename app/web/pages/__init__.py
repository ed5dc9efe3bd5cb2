"""The pages for people. Each noun has its router; those below a charter's slug come last."""

from fastapi import APIRouter

from app.web.pages import live, style
from app.web.pages.authentication import (
    passkeys,
    provider,
    reauthentication,
    security,
    sign_in,
    step_up,
)
from app.web.pages.belonging import inviting, joining, members, stewards, visibility
from app.web.pages.care import desk, mediation, moderating
from app.web.pages.deciding import answer, guiding, hearing, meeting, rounds
from app.web.pages.own import erase, language, mail, me, my_data, my_drafts, my_name
from app.web.pages.proposals import amendments, lives, reviewing
from app.web.pages.record import record
from app.web.pages.talking import comment_edits, discussion, glossary, talking
from app.web.pages.texts import (
    calendar,
    charters,
    compare,
    last_read,
    passages,
    revisions,
    rules,
    take_along,
    together,
)
from app.web.pages.writing import new_version, propose, workbench

routers: list[APIRouter] = [
    charters.first_router,
    style.router,
    language.router,
    sign_in.router,
    step_up.router,
    reauthentication.router,
    passkeys.router,
    provider.router,
    answer.router,
    me.router,
    my_name.router,
    my_drafts.router,
    mail.router,
    security.router,
    my_data.router,
    erase.router,
    propose.router,
    new_version.router,
    workbench.router,
    amendments.router,
    lives.router,
    together.router,
    discussion.router,
    comment_edits.router,
    moderating.router,
    mediation.router,
    talking.router,
    live.router,
    rounds.router,
    guiding.router,
    hearing.router,
    meeting.router,
    reviewing.router,
    revisions.router,
    take_along.router,
    compare.router,
    passages.router,
    members.router,
    inviting.router,
    stewards.router,
    joining.router,
    rules.router,
    calendar.router,
    glossary.router,
    visibility.router,
    desk.router,
    record.router,
    last_read.router,
    charters.router,
]
