"""Pulling back what goes on in a charter whose time ran ahead, as its record says it.

What is over stays as it was recorded: only what rules still ask about is moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import col, select

from amendments.belonging.visibility import Openness
from amendments.record.time_going_back import pulled_back
from app.storage.engine.session import Writer
from app.storage.tables import (
    AmendmentRow,
    ApiTokenRow,
    CeremonyRow,
    CharterRow,
    CommentRow,
    HeldLineRow,
    InvitationRow,
    JoinRequestRow,
    NoticeRow,
    OutgoingMailRow,
    PauseRow,
    RoundRow,
    SignInRow,
    StewardChangeRow,
    WebSessionRow,
)
from app.storage.texts import visibility
from app.storage.texts.charters import Charter

#: No sign-in that has begun lasts longer.
LONGEST_CEREMONY = timedelta(hours=1)
#: The number of an amendment and of a round.
Deadlines = Mapping[tuple[int, int], datetime]


def pull_back(
    writer: Writer,
    charter: Charter,
    deadlines: Deadlines,
    openness: Openness,
    effective_at: datetime | None,
) -> None:
    """Let what goes on in a charter count from now, where it began later than now."""
    to = writer.now
    _pull_readers(writer, charter, openness, effective_at)
    _pull_decisions(writer, charter, deadlines)
    _pull_belonging(writer, charter.id)
    for pause in writer.session.exec(select(PauseRow).where(PauseRow.charter_id == charter.id)):
        pause.until = pulled_back(pause.until, pause.at, to)
        pause.at = min(pause.at, to)
    # Whether it is time to tell somebody is looked up anew when a notice is due.
    waiting = select(NoticeRow).where(NoticeRow.charter_id == charter.id, NoticeRow.due_at > to)
    for notice in writer.session.exec(waiting):
        notice.due_at = to
        notice.ready_at = min(notice.ready_at, to) if notice.ready_at else None
    writer.session.flush()


def _pull_readers(
    writer: Writer, charter: Charter, openness: Openness, effective_at: datetime | None
) -> None:
    to = writer.now
    if openness is not charter.openness:
        visibility.save(writer, charter, openness)
    row = writer.session.get_one(CharterRow, charter.id)
    row.created_at = min(row.created_at, to)
    row.public_since = min(row.public_since, to) if row.public_since else None
    row.discussion_since = min(row.discussion_since, to) if row.discussion_since else None
    row.widens_at = effective_at


def _pull_decisions(writer: Writer, charter: Charter, deadlines: Deadlines) -> None:
    to = writer.now
    wanted = select(AmendmentRow).where(AmendmentRow.charter_id == charter.id)
    for amendment in writer.session.exec(wanted).all():
        if amendment.submitted_at is not None:
            amendment.submitted_at = min(amendment.submitted_at, to)
        mine = select(RoundRow).where(
            RoundRow.amendment_id == amendment.id, col(RoundRow.outcome).is_(None)
        )
        for decision in writer.session.exec(mine).all():
            decision.opened_at = min(decision.opened_at, to)
            held = select(HeldLineRow).where(HeldLineRow.round_id == decision.id)
            for line in writer.session.exec(held):
                line.at = min(line.at, to)
            moved = deadlines.get((amendment.number, decision.number))
            decision.closes_at = moved or decision.closes_at
        said = select(CommentRow).where(
            CommentRow.amendment_id == amendment.id, CommentRow.created_at > to
        )
        for comment in writer.session.exec(said).all():
            comment.created_at = to


def _pull_belonging(writer: Writer, charter_id: int) -> None:
    to = writer.now
    made = select(InvitationRow).where(InvitationRow.charter_id == charter_id)
    for invitation in writer.session.exec(made):
        invitation.ends_at = pulled_back(invitation.ends_at, invitation.created_at, to)
        invitation.created_at = min(invitation.created_at, to)
    asked = select(JoinRequestRow).where(JoinRequestRow.charter_id == charter_id)
    for request in writer.session.exec(asked):
        request.asked_at = min(request.asked_at, to)
    proposed = select(StewardChangeRow).where(StewardChangeRow.charter_id == charter_id)
    for change in writer.session.exec(proposed):
        change.proposed_at = min(change.proposed_at, to)


def end_what_was_made_later(writer: Writer) -> None:
    """End sessions and codes that were made later than now, and let letters go out that wait.

    They would last for as long as the clock was ahead. Tokens last as long as they were made for.
    """
    now = writer.now
    session = writer.session
    for browser in session.exec(select(WebSessionRow).where(WebSessionRow.created_at > now)):
        browser.ended_at = now
    for code in session.exec(select(SignInRow).where(SignInRow.created_at > now)):
        code.expires_at = now
    for ceremony in session.exec(
        select(CeremonyRow).where(CeremonyRow.expires_at > now + LONGEST_CEREMONY)
    ):
        ceremony.expires_at = now
    for token in session.exec(select(ApiTokenRow).where(ApiTokenRow.created_at > now)):
        if token.expires_at is not None:
            token.expires_at = now + (token.expires_at - token.created_at)
        token.created_at = now
    for letter in session.exec(select(OutgoingMailRow).where(OutgoingMailRow.created_at > now)):
        letter.due_at = letter.created_at = now
    session.flush()
