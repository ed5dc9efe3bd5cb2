"""How people of a community leave proposals, take them up, and have them closed."""

from __future__ import annotations

from app.services.upkeep.tick import close_due_proposals
from app.services.writing.close_amendment import announce_end, refuse_end
from app.services.writing.take_up import take_up_amendment
from app.services.writing.write_together import invite_author, leave_authorship
from app.storage.writing import lives
from app.storage.writing.lives import End, KeptAnnouncement
from tests.support.caring import Caring


class Ending(Caring):
    """The acts are named as people would name them, and take the name of who acts."""

    def leave_authorship(self, by: str | None, number: int) -> None:
        """Stop being an author."""
        with self.writing(by) as (writer, access):
            leave_authorship(writer, access, number)

    def hand_over(self, by: str | None, number: int, who: str) -> None:
        """Ask someone to write an amendment instead."""
        with self.writing(by) as (writer, access):
            invite_author(writer, access, number, self.handle(who), hand_over=True)

    def take_up(self, by: str | None, number: int) -> None:
        """Go on with what nobody writes any more, or what was withdrawn."""
        with self.writing(by) as (writer, access):
            take_up_amendment(writer, access, number)

    def announce_end(
        self,
        by: str | None,
        number: int,
        reason: str = "stale",
        note: str = "Nobody spoke of it for a year.",
        of: int | None = None,
    ) -> None:
        """Announce that an amendment is closed unless someone says no."""
        with self.writing(by) as (writer, access):
            announce_end(writer, access, number, reason, note, of)

    def keep_open(self, by: str | None, number: int, reason: str = "I go on with it.") -> None:
        """Say no to that."""
        with self.writing(by) as (writer, access):
            refuse_end(writer, access, number, reason)

    def close_what_is_due(self) -> int:
        """Let the server close what nobody said no to. Returns how many."""
        return close_due_proposals(self.database)

    def ends(self, number: int) -> list[End]:
        """How an amendment ended, each time."""
        with self.database.reading() as reader:
            return lives.ends(reader, self.amendment(number).id)

    def announcements(self, number: int) -> list[KeptAnnouncement]:
        """What was announced about its end, each time."""
        with self.database.reading() as reader:
            return lives.announcements(reader, self.amendment(number).id)
