"""What people of a community do for one another in conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.services.care import mediate, moderate
from app.services.care.moderate import Complaint
from app.services.care.pause import lift_pause, pause_comments
from app.services.talking.comment_edits import edit_comment, settle_thread, take_back_comment
from app.services.talking.look_again import ask_to_look_again, say_it_still_stands
from tests.support.house import House


class Caring(House):
    """The acts are named as people would name them, and take the name of who acts."""

    def edit_comment(self, by: str | None, number: int, comment: int, words: str) -> None:
        """Put a comment into other words."""
        with self.writing(by) as (writer, access):
            edit_comment(writer, access, number, comment, words)

    def take_back(self, by: str | None, number: int, comment: int) -> None:
        """Take a comment back."""
        with self.writing(by) as (writer, access):
            take_back_comment(writer, access, number, comment)

    def settle(self, by: str | None, number: int, comment: int, *, settled: bool = True) -> None:
        """Say that a thread is settled, or open again."""
        with self.writing(by) as (writer, access):
            settle_thread(writer, access, number, comment, settled=settled)

    def ask_again(self, by: str | None, number: int, comment: int) -> None:
        """Ask the author of a comment to look again at what became of it."""
        with self.writing(by) as (writer, access):
            ask_to_look_again(writer, access, number, comment)

    def still_stands(self, by: str | None, number: int, comment: int) -> None:
        """Say that one's comment still stands."""
        with self.writing(by) as (writer, access):
            say_it_still_stands(writer, access, number, comment)

    # --- reports and hidden comments

    def report(
        self,
        by: str | None,
        number: int,
        comment: int | None = None,
        promise: str = "Respect Privacy",
        body: str = "It hurt someone.",
    ) -> int:
        """Report a comment, or the proposal itself. Returns the number of the report."""
        about = "proposal" if comment is None else "comment"
        complaint = Complaint(about, comment, self.block(promise).id, body)
        with self.writing(by) as (writer, access):
            return moderate.make_report(writer, access, number, complaint)

    def answer_report(self, by: str | None, report: int, answer: str = "We talked.") -> None:
        """Answer a report."""
        with self.writing(by) as (writer, access):
            moderate.settle_report(writer, access, report, answer)

    def hide(
        self, by: str | None, number: int, comment: int, reason: str = "It names her."
    ) -> None:
        """Hide a comment."""
        with self.writing(by) as (writer, access):
            moderate.hide_comment(writer, access, number, comment, reason)

    def restore(self, by: str | None, number: int, comment: int) -> None:
        """Show a hidden comment again."""
        with self.writing(by) as (writer, access):
            moderate.restore_comment(writer, access, number, comment)

    def answer_hiding(self, by: str | None, number: int, comment: int, words: str) -> None:
        """Answer that one's comment was hidden."""
        with self.writing(by) as (writer, access):
            moderate.answer_hiding(writer, access, number, comment, words)

    def appeal(self, by: str | None, number: int, comment: int, words: str) -> None:
        """Ask another steward."""
        with self.writing(by) as (writer, access):
            moderate.appeal(writer, access, number, comment, words)

    def decide_appeal(
        self, by: str | None, number: int, comment: int, *, restored: bool, words: str = "I see."
    ) -> None:
        """Decide about a hidden comment, as another steward."""
        with self.writing(by) as (writer, access):
            moderate.decide_appeal(writer, access, number, comment, words, restored=restored)

    # --- pauses

    def pause(self, by: str | None, who: str, days: int = 3, reason: str = "Hm.") -> None:
        """Pause someone's comments until the end of a day."""
        with self.writing(by) as (writer, access):
            until = writer.now.astimezone(access.charter.zone).date() + timedelta(days=days)
            pause_comments(writer, access, self.handle(who), until, reason)

    def lift(self, by: str | None, pause: int) -> None:
        """End a pause early."""
        with self.writing(by) as (writer, access):
            lift_pause(writer, access, pause)

    # --- private conversations

    def begin_mediation(
        self, by: str | None, steward: str, people: Sequence[str] = (), body: str = "Can we talk?"
    ) -> int:
        """Begin a private conversation. Returns its number."""
        handles = [self.handle(one) for one in people]
        with self.writing(by) as (writer, access):
            return mediate.begin_mediation(writer, access, self.handle(steward), handles, body)

    def write_note(self, by: str | None, number: int, body: str = "I hear you.") -> None:
        """Write in a private conversation."""
        with self.writing(by) as (writer, access):
            mediate.write_note(writer, access, number, body)

    def leave_mediation(self, by: str | None, number: int) -> None:
        """Leave a private conversation."""
        with self.writing(by) as (writer, access):
            mediate.leave_mediation(writer, access, number)

    def end_mediation(self, by: str | None, number: int) -> None:
        """End a private conversation."""
        with self.writing(by) as (writer, access):
            mediate.end_mediation(writer, access, number)
