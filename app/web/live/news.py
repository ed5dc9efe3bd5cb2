"""What has happened since a page was opened, in words, without what this person did themselves."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.record.events import Kind
from amendments.refusals import NotFound
from app.services import entry
from app.services.entry import Room
from app.services.record.unseen import unseen
from app.storage.deciding import rounds
from app.storage.engine.database import Reader
from app.storage.record.held_lines import Happening
from app.storage.record.watch import Mark, since
from charter.language import N_, ngettext
from charter.language import gettext as _

#: What can be shown by exchanging a part of the page; the rest asks for the whole page.
_TALK = frozenset({Kind.COMMENTED.value})
_ANSWERS = frozenset({Kind.STANCE_TAKEN.value})
_MOVES = {
    Kind.SUBMITTED.value: N_("It is in discussion now."),
    Kind.REVISED.value: N_("There is a new version."),
    Kind.ROUND_OPENED.value: N_("A decision has begun."),
    Kind.ROUND_EXTENDED.value: N_("The decision stays open longer."),
    Kind.TEXT_MOVED.value: N_("The text around this proposal has changed."),
    Kind.ROUND_CLOSED.value: N_("The decision is closed."),
    Kind.PUBLISHED.value: N_("It is in force."),
    Kind.WITHDRAWN.value: N_("It was withdrawn."),
    Kind.TAKEN_UP.value: N_("Somebody has taken it up."),
    Kind.AUTHOR_LEFT.value: N_("Somebody does not write it any more."),
    Kind.CLOSING_ANNOUNCED.value: N_("It is announced that it is closed."),
    Kind.CLOSING_REFUSED.value: N_("It is not closed: it goes on."),
    Kind.CLOSING_STOPPED.value: N_("It is not closed: it goes on."),
    Kind.CLOSED.value: N_("It was closed."),
    Kind.COMMENT_EDITED.value: N_("A comment has other words."),
    Kind.COMMENT_TAKEN_BACK.value: N_("A comment was taken back."),
    Kind.COMMENT_HIDDEN.value: N_("A steward has hidden a comment."),
    Kind.COMMENT_RESTORED.value: N_("A comment is shown again."),
    Kind.APPEAL_DECIDED.value: N_("A steward has decided about a hidden comment."),
    Kind.THREAD_SETTLED.value: N_("A thread was settled or opened again."),
    Kind.LOOK_AGAIN_ASKED.value: N_("Somebody is asked to look again at their comment."),
    Kind.STILL_STANDS.value: N_("A comment was looked at again, and still stands."),
}
_SOMETHING = N_("Something else has changed.")
#: These are told by what else happens with them, or are between a few people.
_QUIET = frozenset(
    {
        Kind.DRAFTED.value,
        Kind.OBJECTION_RESOLVED.value,
        Kind.REPORTED.value,
        Kind.REPORT_SETTLED.value,
        Kind.HIDING_ANSWERED.value,
        Kind.HIDING_APPEALED.value,
        Kind.PAUSED.value,
        Kind.PAUSE_LIFTED.value,
        Kind.VISIBILITY_CONSENTED.value,
        Kind.VISIBILITY_CONSENT_WITHDRAWN.value,
    }
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Up to where each part of a page knew what had happened when it was made."""

    page: Mark
    talk: Mark
    answers: Mark


@dataclass(frozen=True, slots=True)
class News:
    """What is new, and how many things that is.

    `go_to` is the id of what to look at first; `whole` asks for the whole page.
    """

    words: str = ""
    things: int = 0
    go_to: str = ""
    whole: bool = False


def of_amendment(reader: Reader, room: Room, number: int, seen: Seen) -> News:
    """What is new about a proposal.

    Raises:
        NotFound: there is none of this number for this person.
    """
    kept = entry.amendment(reader, room, number)
    seats = {
        seat
        for one in rounds.find_all(reader, kept.id)
        if (seat := one.value.seat_of(room.actor.member)) is not None
    }
    after = min(seen.page, seen.talk, seen.answers)
    news = [
        (mark, one)
        for mark, one, about in since(reader, room.charter.id, after, unseen(reader, room))
        if about == number and not _is_mine(one, room, seats)
    ]
    comments = [one.data["comment"] for mark, one in news if one.kind in _TALK and mark > seen.talk]
    answers = {
        one.data["seat"] for mark, one in news if one.kind in _ANSWERS and mark > seen.answers
    }
    moves = [one.kind for mark, one in news if mark > seen.page and _is_a_move(one.kind)]
    said = [_(_MOVES.get(kind, _SOMETHING)) for kind in dict.fromkeys(moves)]
    if comments:
        said.append(
            ngettext("{n} new comment.", "{n} new comments.", len(comments)).format(n=len(comments))
        )
    if answers:
        said.append(
            ngettext(
                "{n} new or changed answer.", "{n} new or changed answers.", len(answers)
            ).format(n=len(answers))
        )
    go_to = f"comment-{comments[0]}" if comments else "decision" if answers else ""
    things = len(moves) + len(comments) + len(answers)
    return News(" ".join(dict.fromkeys(said)), things, "" if moves else go_to, whole=bool(moves))


def _is_a_move(kind: str) -> bool:
    return kind not in _TALK | _ANSWERS | _QUIET


def _is_mine(one: Happening, room: Room, seats: set[str]) -> bool:
    """Whether this person did it themselves."""
    named = one.actor is not None and one.actor == room.actor.handle
    return named or one.data.get("seat") in seats


def of_charter(reader: Reader, room: Room, seen: Mark) -> News:
    """What is new in a charter, in one sentence."""
    lines = [
        one
        for _mark, one, about in since(reader, room.charter.id, seen, unseen(reader, room))
        if one.kind not in _QUIET
        and _is_for(reader, room, about)
        and not _is_mine(one, room, set())
    ]
    if not lines:
        return News()
    if any(line.kind == Kind.PUBLISHED.value for line in lines):
        return News(_("The charter has changed: a new revision is in force."), whole=True)
    words = ngettext(
        "{n} thing has happened here since you opened this page.",
        "{n} things have happened here since you opened this page.",
        len(lines),
    )
    return News(words.format(n=len(lines)), whole=True)


def _is_for(reader: Reader, room: Room, amendment: int | None) -> bool:
    if amendment is None:
        return True
    try:
        entry.amendment(reader, room, amendment)
    except NotFound:
        return False
    return True
