"""A community with a charter: what its people do, each act in a transaction of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from amendments.refusals import Refusal
from amendments.talking.comments import NewRemark
from amendments.writing.lifecycle import Intent
from app.services import entry
from app.services.deciding.close_round import Closed, close_round
from app.services.deciding.open_round import open_round
from app.services.deciding.resolve_objection import resolve_objection
from app.services.deciding.take_stance import take_stance
from app.services.talking.comment import add_comment
from app.services.texts.wording import SubmittedChange
from app.services.upkeep.tick import close_due_rounds
from app.services.writing.draft import draft_amendment
from app.services.writing.revise import revise_amendment
from app.services.writing.submit import submit_amendment
from app.services.writing.withdraw import withdraw_amendment
from app.storage.texts.revisions import Revision
from tests.support.deciding import Deciding


def _change(
    on: Revision, text: str | None, change_set: object, rules: Mapping[str, object] | None
) -> SubmittedChange:
    if text is None and change_set is None:
        return SubmittedChange.of_nothing(on, rules)
    return SubmittedChange(on, text, change_set, rules or {})


class Community(Deciding):
    """The acts are named as people would name them, and take the name of who acts."""

    # --- acts

    def propose(
        self,
        by: str,
        text: str | None = None,
        *,
        change_set: object = None,
        base: int | None = None,
        title: str = "A small change",
        reason: str = "It reads better.",
        summary: str = "One passage changes.",
        review_on: date | None = None,
        review_of: int | None = None,
        editorial: bool = False,
        rules: Mapping[str, object] | None = None,
    ) -> int:
        """Draft an amendment. Returns its number."""
        words = {"title": title, "summary": summary, "reason": reason}
        with self.writing(by) as (writer, access):
            on = entry.revision(writer, access.charter, base or access.charter.head)
            intent = Intent(review_on, editorial=editorial, review_of=review_of)
            kept = draft_amendment(
                writer, access, _change(on, text, change_set, rules), words, intent
            )
        return kept.value.number

    def revise(
        self,
        by: str,
        number: int,
        text: str | None = None,
        *,
        change_set: object = None,
        base: int | None = None,
        expected: int | None = None,
        note: str = "",
        answers: Collection[int] = (),
        rules: Mapping[str, object] | None = None,
    ) -> int:
        """Save a new version. Returns its number."""
        with self.writing(by) as (writer, access):
            on = entry.revision(writer, access.charter, base or access.charter.head)
            change = _change(on, text, change_set, rules)
            kept = revise_amendment(
                writer, access, number, change, {"note": note}, expected, answers=answers
            )
        return kept.value.version

    def submit(self, by: str, number: int) -> None:
        """Bring a draft before the members."""
        with self.writing(by) as (writer, access):
            submit_amendment(writer, access, number)

    def withdraw(self, by: str, number: int, reason: str = "") -> None:
        """Take an amendment back."""
        with self.writing(by) as (writer, access):
            withdraw_amendment(writer, access, number, reason)

    def comment(self, by: str, number: int, body: str = "I like it.", **more: Any) -> int:
        """Say something. Returns the number of the comment."""
        with self.writing(by) as (writer, access):
            return add_comment(writer, access, number, replace(NewRemark(body), **more))

    def open(self, by: str, number: int, closes_at: datetime | None = None) -> int:
        """Open a round. Returns its number."""
        with self.writing(by) as (writer, access):
            return open_round(writer, access, number, closes_at).value.number

    def answer(
        self,
        by: str | None,
        number: int,
        stance: str = "consent",
        reason: str | None = None,
        acceptable_if: str | None = None,
        *,
        decision: int | None = None,
    ) -> None:
        """Take a stance, in the newest round if none is named."""
        with self.writing(by) as (writer, access):
            which = decision or self._newest(writer, access, number)
            words = {"reason": reason, "acceptable_if": acceptable_if}
            take_stance(writer, access, number, which, stance, words)

    def object_to(self, by: str, number: int) -> None:
        """Object, with the words that this needs."""
        self.answer(by, number, "object", "It leaves someone out.", "Name them too.")

    def resolve(
        self, by: str, number: int, objection: int, resolution: str, *, decision: int | None = None
    ) -> None:
        """End an objection."""
        with self.writing(by) as (writer, access):
            which = decision or self._newest(writer, access, number)
            resolve_objection(writer, access, number, which, objection, resolution, "We talked.")

    def close(self, by: str, number: int, decision: int | None = None) -> Closed:
        """Close a round, the newest if none is named."""
        with self.writing(by) as (writer, access):
            which = decision or self._newest(writer, access, number)
            return close_round(writer, access, number, which)

    def tick(self) -> list[Closed]:
        """Let the server do what is due."""
        return [closed for _, closed in close_due_rounds(self.database)]

    # --- whole stretches of a life

    def discuss(self, by: str, text: str | None = None, **more: Any) -> int:
        """Propose, submit, and let the time for discussion pass."""
        number = self.propose(by, text, **more)
        self.submit(by, number)
        self.clock.advance(self.charter.ruleset.discussion + timedelta(hours=2))
        return number

    def decide(self, by: str, text: str | None = None, **more: Any) -> int:
        """The same, and the first steward opens a round. Returns the amendment's number."""
        number = self.discuss(by, text, **more)
        self.open(self.stewards[0], number)
        return number

    def pass_deadline(self, number: int) -> None:
        """Move the clock to the deadline of the newest round."""
        self.clock.set(self.round(number).value.closes_at)

    def pass_time_before_deadline(self, number: int, *, hours: int) -> None:
        """Move the clock to some hours before the deadline of the newest round."""
        self.clock.set(self.round(number).value.closes_at - timedelta(hours=hours))

    def answer_all(self, number: int, names: Sequence[str], stance: str = "consent") -> None:
        """Let several people give the same answer."""
        for name in names:
            self.answer(name, number, stance)

    def refused(self, act: str, *arguments: Any, **more: Any) -> Refusal:
        """The refusal that an act meets; nothing in the record may come of it."""
        before = (self.lines(), self.held())
        try:
            getattr(self, act)(*arguments, **more)
        except Refusal as refusal:
            assert (self.lines(), self.held()) == before
            return refusal
        raise AssertionError(f"{act} was not refused")
