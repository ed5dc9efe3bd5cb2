"""Who can read a charter, and how that changes: narrower at once, wider after a notice.

What was said while only members could read it stays with them, unless whoever said it agrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from amendments.belonging.people import Actor
from amendments.belonging.permissions import may_steward, may_take_part
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, Permission, WrongState, demand
from charter.language import gettext as _

#: How long everyone is told before more people can read a charter.
NOTICE = timedelta(days=7)
LONGEST_REASON = 2_000


class CharterPart(StrEnum):
    """What a charter can open to everyone. Consent is asked for each by itself."""

    PROPOSALS = "proposals"
    """The text and its history, what is proposed and why, how decisions ended."""
    DISCUSSION = "discussion"
    """Comments and summaries, with names."""


class Openness(StrEnum):
    """Who can read a charter; each is wider than the one before."""

    MEMBERS = "members"
    PUBLIC = "public"
    OPEN = "open"

    @property
    def parts(self) -> frozenset[CharterPart]:
        """What everyone can read."""
        return {
            Openness.MEMBERS: frozenset[CharterPart](),
            Openness.PUBLIC: frozenset({CharterPart.PROPOSALS}),
            Openness.OPEN: frozenset(CharterPart),
        }[self]

    @property
    def visibility(self) -> str:
        """Who can read the text: `public` or `members`."""
        return "members" if self is Openness.MEMBERS else "public"

    @property
    def discussion(self) -> str:
        """Who can read what is said: `everyone` or `members`."""
        return "everyone" if self is Openness.OPEN else "members"


def openness_of(visibility: str, discussion: str) -> Openness:
    """From the two settings.

    Raises:
        BadInput: there is no such setting, or they contradict one another.
    """
    found = next((o for o in Openness if (o.visibility, o.discussion) == (visibility, discussion)),
                 None)  # fmt: skip
    if found is None and visibility == "members":
        msg = _("Where only members can read the charter, only they can read its discussion.")
        raise BadInput(msg, field="discussion")
    if found is None:
        msg = _("A charter is for its members, or public; its discussion for members or everyone.")
        raise BadInput(msg, field="visibility")
    return found


@dataclass(frozen=True, slots=True)
class Announced:
    """That more people are to read a charter, from a moment on."""

    to: Openness
    at: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether the notice is over."""
        return self.at <= now


def since_when(
    to: Openness, since: Mapping[CharterPart, datetime | None], at: datetime
) -> dict[CharterPart, datetime | None]:
    """Since when each part is open without a break, where it becomes `to` at a moment."""
    return {one: (since.get(one) or at) if one in to.parts else None for one in CharterPart}


def opens(now: Openness, announced: Announced | None) -> frozenset[CharterPart]:
    """The parts that are closed and announced to be opened."""
    return announced.to.parts - now.parts if announced else frozenset()


# --- changing it


def may_change(actor: Actor) -> Permission:
    """Whether someone may change who can read the charter."""
    return may_steward(actor)


def change(
    actor: Actor | None,
    now: Openness,
    to: Openness,
    announced: Announced | None,
    reason: str,
    at: datetime,
) -> Event:
    """Change who can read a charter. `actor` is None for the operator of this place.

    Raises:
        NotAllowed: not by this person.
        WrongState: it is so already, or announced.
        BadInput: the reason is too long.
    """
    if actor is not None:
        demand(may_change(actor))
    if announced is not None and announced.to is to:
        raise WrongState(_("This is announced already."))
    if now is to:
        raise WrongState(_("It is so already."))
    if len(reason) > LONGEST_REASON:
        raise BadInput(_("Please say it in fewer words."), field="reason")
    words = {"reason": reason.strip()} if reason.strip() else {}
    handle, data = actor.handle if actor else None, _data(to)
    if len(to.parts) < len(now.parts):
        return Event(EventKind.VISIBILITY_CHANGED, handle, data, words)
    return Event(
        EventKind.VISIBILITY_ANNOUNCED, handle, {**data, "effective_at": at + NOTICE}, words
    )


