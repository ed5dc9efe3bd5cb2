"""What people of a community do besides the main job, each act in a transaction of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from amendments.belonging.stewardship import StewardChangeKind
from app.services.belonging import stewards
from app.services.belonging.end_membership import leave, remove_member
from app.services.deciding.dispute_correction import dispute_correction
from app.services.deciding.extend_round import extend_round
from app.services.deciding.hear_objection import put_to_test, support_objection
from app.services.deciding.record_stances import SpokenStance, record_stances
from app.services.deciding.repeat_stance import repeat_stance
from app.services.deciding.set_aside import set_aside
from app.services.deciding.state_outcome import state_outcome
from app.services.deciding.take_stance import take_stance
from app.services.talking.discuss import give_sense, mark_answered, mark_seen, summarise
from app.services.texts.change_rules import change_rules
from app.services.writing.review import announce_due_reviews, start_review
from app.services.writing.take_over import take_over
from app.services.writing.write_together import invite_author, join_authors
from tests.support.ending import Ending


class Deciding(Ending):
    """The acts are named as people would name them, and take the name of who acts."""

    # --- before the round

    def sense(self, by: str | None, number: int, sense: str) -> None:
        """Say how an amendment feels so far."""
        with self.writing(by) as (writer, access):
            give_sense(writer, access, number, sense)

    def summarise(self, by: str | None, number: int, words: str) -> None:
        """Sum a discussion up."""
        with self.writing(by) as (writer, access):
            summarise(writer, access, number, words)

    def mark_answered(
        self, by: str | None, number: int, comment: int, *, answered: bool = True
    ) -> None:
        """Say that a question is answered."""
        with self.writing(by) as (writer, access):
            mark_answered(writer, access, number, comment, answered=answered)

    def mark_seen(self, by: str | None, number: int, version: int) -> None:
        """Say that one has looked at a version."""
        with self.writing(by) as (writer, access):
            mark_seen(writer, access, number, version)

    def invite_author(self, by: str | None, number: int, who: str) -> None:
        """Ask someone to write an amendment too."""
        with self.writing(by) as (writer, access):
            invite_author(writer, access, number, self.handle(who))

    def join_authors(self, by: str | None, number: int) -> None:
        """Become an author, having been asked."""
        with self.writing(by) as (writer, access):
            join_authors(writer, access, number)

    def take_over(self, by: str | None, number: int, comment: int) -> int:
        """Take a suggestion over. Returns the number of the new version."""
        with self.writing(by) as (writer, access):
            return take_over(writer, access, number, comment).value.version

    # --- in the round

    def object_in_confidence(self, by: str, number: int) -> None:
        """Object, with one's name for the stewards only."""
        with self.writing(by) as (writer, access):
            which = self._newest(writer, access, number)
            words = {"reason": "It leaves someone out.", "acceptable_if": "Name them too."}
            take_stance(writer, access, number, which, "object", words, confidential=True)

    def repeat(self, by: str | None, number: int) -> None:
        """Give one's answer again."""
        with self.writing(by) as (writer, access):
            repeat_stance(writer, access, number, self._newest(writer, access, number))

    def record(
        self, by: str | None, number: int, answers: Mapping[str, str], reason: str = ""
    ) -> None:
        """Write down what people say in a meeting: their stances by their names."""
        spoken = [
            SpokenStance(
                self.people[name].member, stance, {"reason": reason, "acceptable_if": reason}
            )
            for name, stance in answers.items()
        ]
        with self.writing(by) as (writer, access):
            which = self._newest(writer, access, number)
            record_stances(writer, access, number, which, spoken)

    def extend(
        self, by: str | None, number: int, closes_at: datetime, reason: str = "A holiday."
    ) -> None:
        """Give everyone more time."""
        with self.writing(by) as (writer, access):
            which = self._newest(writer, access, number)
            extend_round(writer, access, number, which, closes_at, reason)

    def dispute(self, by: str | None, number: int, reason: str = "It says less now.") -> None:
        """Say that a correction changes the meaning."""
        with self.writing(by) as (writer, access):
            which = self._newest(writer, access, number)
            dispute_correction(writer, access, number, which, reason)

    def support(
        self, by: str | None, number: int, objection: int, *, supports: bool = True
    ) -> None:
        """Say that one sees an objection too."""
        with self.writing(by) as (writer, access):
            support_objection(writer, access, number, objection, supports=supports)

    def test_objection(
        self, by: str | None, number: int, objection: int, says: str, body: str = "I think so."
    ) -> None:
        """Say something about whether an objection qualifies."""
        with self.writing(by) as (writer, access):
            put_to_test(writer, access, number, objection, says, body)

    def set_aside(
        self, by: str | None, number: int, objection: int, reason: str = "We looked closely."
    ) -> None:
        """Speak for setting an objection aside."""
        with self.writing(by) as (writer, access):
            set_aside(writer, access, number, objection, reason)

    # --- after it

    def state_outcome(self, by: str | None, number: int, words: str) -> None:
        """Put the outcome of the newest round into words."""
        with self.writing(by) as (writer, access):
            which = self._newest(writer, access, number)
            state_outcome(writer, access, number, which, words)

    def review(self, by: str | None, number: int, way: str, review_on: date | None = None) -> int:
        """Begin a proposal that keeps or ends an adopted one. Returns its number."""
        with self.writing(by) as (writer, access):
            return start_review(writer, access, number, way, review_on).value.number

    def announce_reviews(self) -> int:
        """Let the server say which reviews are due."""
        return announce_due_reviews(self.database)

    # --- people and rules

    def leave(self, by: str | None) -> None:
        """Leave the charter."""
        with self.writing(by) as (writer, access):
            leave(writer, access)

    def remove(self, by: str | None, who: str, reason: str = "They asked for it.") -> None:
        """Remove a member."""
        with self.writing(by) as (writer, access):
            remove_member(writer, access.charter, self.handle(who), reason, by=access.actor)

    def propose_steward(
        self,
        by: str | None,
        who: str,
        way: str = "make",
        until: date | None = None,
        reason: str = "We talked.",
    ) -> int | None:
        """Propose that somebody is a steward, or is none any more, or goes."""
        with self.writing(by) as (writer, access):
            return stewards.propose(
                writer, access, StewardChangeKind(way), self.handle(who), reason, until
            )

    def confirm_steward(self, by: str | None, number: int) -> None:
        """Confirm it as the second steward."""
        with self.writing(by) as (writer, access):
            stewards.confirm(writer, access, number)

    def stop_steward(self, by: str | None, number: int) -> None:
        """Let it be."""
        with self.writing(by) as (writer, access):
            stewards.stop(writer, access, number)

    def answer_steward(self, by: str | None, number: int, words: str = "I see.") -> None:
        """Write an answer, as the person it is about."""
        with self.writing(by) as (writer, access):
            stewards.reply(writer, access, number, words)

    def step_down(self, by: str | None) -> None:
        """Be a member again."""
        with self.writing(by) as (writer, access):
            stewards.step_down(writer, access)

    def change_rules(self, by: str | None, *, reason: str = "", **changes: object) -> None:
        """Change some rules, as a steward."""
        with self.writing(by) as (writer, access):
            change_rules(writer, access.charter, changes, by=access.actor, reason=reason)
