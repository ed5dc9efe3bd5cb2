"""The stage of the demonstration: a database, a clock that can be moved, and short acts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from amendments.talking.comments import NewRemark
from app.demo.cast import address
from app.mail.reactions import forget
from app.services import entry
from app.services.care.mediate import begin_mediation, write_note
from app.services.deciding.close_round import close_round
from app.services.deciding.open_round import open_round
from app.services.deciding.take_stance import take_stance
from app.services.entry import CharterAccess
from app.services.talking.comment import add_comment
from app.services.texts.wording import SubmittedChange
from app.services.writing.draft import draft_amendment
from app.services.writing.submit import submit_amendment
from app.storage.engine.database import Database
from app.storage.engine.session import Writer
from app.storage.texts import charters


class Stage:
    """Acts, each in a transaction of its own, at a time that the story chooses."""

    def __init__(self, url: str, slug: str, began: datetime) -> None:
        self.slug = slug
        self.now = began
        self.database = Database(url, clock=lambda: self.now)

    def wait(self, **length: float) -> None:
        """Let time pass, but never beyond the present."""
        self.now = min(self.now + timedelta(**length), datetime.now(UTC))

    def enter(self, writer: Writer, who: str) -> CharterAccess:
        """Come in as someone of the cast."""
        person = charters.find_person(writer, address(who))
        assert person is not None
        return entry.enter_to_write(writer, self.slug, person.id)

    def draft(self, who: str, old: str, new: str, words: dict[str, str]) -> int:
        """Draft a proposal that replaces some words of the text in force."""
        with self.database.writing() as writer:
            access = self.enter(writer, who)
            head = entry.head(writer, access.charter)
            assert old in head.document.text, old
            wanted = SubmittedChange(head, head.document.text.replace(old, new, 1))
            return draft_amendment(writer, access, wanted, words).value.number

    def submit(self, who: str, number: int) -> None:
        """Submit a draft."""
        with self.database.writing() as writer:
            submit_amendment(writer, self.enter(writer, who), number)

    def propose(self, who: str, old: str, new: str, words: dict[str, str]) -> int:
        """Draft a proposal and submit it at once."""
        number = self.draft(who, old, new, words)
        self.submit(who, number)
        return number

    def comment(self, who: str, number: int, body: str, **more: str | int) -> int:
        """Comment on a proposal; `about` finds the passage that holds some words."""
        about = more.pop("about", None)
        with self.database.writing() as writer:
            access = self.enter(writer, who)
            block = None
            if about is not None:
                blocks = entry.head(writer, access.charter).document.blocks
                block = next(one.id for one in blocks if str(about) in one.text)
            remark = NewRemark(body=body, block=block, **more)  # type: ignore[arg-type] # told apart by name
            return add_comment(writer, access, number, remark)

    def open(self, who: str, number: int) -> int:
        """Open a decision."""
        with self.database.writing() as writer:
            return open_round(writer, self.enter(writer, who), number).value.number

    def answer(self, who: str, number: int, decision: int, stance: str, **words: str) -> None:
        """Answer in a decision."""
        with self.database.writing() as writer:
            take_stance(writer, self.enter(writer, who), number, decision, stance, words)

    def close(self, who: str, number: int, decision: int) -> None:
        """Close a decision."""
        with self.database.writing() as writer:
            close_round(writer, self.enter(writer, who), number, decision)

    def begin_mediation(self, who: str, steward: str, other: str, body: str) -> int:
        """Begin a private conversation with somebody, with a steward's help."""
        with self.database.writing() as writer:
            access = self.enter(writer, who)
            known = charters.members(writer, access.charter.id)
            handles = {one.email: one.handle for one in known}
            return begin_mediation(
                writer, access, handles[address(steward)], [handles[address(other)]], body
            )

    def write_note(self, who: str, talk: int, body: str) -> None:
        """Write in a private conversation."""
        with self.database.writing() as writer:
            write_note(writer, self.enter(writer, who), talk, body)

    def send_nothing(self) -> None:
        """Let no mail follow from the story: it happened before anyone looked."""
        with self.database.writing() as writer:
            forget(writer, self.enter(writer, "amara").charter)
