"""Pausing someone's comments for some days. Answers in decisions are never paused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from amendments.belonging import permissions
from amendments.belonging.people import Actor, Community
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, NotAllowed, Permission, WrongState, demand
from amendments.saying import said
from charter.dates import day_in_words
from charter.language import gettext as _

#: How many days one steward alone can pause someone, and how many where a second agrees.
ALONE = 7
TOGETHER = 30


@dataclass(frozen=True, slots=True)
class Pause:
    """That a steward paused a member's comments until a moment, unless it was lifted before."""

    number: int
    member: int
    by: int
    at: datetime
    until: datetime
    is_lifted: bool = False

    def runs(self, now: datetime) -> bool:
        """Whether it holds at a time."""
        return not self.is_lifted and now < self.until

    def last_day(self, zone: ZoneInfo) -> date:
        """The day that was chosen: the pause is over when it ends."""
        return last_day(self.until, zone)


def last_day(until: datetime, zone: ZoneInfo) -> date:
    """The last day of a pause that ends at a moment."""
    return (until - timedelta(microseconds=1)).astimezone(zone).date()


def may_speak(pauses: Collection[Pause], now: datetime, zone: ZoneInfo) -> Permission:
    """Whether someone with these pauses may comment now."""
    until = max((one.until for one in pauses if one.runs(now)), default=None)
    if until is None:
        return True
    day = day_in_words(last_day(until, zone))
    return WrongState(
        _(
            "A steward has paused your comments until the end of {day}. You can still answer in "
            "decisions, object, report something, and write to a steward in private."
        ).format(day=day)
    )


def may_pause(
    actor: Actor, member: int, community: Community, pauses: Collection[Pause], now: datetime
) -> Permission:
    """Whether a steward may pause a member's comments. `pauses` are those of this member.

    The same steward does it once in thirty days: for longer, or again, it takes a second one.
    """
    steward = permissions.may_steward(actor)
    if steward is not True:
        return steward
    if actor.member == member:
        return NotAllowed(_("You cannot pause yourself."))
    if member not in community.members:
        return NotAllowed(_("Please choose a member of this charter."))
    since = now - timedelta(days=TOGETHER)
    if any(one.by == actor.member and one.at > since for one in pauses):
        return NotAllowed(
            _("You have paused them in the last 30 days. For longer it takes another steward.")
        )
    return True


def pause(
    actor: Actor,
    member: tuple[int, str],
    community: Community,
    pauses: Collection[Pause],
    number: int,
    until: date | None,
    reason: str,
    now: datetime,
    zone: ZoneInfo,
) -> tuple[Pause, Event]:
    """Pause someone's comments until the end of a day. `member` is their number and handle.

    The line of the record says that someone was paused, by whom and until when; who it is and why
    are sealed.

    Raises:
        NotAllowed: as `may_pause` says.
        BadInput: there is no reason, or the day is none of those that are allowed.
    """
    demand(may_pause(actor, member[0], community, pauses, now))
    assert actor.member is not None
    running = [one for one in pauses if one.runs(now)]
    most = TOGETHER if running else ALONE
    today = now.astimezone(zone).date()
    if until is None or not today <= until <= today + timedelta(days=most):
        msg = _("Please choose a day from today to {n} days from now.").format(n=most)
        raise BadInput(msg, field="until")
    words = said(reason, _("Please say why: the person is told."), field="reason")
    end = datetime.combine(until + timedelta(days=1), time(), zone).astimezone(now.tzinfo)
    made = Pause(number, member[0], actor.member, now, end)
    after = running[-1].number if running else None
    data = {"pause": number, "until": end, "after": after}
    sealed = {"member": member[1], "reason": words}
    return made, Event(EventKind.PAUSED, actor.handle, data, sealed)


def may_lift(actor: Actor, paused: Pause, now: datetime) -> Permission:
    """Whether a steward may end a pause early: any, but not their own."""
    steward = permissions.may_steward(actor)
    if steward is not True:
        return steward
    if actor.member == paused.member:
        return NotAllowed(_("These are your own comments, so another steward has to decide."))
    return True if paused.runs(now) else WrongState(_("This pause is over."))


def lift(actor: Actor, paused: Pause, now: datetime) -> Event:
    """End a pause early."""
    demand(may_lift(actor, paused, now))
    return Event(EventKind.PAUSE_LIFTED, actor.handle, {"pause": paused.number})
