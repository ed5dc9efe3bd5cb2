"""Replaying what is said about amendments, and who writes them."""

from __future__ import annotations

from collections.abc import Callable

from amendments.record.events import EventKind
from amendments.replay.state import (
    ReplayedAmendment,
    ReplayedEvent,
    ReplayedPeople,
    ReplayedWords,
    must,
)
from amendments.status import Status

_STILL_WRITTEN = {Status.DRAFT, Status.DISCUSSION}


class TalkReplay:
    """The talk in a record, event by event."""

    def __init__(self, people: ReplayedPeople, amendments: dict[int, ReplayedAmendment]) -> None:
        self._people = people
        self._amendments = amendments
        self._glossary: dict[int, int] = {}

    def acts(self) -> dict[str, Callable[[ReplayedEvent], None]]:
        """What is done with each kind of event that is about what is said."""
        return {
            EventKind.GLOSSARY_EDITED.value: self.glossary,
            EventKind.AUTHOR_INVITED.value: self.invited,
            EventKind.AUTHOR_JOINED.value: self.joined,
            EventKind.COMMENTED.value: self.commented,
            EventKind.QUESTION_ANSWERED.value: self.answered,
            EventKind.SUMMARISED.value: self.summarised,
            EventKind.SENSED.value: self.sensed,
            EventKind.OBJECTION_SUPPORTED.value: self.heard,
            EventKind.OBJECTION_TESTED.value: self.heard,
        }

    def _about(self, event: ReplayedEvent) -> ReplayedAmendment:
        found = self._amendments.get(event.data["amendment"])
        must(found, "it is about a proposal that is not there.")
        assert found is not None
        return found

    def _by_member(self, event: ReplayedEvent) -> ReplayedAmendment:
        must(event.actor in self._people.roles, "someone spoke who was not a member.")
        return self._about(event)

    def commented(self, event: ReplayedEvent) -> None:
        """A comment."""
        amendment = self._by_member(event)
        number = event.data["comment"]
        amendment.comments[number] = event.data["kind"]
        before = amendment.spoken.get(event.data["reply_to"] or 0)
        amendment.spoken[number] = ReplayedWords(
            event.actor,
            event.data["reply_to"] is not None,
            version=event.data["version"],
            thread=before.thread if before else number,
        )
        first = amendment.spoken[amendment.spoken[number].thread]
        if first.author == event.actor:
            # Who was asked to look again has answered in words.
            first.is_asked = False

    def answered(self, event: ReplayedEvent) -> None:
        """A question that someone said is answered."""
        amendment = self._by_member(event)
        asked = amendment.comments.get(event.data["comment"])
        must(asked == "question", "an answer was noted where no question was.")

    def summarised(self, event: ReplayedEvent) -> None:
        """A steward's summary."""
        amendment = self._by_member(event)
        self._people.by_steward(event)
        must(amendment.status in {Status.DISCUSSION, Status.ROUND}, "nothing was being discussed.")

    def sensed(self, event: ReplayedEvent) -> None:
        """How it feels to someone so far."""
        amendment = self._by_member(event)
        must(amendment.status is Status.DISCUSSION, "it was not in discussion.")

    def invited(self, event: ReplayedEvent) -> None:
        """A member who was asked to write too."""
        amendment = self._about(event)
        must(event.actor in amendment.authors, "only an author could do this.")
        must(amendment.status in _STILL_WRITTEN, "its text was settled.")
        must(event.data["member"] in self._people.roles, "someone was asked who is no member.")
        member = event.data["member"]
        amendment.invited.add(member)
        amendment.handed_over.pop(member, None)
        if event.data.get("hand_over"):
            assert event.actor is not None
            amendment.handed_over[member] = event.actor

    def joined(self, event: ReplayedEvent) -> None:
        """A member who said yes."""
        amendment = self._by_member(event)
        must(event.actor in amendment.invited, "someone became an author whom nobody had asked.")
        must(amendment.status in _STILL_WRITTEN, "its text was settled.")
        assert event.actor is not None
        amendment.invited.discard(event.actor)
        amendment.authors.add(event.actor)
        before = amendment.handed_over.pop(event.actor, None)
        leaves = before if before in amendment.authors else None
        must(event.data.get("in_place_of") == leaves, "somebody else was to hand it over.")
        amendment.authors -= {leaves}

    def glossary(self, event: ReplayedEvent) -> None:
        """An entry of the glossary that has other words, or none any more."""
        must(event.actor in self._people.roles, "someone explained a word who was not a member.")
        entry, edit = event.data["entry"], event.data["edit"]
        newest = self._glossary.get(entry, 0)
        must(entry <= len(self._glossary) + 1, "an entry of the glossary is missing.")
        must(edit == newest + 1, "an edit of the glossary is missing or doubled.")
        restores = event.data["restores"]
        must(restores is None or 1 <= restores <= newest, "it goes back to what never was.")
        self._glossary[entry] = edit

    def heard(self, event: ReplayedEvent) -> None:
        """Someone who sees an objection too, or who tests it: by their seat, as answers are."""
        amendment = self._about(event)
        must(amendment.rounds == event.data["round"], "it is about another round.")
        must(amendment.status in {*_STILL_WRITTEN, Status.ROUND}, "it was settled.")
