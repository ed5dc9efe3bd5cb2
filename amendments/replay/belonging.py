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

    def member(self, said: ReplayedEvent) -> None:
        """Someone who was added, or is something else now: by the operator, mostly."""
        member, role = said.data["member"], said.data["role"]
        if said.actor is not None:
            self._people.by_steward(said)
            is_new = member not in self._people.roles
            must(role == "steward" or is_new, "a steward took a role away alone.")
            alone = self._people.stewards(said.at) == {said.actor}
            must(role == "member" or alone, "one of several stewards made another alone.")
        must(
            role == "steward" or self._people.stewards(said.at) != {member},
            "the only steward is gone.",
        )
        self._people.be(member, role, said.data.get("until"))

    def renamed(self, said: ReplayedEvent) -> None:
        must(said.actor in self._people.roles, "somebody took another name who was not there.")
        must(said.actor == said.data["member"], "somebody else gave them another name.")

    def left(self, said: ReplayedEvent) -> None:
        must(said.actor == said.data["member"], "somebody else said that they leave.")
        self._people.gone(said.data["member"], said.at)

    def removed(self, said: ReplayedEvent) -> None:
        self._people.by_steward_or_operator(said)
        member = said.data["member"]
        must(said.actor != member, "a steward removed themselves.")
        must(
            said.actor is None or member not in self._people.stewards(said.at),
            "one steward removed another alone.",
        )
        self._people.gone(member, said.at)

    # --- invitations

    def invited(self, said: ReplayedEvent) -> None:
        self._people.by_steward_or_operator(said)
        must(
            said.data["invitation"] == len(self._invitations) + 1,
            "an invitation is missing or doubled.",
        )
        must(said.data["uses"] == 1 or not said.data["personal"], "it was for more than one.")
        ends_at = datetime.fromisoformat(said.data["ends_at"])
        self._invitations[said.data["invitation"]] = _Invitation(
            said.data["uses"], ends_at, said.at
        )

    def _open(self, said: ReplayedEvent) -> _Invitation:
        found = self._invitations[said.data["invitation"]]
        must(not found.is_over and said.at < found.ends_at, "an invitation was used that was over.")
        return found

    def withdrawn(self, said: ReplayedEvent) -> None:
        self._people.by_steward_or_operator(said)
        self._open(said).is_over = True

    def declined(self, said: ReplayedEvent) -> None:
        must(said.actor is None, "somebody else said no to an invitation.")
        self._open(said).is_over = True

    def joined(self, said: ReplayedEvent) -> None:
        member, request = said.data["member"], said.data["request"]
        must(member not in self._people.roles, "someone joined who was there.")
        if request is not None:
            self._people.by_steward(said)
            must(self._requests.get(request), "a request was granted that did not wait.")
            self._requests[request] = False
        else:
            must(said.actor == member, "somebody else said yes to an invitation.")
            found = self._open(said)
            found.uses -= 1
            found.is_over = found.uses == 0
        self._people.be(member, "member")

    # --- requests

    def asked(self, said: ReplayedEvent) -> None:
        must(self._takes_requests, "someone asked to join where nobody could.")
        must(said.data["request"] == len(self._requests) + 1, "a request is missing or doubled.")
        self._requests[said.data["request"]] = True

    def refused(self, said: ReplayedEvent) -> None:
        self._people.by_steward(said)
        must(self._requests.get(said.data["request"]), "a request was refused that did not wait.")
        self._requests[said.data["request"]] = False

    def switched(self, said: ReplayedEvent) -> None:
        self._people.by_steward(said)
        self._takes_requests = bool(said.data["open"])
