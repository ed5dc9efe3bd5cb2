"""Replaying who belongs: did everybody come and go as the rules say?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from amendments.record.events import EventKind
from amendments.record.time_going_back import pulled_back
from amendments.replay.state import ReplayedEvent, ReplayedPeople, must


@dataclass(slots=True)
class _Invitation:
    uses: int
    ends_at: datetime
    made_at: datetime
    is_over: bool = False


class BelongingReplay:
    """Who comes, in which way, and who goes."""

    def __init__(self, people: ReplayedPeople) -> None:
        self._people = people
        self._invitations: dict[int, _Invitation] = {}
        self._requests: dict[int, bool] = {}
        self._takes_requests = True

    def acts(self) -> dict[str, Callable[[ReplayedEvent], None]]:
        """What is done at each kind of event."""
        return {
            EventKind.MEMBER_ADDED.value: self.member,
            EventKind.MEMBER_CHANGED.value: self.member,
            EventKind.MEMBER_JOINED.value: self.joined,
            EventKind.MEMBER_RENAMED.value: self.renamed,
            EventKind.MEMBER_LEFT.value: self.left,
            EventKind.MEMBER_REMOVED.value: self.removed,
            EventKind.INVITED.value: self.invited,
            EventKind.INVITATION_WITHDRAWN.value: self.withdrawn,
            EventKind.INVITATION_DECLINED.value: self.declined,
            EventKind.JOIN_ASKED.value: self.asked,
            EventKind.JOIN_REFUSED.value: self.refused,
            EventKind.REQUESTS_SWITCHED.value: self.switched,
        }

    def go_back(self, to: datetime) -> None:
        """Let what was made while time was ahead last as long, from now on."""
        for one in self._invitations.values():
            one.ends_at = pulled_back(one.ends_at, one.made_at, to)
            one.made_at = min(one.made_at, to)

    def member(self, event: ReplayedEvent) -> None:
        """Someone who was added, or is something else now: by the operator, mostly."""
        member, role = event.data["member"], event.data["role"]
        if event.actor is not None:
            self._people.by_steward(event)
            is_new = member not in self._people.roles
            must(role == "steward" or is_new, "a steward took a role away alone.")
            alone = self._people.stewards(event.at) == {event.actor}
            must(role == "member" or alone, "one of several stewards made another alone.")
        must(
            role == "steward" or self._people.stewards(event.at) != {member},
            "the only steward is gone.",
        )
        self._people.be(member, role, event.data.get("until"))

    def renamed(self, event: ReplayedEvent) -> None:
        must(event.actor in self._people.roles, "somebody took another name who was not there.")
        must(event.actor == event.data["member"], "somebody else gave them another name.")

    def left(self, event: ReplayedEvent) -> None:
        must(event.actor == event.data["member"], "somebody else said that they leave.")
        self._people.gone(event.data["member"], event.at)

    def removed(self, event: ReplayedEvent) -> None:
        self._people.by_steward_or_operator(event)
        member = event.data["member"]
        must(event.actor != member, "a steward removed themselves.")
        must(
            event.actor is None or member not in self._people.stewards(event.at),
            "one steward removed another alone.",
        )
        self._people.gone(member, event.at)

    # --- invitations

    def invited(self, event: ReplayedEvent) -> None:
        self._people.by_steward_or_operator(event)
        must(
            event.data["invitation"] == len(self._invitations) + 1,
            "an invitation is missing or doubled.",
        )
        must(event.data["uses"] == 1 or not event.data["personal"], "it was for more than one.")
        ends_at = datetime.fromisoformat(event.data["ends_at"])
        self._invitations[event.data["invitation"]] = _Invitation(
            event.data["uses"], ends_at, event.at
        )

    def _open(self, event: ReplayedEvent) -> _Invitation:
        found = self._invitations[event.data["invitation"]]
        must(
            not found.is_over and event.at < found.ends_at, "an invitation was used that was over."
        )
        return found

    def withdrawn(self, event: ReplayedEvent) -> None:
        self._people.by_steward_or_operator(event)
        self._open(event).is_over = True

    def declined(self, event: ReplayedEvent) -> None:
        must(event.actor is None, "somebody else said no to an invitation.")
        self._open(event).is_over = True

    def joined(self, event: ReplayedEvent) -> None:
        member, request = event.data["member"], event.data["request"]
        must(member not in self._people.roles, "someone joined who was there.")
        if request is not None:
            self._people.by_steward(event)
            must(self._requests.get(request), "a request was granted that did not wait.")
            self._requests[request] = False
        else:
            must(event.actor == member, "somebody else said yes to an invitation.")
            found = self._open(event)
            found.uses -= 1
            found.is_over = found.uses == 0
        self._people.be(member, "member")

    # --- requests

    def asked(self, event: ReplayedEvent) -> None:
        must(self._takes_requests, "someone asked to join where nobody could.")
        must(event.data["request"] == len(self._requests) + 1, "a request is missing or doubled.")
        self._requests[event.data["request"]] = True

    def refused(self, event: ReplayedEvent) -> None:
        self._people.by_steward(event)
        must(self._requests.get(event.data["request"]), "a request was refused that did not wait.")
        self._requests[event.data["request"]] = False

    def switched(self, event: ReplayedEvent) -> None:
        self._people.by_steward(event)
        self._takes_requests = bool(event.data["open"])
