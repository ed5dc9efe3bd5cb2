"""What has happened since a page was opened, in words, without what this person did themselves."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.record.events import EventKind
from amendments.refusals import NotFound
from app.services import entry
from app.services.entry import CharterAccess
from app.services.record.unseen import unseen
from app.storage.deciding import rounds
from app.storage.engine.session import Reader
from app.storage.record.held_lines import HeldEvent
from app.storage.record.watch import WatchMark, since
from charter.language import N_, ngettext
from charter.language import gettext as _

#: What can be shown by exchanging a part of the page; the rest asks for the whole page.
_TALK = frozenset({EventKind.COMMENTED.value})
_ANSWERS = frozenset({EventKind.STANCE_TAKEN.value})
_MOVES = {
    EventKind.SUBMITTED.value: N_("It is in discussion now."),
    EventKind.REVISED.value: N_("There is a new version."),
    EventKind.ROUND_OPENED.value: N_("A decision has begun."),
    EventKind.ROUND_EXTENDED.value: N_("The decision stays open longer."),
    EventKind.TEXT_MOVED.value: N_("The text around this proposal has changed."),
    EventKind.ROUND_CLOSED.value: N_("The decision is closed."),
    EventKind.PUBLISHED.value: N_("It is in force."),
    EventKind.WITHDRAWN.value: N_("It was withdrawn."),
    EventKind.TAKEN_UP.value: N_("Somebody has taken it up."),
    EventKind.AUTHOR_LEFT.value: N_("Somebody does not write it any more."),
    EventKind.CLOSING_ANNOUNCED.value: N_("It is announced that it is closed."),
    EventKind.CLOSING_REFUSED.value: N_("It is not closed: it goes on."),
    EventKind.CLOSING_STOPPED.value: N_("It is not closed: it goes on."),
    EventKind.CLOSED.value: N_("It was closed."),
    EventKind.COMMENT_EDITED.value: N_("A comment has other words."),
    EventKind.COMMENT_TAKEN_BACK.value: N_("A comment was taken back."),
    EventKind.COMMENT_HIDDEN.value: N_("A steward has hidden a comment."),
    EventKind.COMMENT_RESTORED.value: N_("A comment is shown again."),
    EventKind.APPEAL_DECIDED.value: N_("A steward has decided about a hidden comment."),
    EventKind.THREAD_SETTLED.value: N_("A thread was settled or opened again."),
    EventKind.LOOK_AGAIN_ASKED.value: N_("Somebody is asked to look again at their comment."),
    EventKind.STILL_STANDS.value: N_("A comment was looked at again, and still stands."),
}
_SOMETHING = N_("Something else has changed.")
#: These are told by what else happens with them, or are between a few people.
_QUIET = frozenset(
    {
        EventKind.DRAFTED.value,
        EventKind.OBJECTION_RESOLVED.value,
        EventKind.REPORTED.value,
        EventKind.REPORT_SETTLED.value,
        EventKind.HIDING_ANSWERED.value,
        EventKind.HIDING_APPEALED.value,
        EventKind.PAUSED.value,
        EventKind.PAUSE_LIFTED.value,
        EventKind.VISIBILITY_CONSENTED.value,
        EventKind.VISIBILITY_CONSENT_WITHDRAWN.value,
    }
)


@dataclass(frozen=True, slots=True)
class NewsPosition:
    """Up to where each part of a page knew what had happened when it was made."""

    page: WatchMark
    talk: WatchMark
    answers: WatchMark


@dataclass(frozen=True, slots=True)
class News:
    """What is new, and how many things that is.

    `go_to` is the id of what to look at first; `whole` asks for the whole page.
    """

    words: str = ""
    things: int = 0
    go_to: str = ""
    whole: bool = False


def of_amendment(reader: Reader, access: CharterAccess, number: int, seen: NewsPosition) -> News:
    """What is new about a proposal.

    Raises:
        NotFound: there is none of this number for this person.
    """
    kept = entry.amendment(reader, access, number)
    seats = {
        seat
        for one in rounds.find_all(reader, kept.id)
        if (seat := one.value.seat_of(access.actor.member)) is not None
    }
    after = min(seen.page, seen.talk, seen.answers)
    news = [
        (mark, one)
        for mark, one, about in since(reader, access.charter.id, after, unseen(reader, access))
        if about == number and not _is_mine(one, access, seats)
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


def _is_mine(one: HeldEvent, access: CharterAccess, seats: set[str]) -> bool:
    """Whether this person did it themselves."""
    named = one.actor is not None and one.actor == access.actor.handle
    return named or one.data.get("seat") in seats


def of_charter(reader: Reader, access: CharterAccess, seen: WatchMark) -> News:
    """What is new in a charter, in one sentence."""
    lines = [
        one
        for _mark, one, about in since(reader, access.charter.id, seen, unseen(reader, access))
        if one.kind not in _QUIET
        and _is_for(reader, access, about)
        and not _is_mine(one, access, set())
    ]
    if not lines:
        return News()
    if any(line.kind == EventKind.PUBLISHED.value for line in lines):
        return News(_("The charter has changed: a new revision is in force."), whole=True)
    words = ngettext(
        "{n} thing has happened here since you opened this page.",
        "{n} things have happened here since you opened this page.",
        len(lines),
    )
    return News(words.format(n=len(lines)), whole=True)


def _is_for(reader: Reader, access: CharterAccess, amendment: int | None) -> bool:
    if amendment is None:
        return True
    try:
        entry.amendment(reader, access, amendment)
    except NotFound:
        return False
    return True
