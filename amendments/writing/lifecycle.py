"""The life of an amendment: draft, discussion, round, and how it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from amendments.belonging import permissions
from amendments.belonging.people import Actor
from amendments.fields import AskedIn, Field, FieldKind, declared, fields_of, given
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, Permission, WrongState, demand
from amendments.saying import check_length
from amendments.status import Status
from amendments.writing.fields import VERSION
from charter.language import N_
from charter.language import gettext as _

#: The cause of what ends by rule because somebody left, was removed or was erased.
MEMBER_LEFT = "member_left"


@dataclass(frozen=True, slots=True)
class Amendment:
    """A proposal as the rules see it. `version` is the number of the newest version.

    `former` are those who wrote it and are its authors no more: its words are theirs too.
    """

    number: int
    status: Status
    authors: frozenset[int]
    version: int
    submitted_at: datetime | None = None
    blocked_rounds: int = 0
    review_on: date | None = None
    editorial: bool = False
    review_of: int | None = None
    former: frozenset[int] = frozenset()

    @property
    def writers(self) -> frozenset[int]:
        """Everyone who writes it or did."""
        return self.authors | self.former

    @property
    def named(self) -> frozenset[int]:
        """Who stands for it: its authors; where it has none any more, those who wrote it."""
        return self.authors or self.former


@dataclass(frozen=True, slots=True)
class Intent:
    """What an amendment is meant as.

    `editorial`: a correction that changes no meaning. `review_of`: the number of the adopted
    amendment that it reviews; then it may leave the text as it is, which keeps it.
    """

    review_on: date | None = declared(
        Field(
            kind=FieldKind.DAY,
            label=N_("Review by"),
            hint=N_(
                "Good enough for now, safe enough to try until this day: then the charter’s "  # noqa: RUF001 # as it is printed
                "people look at it again."
            ),
            says_optional=True,
        ),
        None,
    )
    editorial: bool = declared(Field(kind=FieldKind.FLAG), without=False)
    review_of: int | None = declared(Field(kind=FieldKind.NUMBER, asked=AskedIn.FIRST), None)


INTENT = fields_of(Intent)
#: All that its form asks about a change, beside the change itself.
ABOUT_A_CHANGE = (*VERSION, *INTENT)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a version proposes: a change made on revision `base`, and words about it.

    `rules` are the decision rules that it would change, in their JSON form. `suggestion` is the
    comment whose wording it takes over, `answers` the objections that it means to meet.
    """

    base: int
    change_sha256: str
    words: Mapping[str, str]
    is_empty: bool = False
    rules: Mapping[str, str | int] = field(default_factory=dict)
    suggestion: int | None = None
    answers: tuple[int, ...] = ()


def check_words(words: Mapping[str, str]) -> dict[str, str]:
    """The words, trimmed; a title is needed, and none may be longer than its limit."""
    kept = given(VERSION, words)
    if len(kept["title"].splitlines()) > 1:
        msg = _("A title has to fit on one line.")
        raise BadInput(msg, field="title")
    return kept


def check_change(proposal: Proposal, intent: Intent) -> None:
    """Refuse a proposal that changes nothing, and a correction that changes the rules."""
    if intent.editorial and proposal.rules:
        msg = _("A correction cannot change the rules of deciding. Make it an ordinary proposal.")
        raise BadInput(msg, field="editorial")
    if proposal.is_empty and not proposal.rules and intent.review_of is None:
        msg = _(
            "This changes nothing: the text you sent reads the same as the charter "
            "does now. Change at least one word, then save again."
        )
        raise BadInput(msg, field="text")


def draft(actor: Actor, number: int, proposal: Proposal, intent: Intent) -> tuple[Amendment, Event]:
    """Begin an amendment: its first version, seen by its author only."""
    demand(permissions.may_propose(actor))
    words = check_words(proposal.words)
    check_change(proposal, intent)
    amendment = Amendment(
        number=number,
        status=Status.DRAFT,
        authors=frozenset({actor.member} if actor.member is not None else ()),
        version=1,
        review_on=intent.review_on,
        editorial=intent.editorial,
        review_of=intent.review_of,
    )
    data = {
        "amendment": number,
        "version": 1,
        "authors": [actor.handle],
        "base": proposal.base,
        "change_sha256": proposal.change_sha256,
        "review_on": intent.review_on.isoformat() if intent.review_on else None,
        "review_of": intent.review_of,
        "editorial": intent.editorial,
        "rules": dict(proposal.rules),
    }
    return amendment, Event(EventKind.DRAFTED, actor.handle, data, words)


