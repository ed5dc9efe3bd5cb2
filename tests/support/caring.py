"""What people of a community do for one another in conversation."""

from __future__ import annotations

from app.services.remarks import edit_comment, settle_thread, take_back_comment
from tests.support.house import House


class Caring(House):
    """The acts are named as people would name them, and take the name of who acts."""

    def edit_comment(self, by: str | None, number: int, comment: int, words: str) -> None:
        """Put a comment into other words."""
        with self.writing(by) as (writer, room):
            edit_comment(writer, room, number, comment, words)

    def take_back(self, by: str | None, number: int, comment: int) -> None:
        """Take a comment back."""
        with self.writing(by) as (writer, room):
            take_back_comment(writer, room, number, comment)

    def settle(self, by: str | None, number: int, comment: int, *, settled: bool = True) -> None:
        """Say that a thread is settled, or open again."""
        with self.writing(by) as (writer, room):
            settle_thread(writer, room, number, comment, settled=settled)
