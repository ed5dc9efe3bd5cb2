"""Replaying what is said about amendments, and who writes them."""

from __future__ import annotations

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

    def _about(self, said: ReplayedEvent) -> ReplayedAmendment:
        found = self._amendments.get(said.data["amendment"])
        must(found, "it is about a proposal that is not there.")
        assert found is not None
        return found

    def _by_member(self, said: ReplayedEvent) -> ReplayedAmendment:
        must(said.actor in self._people.roles, "someone spoke who was not a member.")
        return self._about(said)

    def commented(self, said: ReplayedEvent) -> None:
        """A comment."""
        amendment = self._by_member(said)
        number = said.data["comment"]
        amendment.comments[number] = said.data["kind"]
        before = amendment.spoken.get(said.data["reply_to"] or 0)
        amendment.spoken[number] = ReplayedWords(
            said.actor,
            said.data["reply_to"] is not None,
            version=said.data["version"],
            thread=before.thread if before else number,
        )
        first = amendment.spoken[amendment.spoken[number].thread]
        if first.author == said.actor:
            # Who was asked to look again has answered in words.
            first.is_asked = False

    def answered(self, said: ReplayedEvent) -> None:
        """A question that someone said is answered."""
        amendment = self._by_member(said)
        asked = amendment.comments.get(said.data["comment"])
        must(asked == "question", "an answer was noted where no question was.")

    def summarised(self, said: ReplayedEvent) -> None:
        """A steward's summary."""
        amendment = self._by_member(said)
        self._people.by_steward(said)
        must(amendment.status in {Status.DISCUSSION, Status.ROUND}, "nothing was being discussed.")

    def sensed(self, said: ReplayedEvent) -> None:
        """How it feels to someone so far."""
        amendment = self._by_member(said)
        must(amendment.status is Status.DISCUSSION, "it was not in discussion.")

    def invited(self, said: ReplayedEvent) -> None:
        """A member who was asked to write too."""
        amendment = self._about(said)
        must(said.actor in amendment.authors, "only an author could do this.")
        must(amendment.status in _STILL_WRITTEN, "its text was settled.")
        must(said.data["member"] in self._people.roles, "someone was asked who is no member.")
        member = said.data["member"]
        amendment.invited.add(member)
        amendment.handed_over.pop(member, None)
        if said.data.get("hand_over"):
            assert said.actor is not None
            amendment.handed_over[member] = said.actor

    def joined(self, said: ReplayedEvent) -> None:
        """A member who said yes."""
        amendment = self._by_member(said)
        must(said.actor in amendment.invited, "someone became an author whom nobody had asked.")
        must(amendment.status in _STILL_WRITTEN, "its text was settled.")
        assert said.actor is not None
        amendment.invited.discard(said.actor)
        amendment.authors.add(said.actor)
        before = amendment.handed_over.pop(said.actor, None)
        leaves = before if before in amendment.authors else None
        must(said.data.get("in_place_of") == leaves, "somebody else was to hand it over.")
        amendment.authors -= {leaves}

    def glossary(self, said: ReplayedEvent) -> None:
        """An entry of the glossary that has other words, or none any more."""
        must(said.actor in self._people.roles, "someone explained a word who was not a member.")
        entry, edit = said.data["entry"], said.data["edit"]
        newest = self._glossary.get(entry, 0)
        must(entry <= len(self._glossary) + 1, "an entry of the glossary is missing.")
        must(edit == newest + 1, "an edit of the glossary is missing or doubled.")
        restores = said.data["restores"]
        must(restores is None or 1 <= restores <= newest, "it goes back to what never was.")
        self._glossary[entry] = edit

    def heard(self, said: ReplayedEvent) -> None:
        """Someone who sees an objection too, or who tests it: by their seat, as answers are."""
        amendment = self._about(said)
        must(amendment.rounds == said.data["round"], "it is about another round.")
        must(amendment.status in {*_STILL_WRITTEN, Status.ROUND}, "it was settled.")
