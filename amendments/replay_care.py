"""Replaying what became of comments: other words, taken back, settled."""

from __future__ import annotations

from amendments.replay_state import People, Proposal, Said, Spoken, must


class CareReplay:
    """The care in a record, event by event."""

    def __init__(self, people: People, amendments: dict[int, Proposal]) -> None:
        self._people = people
        self._amendments = amendments

    def _comment(self, said: Said) -> tuple[Proposal, Spoken]:
        must(said.actor in self._people.roles, "someone spoke who was not a member.")
        amendment = self._amendments.get(said.data["amendment"])
        comment = amendment.spoken.get(said.data["comment"]) if amendment else None
        must(comment, "it is about a comment that is not there.")
        assert amendment is not None
        assert comment is not None
        return amendment, comment

    def edited(self, said: Said) -> None:
        """A comment that its author put into other words."""
        _, comment = self._comment(said)
        must(said.actor == comment.author, "somebody else changed a comment.")
        must(not comment.is_taken_back, "a comment was changed that was taken back.")
        must(said.data["edit"] == comment.edits + 1, "a wording is missing or doubled.")
        comment.edits += 1

    def taken_back(self, said: Said) -> None:
        """A comment that its author took back."""
        _, comment = self._comment(said)
        must(said.actor == comment.author, "somebody else took a comment back.")
        must(not comment.is_taken_back, "a comment was taken back twice.")
        comment.is_taken_back = True

    def settled(self, said: Said) -> None:
        """A thread that someone said is settled, or open again."""
        amendment, comment = self._comment(said)
        must(not comment.is_reply, "a thread was settled where none begins.")
        concerned = {comment.author, *amendment.authors}
        is_steward = self._people.roles[said.actor or ""] == "steward"
        must(is_steward or said.actor in concerned, "it was not for them to settle a thread.")
        must(comment.is_settled != said.data["settled"], "a thread was settled twice.")
        comment.is_settled = said.data["settled"]