def _data(to: Openness) -> dict[str, object]:
    return {"visibility": to.visibility, "discussion": to.discussion}


def may_stop(actor: Actor, announced: Announced | None) -> Permission:
    """Whether someone may stop what is announced: any steward, alone."""
    steward = may_steward(actor)
    if steward is not True:
        return steward
    return True if announced else WrongState(_("Nothing is announced that could be stopped."))


def stop(actor: Actor, announced: Announced | None) -> Event:
    """Let everything stay as it is."""
    demand(may_stop(actor, announced))
    return Event(EventKind.VISIBILITY_STOPPED, actor.handle, {})


def take_effect(announced: Announced | None, now: datetime) -> Event | None:
    """What is announced comes into effect by the clock; None while there is nothing to do."""
    if announced is None or not announced.is_due(now):
        return None
    return Event(EventKind.VISIBILITY_CHANGED, None, _data(announced.to))


# --- consent


def asked(now: Openness, announced: Announced | None, since: Mapping[CharterPart, datetime | None],
          founded: datetime) -> frozenset[CharterPart]:  # fmt: skip
    """What authors are asked about: what is or was to be opened after it had been closed."""
    widened = {one for one in now.parts if (at := since.get(one)) is not None and at > founded}
    return opens(now, announced) | widened


def consent(actor: Actor, part: CharterPart, parts: frozenset[CharterPart], *, says: bool) -> Event:
    """Say whether what one said before may be read by everyone.

    Raises:
        NotAllowed: this person is not a member.
        WrongState: nothing is asked about it.
    """
    demand(may_take_part(actor))
    if part not in parts:
        raise WrongState(_("Nobody is asked about this now."))
    kind = EventKind.VISIBILITY_CONSENTED if says else EventKind.VISIBILITY_CONSENT_WITHDRAWN
    return Event(kind, actor.handle, {"part": part.value})


# --- reading


def may_read_comment(
    *, is_member: bool, said_at: datetime, open_since: datetime | None, consented: bool
) -> bool:
    """Whether someone may read what was said in a discussion.

    Others than members read it only while the discussion is open to everyone, and of what was said
    before that, only what its author agreed to.
    """
    if is_member:
        return True
    return open_since is not None and (said_at >= open_since or consented)


@dataclass(frozen=True, slots=True)
class Sight:
    """What others than members may read: since when each part is open, and who consented to it.

    Without anything said about it, that is nothing. What is dated after `now` was said while a
    wrong clock was ahead, nobody can tell when: for others it stays as if said before.
    """

    since: Mapping[CharterPart, datetime | None] = field(default_factory=dict)
    consented: Mapping[CharterPart, frozenset[int]] = field(default_factory=dict)
    now: datetime | None = None

    def said(self, part: CharterPart, member: int, at: datetime) -> bool:
        """Whether others may read what a member said at a moment."""
        open_since = self.since.get(part)
        if self.now is not None and at > self.now:
            at = datetime.min.replace(tzinfo=UTC)
        # Who agreed is asked of nobody whose words need no consent: there can be many.
        needs = open_since is not None and at < open_since
        agreed = needs and member in self.consented.get(part, frozenset())
        return may_read_comment(
            is_member=False, said_at=at, open_since=open_since, consented=agreed
        )

    def by_all(self, part: CharterPart, members: Iterable[int], at: datetime) -> bool:
        """The same for what several wrote: each of them has to agree."""
        return all(self.said(part, one, at) for one in members)

    def is_open(self, part: CharterPart) -> bool:
        """Whether others read anything of a part."""
        return self.since.get(part) is not None


#: The sight of the server itself, which does what is due whoever may read it.
EVERYTHING = Sight(dict.fromkeys(CharterPart, datetime.min.replace(tzinfo=UTC)))
