"""Looking at what is said about an amendment, and at what has changed since one took part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from amendments.belonging import permissions
from amendments.belonging.visibility import CharterPart, Openness
from amendments.refusals import Permission, Refusal
from amendments.talking import discussion
from amendments.talking.mentions import how_to_call
from amendments.writing import authorship
from app.services.care.pause import may_speak
from app.services.entry import CharterAccess
from app.services.talking.followed import Followed, follow_comments
from app.services.talking.look_again import LookAgainView, look_again_at
from app.services.talking.mirror import Mirror, look_in_mirror
from app.services.talking.threads import THE_NEWEST, ShownTalk, WantedThreads, shown_of
from app.services.views.comment_view import RemarkView, comments_for, look_at_remarks, outline_for
from app.services.views.outsider_view import authors_for, speakers, summaries_for
from app.services.writing.take_over import may_take_over
from app.storage.deciding import rounds
from app.storage.engine.session import Reader
from app.storage.talking import comments as discussions
from app.storage.talking.comments import Comment, GivenSense, Summary
from app.storage.talking.discussion_rows import OutlineEntry
from app.storage.texts import charters
from app.storage.writing import amendments, authors
from app.storage.writing.amendments import StoredAmendment


@dataclass(frozen=True, slots=True)
class DiscussionNews:
    """What is said about an amendment, as one person may see it.

    `comments` are those that are shown, as `shown` says; `count` is how many there are of all, and
    `outline` has every one whose author this person may know.
    `taken_over` gives the version that took each suggestion over, by the comment's number;
    `take_over` says for each other suggestion whether this person may, or why not. `seen` is the
    newest version that the person took part on, 0 if they never did. `places` says where each
    passage that was remarked on stands now, `remarks` what this person may do with each comment.
    `callable` are the names that can be mentioned. `is_open`: this person reads the discussion,
    `to_everyone`: what is said now is said to everyone.
    `speakers` and `authors` are the names that someone who is no member may know.
    `is_paused`: a steward paused their comments. `again`: who is asked to look again at what became
    of their comment, and who may ask.
    """

    comments: tuple[Comment, ...]
    outline: tuple[OutlineEntry, ...]
    shown: ShownTalk
    count: int
    summaries: tuple[Summary, ...]
    senses: tuple[GivenSense, ...]
    taken_over: Mapping[int, int]
    places: Mapping[int, Followed]
    may_sense: Permission
    may_summarise: Permission
    may_invite: Permission
    may_join: Permission
    invited: tuple[int, ...] = ()
    seen: int = 0
    take_over: Mapping[int, Refusal | None] = field(default_factory=dict)
    may_answer: frozenset[int] = frozenset()
    remarks: Mapping[int, RemarkView] = field(default_factory=dict)
    callable: tuple[str, ...] = ()
    mirror: Mirror | None = None
    is_open: bool = True
    to_everyone: bool = False
    speakers: Mapping[int, str] = field(default_factory=dict)
    authors: Mapping[int, str] = field(default_factory=dict)
    is_paused: bool = False
    again: Mapping[int, LookAgainView] = field(default_factory=dict)


def look_at_talk(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    wanted: WantedThreads | None = THE_NEWEST,
) -> DiscussionNews:
    """What is said about an amendment. What members say to one another stays among them.

    `wanted` are the threads that are asked for; None for none, where comments are only counted.
    """
    actor, value = access.actor, kept.value
    is_member = actor.is_member
    sees = is_member or access.sight.is_open(CharterPart.DISCUSSION)
    # What is not shown is not read.
    every = discussions.outline(reader, kept.id) if sees and wanted is not None else ()
    shown = shown_of(every, wanted) if wanted is not None else ShownTalk()
    comments = tuple(comments_for(reader, access, kept, shown.numbers)) if shown.numbers else ()
    names = _callable(reader, access) if is_member else ()
    invited = tuple(authors.invited(reader, kept.id))
    places = follow_comments(reader, access, kept, comments)
    taken = {
        one.suggestion: one.number
        for one in amendments.versions(reader, kept.id)
        if one.suggestion is not None
    }
    return DiscussionNews(
        is_open=sees,
        to_everyone=access.charter.openness is Openness.OPEN,
        comments=comments,
        outline=outline_for(reader, access, kept) if every else (),
        shown=shown,
        count=sum(one.comments for one in discussions.speakers(reader, kept.id).values()),
        summaries=tuple(summaries_for(reader, access, kept)),
        speakers=speakers(reader, access, kept),
        authors=authors_for(reader, access, kept),
        senses=tuple(discussions.senses(reader, kept.id)) if is_member else (),
        taken_over=taken,
        places=places,
        may_sense=discussion.may_give_sense(actor, value),
        may_summarise=discussion.may_summarise(actor, value),
        may_invite=authorship.may_invite(actor, value),
        may_join=authorship.may_join(actor, value, invited=actor.member in invited),
        invited=invited if is_member else (),
        seen=_seen(reader, kept, actor.member) if actor.member is not None else 0,
        take_over=_take_over(reader, access, kept, comments, taken),
        may_answer=frozenset(
            one.number
            for one in comments
            if one.kind == "question"
            and discussion.may_mark_answered(actor, value, one.member) is True
        ),
        remarks=look_at_remarks(reader, access, kept, comments, shown.thread_of)
        if comments
        else {},
        mirror=look_in_mirror(reader, access, kept),
        callable=names,
        is_paused=may_speak(reader, access) is not True,
        again=look_again_at(access, kept, comments, places) if is_member else {},
    )


def _callable(reader: Reader, access: CharterAccess) -> tuple[str, ...]:
    """What the members can be called by in a comment."""
    people = charters.directory(reader, access.charter.id).those_present()
    return tuple(how_to_call({one.member: one.name for one in people or ()}))


def _seen(reader: Reader, kept: StoredAmendment, member: int) -> int:
    """The newest version that a member took part on, in the discussion or in a round."""
    answered = [
        decision.value.version
        for decision in rounds.find_all(reader, kept.id)
        if decision.value.seat_of(member) in decision.value.stances
    ]
    return max([discussions.seen(reader, kept.id, member), *answered])


def _take_over(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    comments: tuple[Comment, ...],
    taken: Mapping[int, int],
) -> dict[int, Refusal | None]:
    value = kept.value
    if permissions.may_revise(access.actor, value.status, value.authors) is not True:
        return {}
    return {
        one.number: may_take_over(reader, access, kept, one)
        for one in comments
        if one.kind == "suggestion" and one.replacement and one.number not in taken
    }
