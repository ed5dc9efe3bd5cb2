"""Looking at comments: whose words are for whom, and what someone may do with each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from amendments.belonging.people import Actor
from amendments.belonging.visibility import CharterPart
from amendments.care import moderation as care
from amendments.refusals import Permission
from amendments.status import UNDECIDED
from amendments.talking import comment_life as rules
from amendments.talking.comment_life import CommentState
from app.services.care.pause import may_speak
from app.services.entry import CharterAccess
from app.services.talking.comment_edits import remark_of
from app.storage.care import moderation
from app.storage.engine.session import Reader
from app.storage.talking import comment_edits, look_again
from app.storage.talking import comments as discussions
from app.storage.talking.comments import Comment
from app.storage.talking.discussion_rows import OutlineEntry
from app.storage.texts import charters
from app.storage.writing.amendments import StoredAmendment

if TYPE_CHECKING:
    from app.services.views.amendment_lists import ListedAmendment
    from app.storage.talking.comment_edits import Called


#: Stands for a member whom others are not told.
NOBODY = -1


@dataclass(frozen=True, slots=True)
class RemarkView:
    """What someone may do with a comment. `folded`: its thread is settled, nothing came since."""

    may_edit: Permission
    may_take_back: Permission
    may_settle: Permission
    may_report: Permission
    may_hide: Permission
    may_restore: Permission
    may_answer: Permission
    may_appeal: Permission
    may_decide: Permission
    folded: bool


def comments_for(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    numbers: tuple[int, ...] | None = None,
) -> list[Comment]:
    """The comments on an amendment with some numbers, or all of them, oldest first, with the words
    that are for this person.
    """
    found = discussions.comments(reader, kept.id, numbers)
    if access.actor.is_member:
        return [_for(access.actor, one) for one in found]
    return [_for_others(access, one) for one in found]


def outline_for(
    reader: Reader, access: CharterAccess, kept: StoredAmendment
) -> tuple[OutlineEntry, ...]:
    """Those comments on an amendment whose author this person may know, without their words."""
    found = discussions.outline(reader, kept.id)
    if access.actor.is_member:
        return found
    return tuple(one for one in found if _is_open(access, one.member, one.at, is_shut=one.is_shut))


def known_after(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, number: int, limit: int
) -> tuple[tuple[int, ...], int]:
    """The numbers of the comments behind a number that this person may know, so many at the most;
    and how many there are on the amendment that they may not.
    """
    if access.actor.is_member:
        return discussions.numbers_after(reader, kept.id, number, limit), 0
    known = outline_for(reader, access, kept)
    behind = [one.number for one in known if one.number > number]
    return tuple(behind[:limit]), len(discussions.outline(reader, kept.id)) - len(known)


def _is_for_others(access: CharterAccess, comment: Comment) -> bool:
    """Whether others than members may read a comment."""
    is_shut = comment.taken_back_at is not None or comment.hiding is not None
    return _is_open(access, comment.member, comment.created_at, is_shut=is_shut)


def _is_open(access: CharterAccess, member: int, at: datetime, *, is_shut: bool) -> bool:
    return not is_shut and access.sight.said(CharterPart.DISCUSSION, member, at)


def _for_others(access: CharterAccess, comment: Comment) -> Comment:
    """A comment as others than members read it: how it reads now, or only that there is one."""
    if _is_for_others(access, comment):
        return replace(
            comment,
            earlier=(),
            mentions=frozenset(),
            ask=None,
            answered_by=NOBODY if comment.answered_by else None,
            settled_by=NOBODY if comment.settled_by else None,
        )
    return Comment(
        number=comment.number,
        version=comment.version,
        member=NOBODY,
        kind=comment.kind,
        created_at=comment.created_at,
        body="",
        reply_to=comment.reply_to,
        anchor_block=None,
        quote=None,
        replacement=None,
        answered_by=None,
        id=comment.id,
        withheld=True,
        kept_back=True,
    )


def _for(actor: Actor, comment: Comment) -> Comment:
    is_withheld = comment.taken_back_at is not None or comment.hiding is not None
    if rules.may_read(actor, comment.member, is_withheld=is_withheld):
        return comment
    hiding = comment.hiding
    return replace(
        comment,
        hiding=replace(hiding, answer="", appeal="", decision="") if hiding else None,
        body="",
        quote=None,
        replacement=None,
        earlier=(),
        withheld=True,
        mentions=frozenset(),
        ask=None,
    )


def withheld_comments(reader: Reader, access: CharterAccess) -> set[tuple[int, int]]:
    """The comments whose words are not for this person: numbers of the amendment and their own."""
    if access.actor.is_steward:
        return set()
    return {
        (number, row.number)
        for row, number in (
            *comment_edits.withheld(reader, access.charter.id),
            *moderation.hidden_comments(reader, access.charter.id),
        )
        if not rules.may_read(access.actor, row.member_id, is_withheld=True)
    }


def look_at_remarks(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    comments: Iterable[Comment],
    thread_of: Mapping[int, int],
) -> Mapping[int, RemarkView]:
    """What the person who came in may do with each comment, by its number.

    `thread_of` says with which comment the thread of each comment begins.
    """
    every = list(comments)
    known = {one.number: remark_of(one, thread_of[one.number]) for one in every}
    newest: dict[int, datetime] = {}
    for entry in discussions.outline(reader, kept.id):
        newest[thread_of[entry.number]] = entry.at
    reported = moderation.reporters(reader, kept.id) if access.actor.is_steward else {}
    found = {
        one.number: _look(access, kept, one, known[one.number], reported, newest.get(one.number))
        for one in every
    }
    speak = may_speak(reader, access)
    if speak is True:
        return found
    return {number: replace(one, may_edit=speak) for number, one in found.items()}


def _look(
    access: CharterAccess,
    kept: StoredAmendment,
    comment: Comment,
    remark: CommentState,
    reported: Mapping[int, set[int]],
    newest: datetime | None,
) -> RemarkView:
    actor, community = access.actor, access.community
    hiding = comment.hiding.value if comment.hiding else None
    by = frozenset(reported.get(comment.number, ()))
    settled = comment.settled_at
    return RemarkView(
        may_edit=rules.may_edit(actor, remark),
        may_take_back=rules.may_take_back(actor, remark),
        may_settle=rules.may_settle(actor, kept.value, remark),
        may_report=care.may_report(actor, frozenset({remark.member})),
        may_hide=care.may_hide(actor, remark, by, community),
        may_restore=care.may_restore(actor, remark),
        may_answer=care.may_answer_hiding(actor, remark, hiding),
        may_appeal=care.may_appeal(actor, remark, hiding, community),
        may_decide=care.may_decide_appeal(actor, remark, hiding),
        folded=settled is not None and newest is not None and newest <= settled,
    )


@dataclass(frozen=True, slots=True)
class Calling:
    """A comment that waits for someone, who has not said anything there since."""

    amendment: int
    comment: int
    title: str
    name: str


def unanswered_calls(
    reader: Reader, access: CharterAccess, listed: Iterable[ListedAmendment]
) -> list[Calling]:
    """Where the person who came in is mentioned and has not spoken since, of some amendments."""
    return _since_spoken(reader, access, listed, comment_edits.calling)


def new_answers(
    reader: Reader, access: CharterAccess, listed: Iterable[ListedAmendment]
) -> list[Calling]:
    """What was answered to this person's comments since they last spoke there, oldest first."""
    return _since_spoken(reader, access, listed, comment_edits.replying)


