"""Words in the places that are easily forgotten: each is a way to leave a mark behind."""

from __future__ import annotations

from amendments.belonging.people import Role
from amendments.belonging.visibility import CharterPart, Openness
from amendments.founding.founding import Founding
from amendments.talking.glossary import TermWording
from app.mail.due import do_what_is_due
from app.mail.sending.post import Post
from app.mail.sending.senders import Sender
from app.services import entry
from app.services.belonging import ask_to_join, change_visibility
from app.services.founding.found import found_charter
from app.services.talking import glossary
from app.storage.mail import notices
from app.storage.mail.notices import Choice, Rhythm
from tests.support.community import Community
from tests.support.house import FOUNDED

SECRET = b"a secret of the tests"
ELSEWHERE = "elsewhere"


def prepare(c: Community, daily: str) -> None:
    """A second charter that takes requests, a discussion that opens soon, mail once a day."""
    text = "# Elsewhere\n\nWords.\n"
    with c.database.writing() as writer:
        founding = Founding(ELSEWHERE, "Elsewhere", text, FOUNDED, "ada@example.org")
        found_charter(writer, founding)
        access = entry.enter_to_write(writer, ELSEWHERE, c.people["ada"].person)
        ask_to_join.switch_requests(writer, access, takes=True)
        notices.save_choice(
            writer, c.people[daily].person, c.charter.id, Choice(Rhythm.DAILY, holds_important=True)
        )
    with c.writing("ada") as (writer, access):
        change_visibility.change_visibility(writer, access.charter, Openness.OPEN, by=access.actor)


def speak_in_corners(c: Community, who: str, common: int) -> None:
    """What somebody leaves besides proposals, comments and answers."""
    said = c.comment(who, common, f"@dov, {who} said it badly")
    c.edit_comment(who, common, said, f"@dov, {who} says it better")
    taken_back = c.comment(who, common, f"{who} takes this back")
    c.take_back(who, common, taken_back)
    hidden = c.comment(who, common, f"{who} is hidden", reply_to=said)
    c.hide("ada", common, hidden)
    c.answer_hiding(who, common, hidden, f"{who} answers that")
    with c.writing(who) as (writer, access):
        for part in CharterPart:
            if part in change_visibility.asked(access.charter):
                change_visibility.answer(writer, access, {part: True})
        term = glossary.explain(writer, access, f"{who} word", f"{who} means this")
        glossary.explain_better(
            writer, access, term, TermWording(f"{who} word", f"{who} means that")
        )
    with c.database.writing() as writer:
        person = c.people[who].person
        access = entry.enter_to_write(writer, ELSEWHERE, person)
        ask_to_join.ask(writer, access, person, f"{who} asks to join")


def guide(c: Community, who: str, common: int) -> None:
    """What somebody says as a steward."""
    c.join(who, Role.STEWARD)
    c.summarise(who, common, f"{who} sums it up")
    said = c.comment("edda", common, "Something that hurts.")
    report = c.report("dov", common, said)
    c.answer_report(who, report, f"{who} answers the report")
    c.hide(who, common, said, f"{who} hides it")
    c.pause(who, "edda", reason=f"{who} pauses it")


def post(c: Community, sender: Sender) -> None:
    """Send what is due, and let what is due later wait."""
    do_what_is_due(c.database, sender, Post("http://testserver", "charter@localhost", SECRET, "en"))
