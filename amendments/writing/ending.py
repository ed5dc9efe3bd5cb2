"""Closing a proposal on which nothing is left to decide: announced to all, unless someone says no.

A steward announces it with a reason and a day. Until then any member can say no, and the proposal
goes on. A new version, someone who takes it up and a decision that begins say no as well: it is not
any more what was to be closed. Nobody said no: it is closed at that moment, by the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from amendments.belonging import permissions
from amendments.belonging.people import Actor, Community
from amendments.durations import later_at_least
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, Permission, WrongState, demand
from amendments.ruleset import Ruleset
from amendments.saying import check_length, said
from amendments.status import ENDED, IN_WORDS, Status
from amendments.writing.lifecycle import Amendment
from charter.dates import moment_in_a_sentence
from charter.language import N_
from charter.language import gettext as _

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class EndReason(StrEnum):
    """Why nothing is left to decide on a proposal."""

    CONTAINED = "contained"
    DUPLICATE = "duplicate"
    STALE = "stale"


#: Each reason as a choice in a form, and what it means.
MEANING = {
    EndReason.CONTAINED: (
        N_("The charter already says it"),
        N_("Everything that it asks for is in force."),
    ),
    EndReason.DUPLICATE: (
        N_("Another proposal asks for the same"),
        N_("Name that proposal, so that people find it."),
    ),
    EndReason.STALE: (
        N_("Nobody goes on with it"),
        N_("Say in a sentence how you see that."),
    ),
}
IS_BEING_CLOSED = N_("The time to say no is over, and this proposal is being closed. Look again.")


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a steward announced: that a proposal is closed at `ends_at` unless someone says no.

    `of` is the number of the proposal that asks for the same.
    """

    reason: EndReason
    of: int | None
    announced_at: datetime
    ends_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether the time to say no is over."""
        return now >= self.ends_at


@dataclass(frozen=True, slots=True)
class WantedEnd:
    """A closing that someone asks for. `facts` says whether they bear the reason out."""

    reason: EndReason
    note: str
    of: int | None
    facts: Permission


def read_reason(reason: str) -> EndReason:
    """The reason that a form or a program sent.

    Raises:
        BadInput: there is no such reason.
    """
    if reason not in set(EndReason):
        msg = _("Please choose why it is to be closed: {names}.").format(names=", ".join(EndReason))
        raise BadInput(msg, field="reason")
    return EndReason(reason)


def is_borne_out(reason: EndReason, *, contained: bool) -> Permission:
    """Whether what is said of a proposal is so: that what it asks for is in force already."""
    if reason is EndReason.CONTAINED and not contained:
        return WrongState(
            _("The charter does not say all that this proposal asks for. Choose another reason.")
        )
    return True


def check_other(*, can_be_named: bool) -> None:
    """Refuse to name a proposal as the one that asks for the same which is none.

    Raises:
        BadInput: there is none, it is this one, or `is_the_same_life` says no.
    """
    if not can_be_named:
        msg = _("Name another proposal here that was adopted or can still be.")
        raise BadInput(msg, field="of")


def can_go_on(pending: Announcement, now: datetime) -> Permission:
    """Whether what is announced to be closed can still go on, or end otherwise."""
    return WrongState(_(IS_BEING_CLOSED)) if pending.is_due(now) else True


def may_announce(
    actor: Actor, amendment: Amendment, community: Community, pending: Announcement | None
) -> Permission:
    """Whether someone may announce that a proposal is closed: who may guide its decision."""
    allowed = permissions.may_decide_about(actor, amendment.authors, community)
    if allowed is not True:
        return allowed
    if amendment.status is Status.ROUND:
        return WrongState(_("A decision on this proposal is under way, and it says how it ends."))
    if amendment.status in ENDED:
        return WrongState(
            _("This proposal is {in_words}; there is nothing to close.").format(
                in_words=_(IN_WORDS[amendment.status])
            )
        )
    if amendment.submitted_at is None:
        return WrongState(_("This is still a draft. Its author can withdraw it."))
    if pending is not None:
        return WrongState(_("It is announced already that this proposal is closed."))
    return True


def announce(
    amendment: Amendment,
    actor: Actor,
    community: Community,
    wanted: WantedEnd,
    pending: Announcement | None,
    ruleset: Ruleset,
    now: datetime,
    zone: ZoneInfo,
) -> tuple[Announcement, Event]:
    """Announce that a proposal is closed, with a time in which any member can say no.

    Raises:
        NotAllowed, WrongState: as `may_announce` says, or the facts are others.
        BadInput: a note is needed and missing, or too long.
    """
    demand(may_announce(actor, amendment, community, pending), wanted.facts)
    note = _note(wanted)
    ends_at = later_at_least(now, ruleset.closing, zone)
    data = {
        "amendment": amendment.number,
        "reason": wanted.reason,
        "of": wanted.of,
        "ends_at": ends_at,
    }
    words = {"note": note} if note else {}
    event = Event(EventKind.CLOSING_ANNOUNCED, actor.handle, data, words)
    return Announcement(wanted.reason, wanted.of, now, ends_at), event


def _note(wanted: WantedEnd) -> str:
    if wanted.reason is EndReason.STALE:
        return said(wanted.note, _("Please say why: everyone is told."), field="note")
    note = wanted.note.strip()
    if wanted.reason is EndReason.DUPLICATE and wanted.of is None and not note:
        msg = _("Please name the proposal that asks for the same.")
        raise BadInput(msg, field="of")
    check_length(note, "note")
    return note


def may_refuse(
    actor: Actor, pending: Announcement | None, now: datetime, zone: ZoneInfo
) -> Permission:
    """Whether someone may say no to a closing: any member, in time."""
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if pending is None:
        return WrongState(_("Nobody has announced that this proposal is closed."))
    if pending.is_due(now):
        return WrongState(
            _("The time to say no was over on {moment}.").format(
                moment=moment_in_a_sentence(pending.ends_at.astimezone(zone))
            )
        )
    return True


def refuse(
    amendment: Amendment,
    actor: Actor,
    pending: Announcement | None,
    reason: str,
    now: datetime,
    zone: ZoneInfo,
) -> Event:
    """Say no to a closing, with a reason. The proposal goes on.

    Raises:
        NotAllowed, WrongState: as `may_refuse` says.
        BadInput: there is no reason.
    """
    demand(may_refuse(actor, pending, now, zone))
    words = said(reason, _("Please say why it should go on."), field="reason")
    data = {"amendment": amendment.number}
    return Event(EventKind.CLOSING_REFUSED, actor.handle, data, {"reason": words})


def close(amendment: Amendment, pending: Announcement, *, holds: bool) -> tuple[Amendment, Event]:
    """Close a proposal, as nobody said no in time.

    `holds`: its reason is still true; if not, nothing is closed, and the record says so.
    """
    data = {"amendment": amendment.number, "reason": pending.reason, "of": pending.of}
    if not holds:
        return amendment, Event(EventKind.CLOSING_STOPPED, None, data)
    return replace(amendment, status=Status.CLOSED), Event(EventKind.CLOSED, None, data)


def is_the_same_life(other: Amendment) -> bool:
    """Whether a proposal can be named as the one that asks for the same: all know it, and it was
    adopted or can still be.
    """
    is_alive = other.status is Status.ADOPTED or other.status not in ENDED
    return other.submitted_at is not None and is_alive