def asked_again(
    reader: Reader, access: CharterAccess, listed: Iterable[ListedAmendment]
) -> list[Calling]:
    """The comments at which this person is asked to look again, of some amendments."""
    if access.actor.member is None:
        return []
    undecided = [one for one in listed if one.kept.value.status in UNDECIDED]
    asked = look_again.asked_of(reader, access.charter.id, access.actor.member)
    if not asked:
        return []
    titles, names = _titles_and_names(reader, access, undecided, {one.by for one in asked})
    return [
        Calling(one.amendment, one.comment, titles[one.amendment_id], names.get(one.by, ""))
        for one in asked
        if one.amendment_id in titles
    ]


def _titles_and_names(
    reader: Reader, access: CharterAccess, listed: Iterable[ListedAmendment], members: Iterable[int]
) -> tuple[dict[int, str], Mapping[int, str]]:
    known = charters.directory(reader, access.charter.id)
    known.know(members)
    return {one.kept.id: one.version.title for one in listed}, known.names


def _since_spoken(
    reader: Reader,
    access: CharterAccess,
    listed: Iterable[ListedAmendment],
    find: Callable[[Reader, frozenset[int], int], list[Called]],
) -> list[Calling]:
    # What nobody has commented on is not looked through.
    talked = [one for one in listed if one.comments_count]
    if access.actor.member is None or not talked:
        return []
    found = find(reader, frozenset(one.kept.id for one in talked), access.actor.member)
    titles, names = _titles_and_names(reader, access, talked, {one.by for one in found})
    return [
        Calling(one.amendment, one.comment, titles[one.amendment_id], names.get(one.by, ""))
        for one in found
    ]