def may_mean(amendment: Amendment, intent: Intent) -> Permission:
    """Whether a proposal can come to be meant so: in discussion it cannot become a correction."""
    if intent.editorial and not amendment.editorial and amendment.status is not Status.DRAFT:
        return WrongState(
            _(
                "It is discussed as an ordinary proposal already. What is only a correction "
                "has to say so from the beginning."
            )
        )
    return True


def _meant(amendment: Amendment, intent: Intent, now: datetime) -> Amendment:
    """The proposal, meant so. The discussion of what is no correction any more begins now."""
    is_new = amendment.editorial and not intent.editorial
    begins_anew = is_new and amendment.status is Status.DISCUSSION
    return replace(
        amendment,
        review_on=intent.review_on,
        editorial=intent.editorial,
        submitted_at=now if begins_anew else amendment.submitted_at,
    )


def revise(
    amendment: Amendment,
    actor: Actor,
    proposal: Proposal,
    expected_version: int | None,
    intent: Intent,
    now: datetime,
) -> tuple[Amendment, Event]:
    """Make a new version. `expected_version` is the one that the author had before them.

    `intent` is what it is meant as from now on; what it reviews stays.
    """
    demand(permissions.may_revise(actor, amendment.status, amendment.authors))
    if expected_version is not None and expected_version != amendment.version:
        msg = _(
            "Someone saved version {version} in the meantime, and you began from "
            "version {expected_version}. Nothing was overwritten: look at the newer "
            "version, then save again."
        ).format(version=amendment.version, expected_version=expected_version)
        raise WrongState(msg)
    words = check_words(proposal.words)
    demand(may_mean(amendment, intent))
    check_change(proposal, replace(intent, review_of=amendment.review_of))
    version = amendment.version + 1
    data = {
        "amendment": amendment.number,
        "version": version,
        "base": proposal.base,
        "change_sha256": proposal.change_sha256,
        "rules": dict(proposal.rules),
        "suggestion": proposal.suggestion,
        "answers": list(proposal.answers),
        "review_on": intent.review_on.isoformat() if intent.review_on else None,
        "editorial": intent.editorial,
    }
    revised = replace(_meant(amendment, intent, now), version=version)
    return revised, Event(EventKind.REVISED, actor.handle, data, words)


def submit(amendment: Amendment, actor: Actor, now: datetime) -> tuple[Amendment, Event]:
    """Bring a draft before the members: the discussion begins."""
    demand(permissions.may_submit(actor, amendment.status, amendment.authors))
    data = {"amendment": amendment.number, "version": amendment.version}
    moved = replace(amendment, status=Status.DISCUSSION, submitted_at=now)
    return moved, Event(EventKind.SUBMITTED, actor.handle, data)


def withdraw(amendment: Amendment, actor: Actor, reason: str = "") -> tuple[Amendment, Event]:
    """Take the amendment back, with a reason or without. What was said about it stays.

    Raises:
        NotAllowed, WrongState: it is not this person's, or it has ended already.
        BadInput: the reason is too long.
    """
    demand(permissions.may_withdraw(actor, amendment.status, amendment.authors))
    words = reason.strip()
    check_length(words, "reason")
    event = Event(
        EventKind.WITHDRAWN,
        actor.handle,
        {"amendment": amendment.number},
        {"reason": words} if words else {},
    )
    return replace(amendment, status=Status.WITHDRAWN), event


def withdraw_unseen(amendment: Amendment) -> tuple[Amendment, Event]:
    """End a draft that nobody but its author ever saw, as that author leaves the charter."""
    data = {"amendment": amendment.number, "cause": MEMBER_LEFT}
    return replace(amendment, status=Status.WITHDRAWN), Event(EventKind.WITHDRAWN, None, data)
