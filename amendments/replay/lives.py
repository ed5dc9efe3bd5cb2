"""Replaying how lives of proposals go on and end: who left, who took up, what was closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from amendments.durations import later_at_least
from amendments.record.events import EventKind
from amendments.record.lines import timestamp
from amendments.record.time_going_back import pulled_back
from amendments.replay.rounds import RoundsReplay
from amendments.replay.state import (
    AnnouncedEnd,
    ReplayedAmendment,
    ReplayedEvent,
    ReplayedPeople,
    must,
)
from amendments.status import ENDED, UNDECIDED, Status
from amendments.writing.ending import EndReason
from amendments.writing.lifecycle import MEMBER_LEFT

_GOING = {
    EventKind.MEMBER_LEFT.value,
    EventKind.MEMBER_REMOVED.value,
    EventKind.MEMBER_ERASED.value,
}
_STILL_WRITTEN = {Status.DRAFT, Status.DISCUSSION}


class LivesReplay:
    """The lives of the proposals in a record, event by event."""

    def __init__(self, people: ReplayedPeople, rounds: RoundsReplay) -> None:
        self._people = people
        self._rounds = rounds
        # What happened because somebody goes, before it is said who: the authors of their drafts.
        self._somebody_goes = False
        self._unseen: list[set[str]] = []

    def acts(self) -> dict[str, Callable[[ReplayedEvent], None]]:
        """What is done at each kind of event."""
        return {
            EventKind.WITHDRAWN.value: self.withdrawn,
            EventKind.AUTHOR_LEFT.value: self.author_left,
            EventKind.TAKEN_UP.value: self.taken_up,
            EventKind.CLOSING_ANNOUNCED.value: self.announced,
            EventKind.CLOSING_REFUSED.value: self.refused,
            EventKind.CLOSING_STOPPED.value: self.stopped,
            EventKind.CLOSED.value: self.closed,
        }

    def follow(self, kind: str, event: ReplayedEvent) -> None:
        """Check that what happened because somebody goes is followed by their going."""
        if event.data.get("cause") == MEMBER_LEFT:
            # What happens in an open round may be told at its end only: it is counted there.
            self._somebody_goes |= event.data["amendment"] not in self._rounds.running
        elif self._somebody_goes and kind != EventKind.WITHDRAWN:
            unseen, self._somebody_goes, self._unseen = self._unseen, False, []
            must(kind in _GOING, "it happened because somebody left who did not leave.")
            theirs = all(event.data["member"] in authors for authors in unseen)
            must(theirs, "somebody who left took back what was not theirs alone.")

    def go_back(self, to: datetime) -> list[dict[str, object]]:
        """Let announced ends that were announced later than now last as long, from now on."""
        moved: list[dict[str, object]] = []
        for number, amendment in sorted(self._rounds.amendments.items()):
            one = amendment.announced_end
            if one is not None and one.set_at > to:
                one.ends_at = pulled_back(one.ends_at, one.set_at, to)
                one.set_at = to
                moved.append({"amendment": number, "ends_at": timestamp(one.ends_at)})
        return moved

    def _about(self, event: ReplayedEvent) -> ReplayedAmendment:
        found = self._rounds.amendments.get(event.data["amendment"])
        must(found, "it is about a proposal that is not there.")
        assert found is not None
        return found

    def _pending(self, event: ReplayedEvent) -> tuple[ReplayedAmendment, AnnouncedEnd]:
        amendment = self._about(event)
        must(amendment.announced_end, "nobody had announced that it is closed.")
        assert amendment.announced_end is not None
        return amendment, amendment.announced_end

    def withdrawn(self, event: ReplayedEvent) -> None:
        amendment = self._about(event)
        if event.data.get("cause") == MEMBER_LEFT:
            unseen = event.actor is None and amendment.submitted_at is None
            must(unseen, "somebody who left took back what was not theirs alone.")
            self._unseen.append(amendment.authors)
        else:
            must(event.actor in amendment.authors, "only an author could do this.")
        must(
            amendment.status in _STILL_WRITTEN,
            "a proposal was withdrawn that was being decided or was decided.",
        )
        amendment.status, amendment.announced_end = Status.WITHDRAWN, None

    def author_left(self, event: ReplayedEvent) -> None:
        amendment = self._about(event)
        must(event.actor in amendment.authors, "somebody left it who was not its author.")
        must(amendment.status in _STILL_WRITTEN, "its text was settled.")
        assert event.actor is not None
        amendment.authors.discard(event.actor)
        others = amendment.authors & self._people.roles.keys()
        must(others or amendment.submitted_at, "a draft was left that nobody else had seen.")

    def taken_up(self, event: ReplayedEvent) -> None:
        amendment = self._about(event)
        must(event.actor in self._people.roles, "someone took it up who was not a member.")
        must(amendment.submitted_at, "a draft was taken up that nobody had seen.")
        withdrawn = amendment.status is Status.WITHDRAWN
        must(event.data["withdrawn"] == withdrawn, "it was not what it is said to have been.")
        if withdrawn:
            amendment.status, amendment.submitted_at = Status.DISCUSSION, event.at
            amendment.blocked = 0
        else:
            must(amendment.status in _STILL_WRITTEN, "its text was settled.")
            present = amendment.authors & self._people.roles.keys()
            must(not present, "it was taken up although it had an author.")
        assert event.actor is not None
        amendment.authors, amendment.announced_end = {event.actor}, None

    def announced(self, event: ReplayedEvent) -> None:
        amendment = self._about(event)
        self._people.by_other_steward(event, amendment)
        must(amendment.submitted_at, "it was not before the members.")
        must(amendment.status in _STILL_WRITTEN, "there was nothing to close.")
        must(amendment.announced_end is None, "it was announced twice that it is closed.")
        reason, of = EndReason(event.data["reason"]), event.data["of"]
        if of is not None:
            must(reason is EndReason.DUPLICATE, "it names another proposal without need.")
            must(self._lives(event.data["amendment"], of), "it is no duplicate of what it names.")
        ends_at = datetime.fromisoformat(event.data["ends_at"])
        right = later_at_least(event.at, self._rounds.ruleset.closing, self._rounds.zone)
        must(ends_at == right, "the time to say no was not what the rules give.")
        amendment.announced_end = AnnouncedEnd(reason.value, of, event.at, ends_at)

    def _lives(self, number: int, of: int) -> bool:
        other = self._rounds.amendments.get(of)
        if other is None or of == number or other.submitted_at is None:
            return False
        return other.status in UNDECIDED or other.status is Status.ADOPTED

    def refused(self, event: ReplayedEvent) -> None:
        amendment, pending = self._pending(event)
        must(event.actor in self._people.roles, "someone said no who was not a member.")
        must(event.at < pending.ends_at, "someone said no after the time for it.")
        amendment.announced_end = None

    def stopped(self, event: ReplayedEvent) -> None:
        amendment, pending = self._over(event)
        if pending.of is not None:
            lives = self._lives(event.data["amendment"], pending.of)
            must(not lives, "what was announced was still true, and it was not closed.")
        else:
            changeable = pending.reason == EndReason.CONTAINED
            must(changeable, "what was announced was still true, and it was not closed.")
        amendment.announced_end = None

    def closed(self, event: ReplayedEvent) -> None:
        amendment, pending = self._over(event)
        must(amendment.status not in ENDED | {Status.ROUND}, "there was nothing to close.")
        if pending.of is not None:
            lives = self._lives(event.data["amendment"], pending.of)
            must(lives, "it is no duplicate of what it names.")
        amendment.status, amendment.announced_end = Status.CLOSED, None

    def _over(self, event: ReplayedEvent) -> tuple[ReplayedAmendment, AnnouncedEnd]:
        """An announced end whose time has come; the clock says so, and no person."""
        amendment, pending = self._pending(event)
        must(event.actor is None, "a person closed it.")
        must(event.at >= pending.ends_at, "it was closed before the time to say no was over.")
        told = (event.data["reason"], event.data["of"])
        must(told == (pending.reason, pending.of), "it was closed for another reason.")
        return amendment, pending
