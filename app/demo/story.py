"""The story of the demonstration, told with the same services that people use.

It begins seven weeks ago and ends now: two proposals became revisions, one is being decided with an
objection open, one is ready to be decided, one conflicts with what was published since, one was
withdrawn, and one is still a draft. Two people speak in private, with a steward.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import charter as charter_package
from amendments.belonging.people import Role
from amendments.founding.founding import Founding
from app.demo.cast import MEMBERS, STEWARDS, Cast, address
from app.demo.stage import Stage
from app.services.belonging.add_member import add_member
from app.services.founding.found import found_charter
from app.services.writing.withdraw import withdraw_amendment
from app.storage.engine.database import Database
from app.storage.upkeep.migrate import migrate

SLUG = "care-charter"


def tell(url: str, until: datetime | None = None) -> Cast:
    """Fill an empty database. `until` is the end of the story, by default the present."""
    database = Database(url)
    migrate(database)
    database.dispose()
    stage = Stage(url, SLUG, (until or datetime.now(UTC)) - timedelta(days=53))
    try:
        _gather(stage)
        _two_become_revisions(stage)
        _one_is_withdrawn(stage)
        _two_touch_the_same_passage(stage)
        _one_is_ready_to_be_decided(stage)
        _one_is_being_decided(stage)
        _one_is_a_draft(stage)
        _two_talk_in_private(stage)
        stage.send_nothing()
    finally:
        stage.database.dispose()
    return Cast()


def _gather(stage: Stage) -> None:
    text = Path(charter_package.__file__).parent / "texts" / "care-charter.md"
    with stage.database.writing() as writer:
        charter = found_charter(
            writer,
            Founding(
                slug=SLUG,
                title="Care Charter",
                text=text.read_text(encoding="utf-8"),
                dated=date(2023, 8, 8),
                steward=address("amara"),
                steward_name=STEWARDS["amara"],
                timezone="Europe/London",
            ),
        )
        add_member(writer, charter, address("bronwen"), name=STEWARDS["bronwen"], role=Role.STEWARD)
        for who, name in MEMBERS.items():
            add_member(writer, charter, address(who), name=name)


def _two_become_revisions(stage: Stage) -> None:
    stage.wait(hours=5)
    first = stage.propose(
        "dilnoza",
        "Avoid using jargon and explain acronyms and organisations you refer to.",
        "Avoid using jargon, and explain acronyms, organisations and in-jokes the first time you "
        "use them.",
        {
            "title": "Explain in-jokes too",
            "summary": "We ask people to explain in-jokes as well as acronyms, and when to do it.",
            "reason": "At my first two calls I laughed along without knowing why. A word of "
            "explanation the first time would have made me feel at home.",
        },
    )
    stage.comment("grace", first, "Same here. I still do not know what the goose is about.")
    stage.comment("leon", first, "Should it be “each time” or “the first time”?", kind="question")
    stage.comment("dilnoza", first, "The first time is enough, I think.", reply_to=2)
    stage.wait(days=6)
    opened = stage.open("bronwen", first)
    for who in ("amara", "carlos", "eilidh", "farid", "grace", "hiroshi", "kavita"):
        stage.wait(hours=9)
        stage.answer(who, first, opened, "consent")
    stage.answer("jonas", first, opened, "stand_aside")
    stage.wait(days=6)
    stage.close("bronwen", first, opened)
    _a_second(stage)


def _a_second(stage: Stage) -> None:
    second = stage.propose(
        "ines",
        "- **Look to Reuse:** There are already many great projects and resources within the "
        "Commons. Encourage sharing and reuse wherever possible.",
        "- **Look to Reuse:** There are already many great projects and resources within the "
        "Commons. Encourage sharing and reuse wherever possible, and say whose work it is.\n"
        "- **Keep Meetings Open:** Share the agenda two days before, and notes within a week, so "
        "that those who cannot come can still take part.",
        {
            "title": "Credit what we reuse, and keep meetings open",
            "summary": "We name whose work we reuse. A new line asks for agendas and notes.",
            "reason": "Half of us cannot come to calls in the afternoon.",
        },
    )
    stage.comment("jonas", second, "A week may be tight in summer.", kind="concern")
    stage.wait(days=6)
    opened = stage.open("amara", second)
    answers = {"bronwen": "consent", "dilnoza": "consent", "eilidh": "consent", "leon": "consent"}
    for who, stance in answers.items():
        stage.wait(hours=14)
        stage.answer(who, second, opened, stance)
    why = "A week may be tight in summer; let us look again."
    stage.answer("jonas", second, opened, "concern", reason=why)
    stage.wait(days=6)
    stage.close("amara", second, opened)


def _one_is_withdrawn(stage: Stage) -> None:
    number = stage.propose(
        "leon",
        "Embrace the unknowns as learning opportunities.",
        "Embrace the unknowns as learning opportunities, and celebrate what fails.",
        {"title": "Celebrate failures", "reason": "Experiments that fail teach the most."},
    )
    stage.comment("kavita", number, "Could this read as making light of real harm?")
    stage.wait(days=1)
    with stage.database.writing() as writer:
        withdraw_amendment(writer, stage.enter(writer, "leon"), number)


def _two_touch_the_same_passage(stage: Stage) -> None:
    """One of them is published first, so that the other conflicts."""
    before = "Treat others with kindness, even when opinions differ."
    winner = stage.propose(
        "eilidh",
        before,
        "Treat others with kindness, also and above all when opinions differ.",
        {
            "title": "Kindness above all when we differ",
            "summary": "Kindness matters most when opinions differ, so we say so.",
            "reason": "“Even when” sounds as if it were a concession.",
        },
    )
    other = stage.propose(
        "hiroshi",
        before,
        "Treat others with kindness and patience, even when opinions differ.",
        {"title": "Add patience", "reason": "People write here in their third language."},
    )
    stage.comment("farid", other, "Warmly in favour.")
    stage.wait(days=6)
    opened = stage.open("amara", winner)
    for who in ("bronwen", "carlos", "dilnoza", "grace", "hiroshi", "ines", "leon"):
        stage.answer(who, winner, opened, "consent")
    stage.wait(days=8)
    stage.close("amara", winner, opened)


def _one_is_being_decided(stage: Stage) -> None:
    number = stage.propose(
        "grace",
        "Protect the privacy of fellow members by refraining from sharing personal information "
        "without permission.",
        "Protect the privacy of fellow members by refraining from sharing personal or sensitive "
        "information, recordings or screenshots without permission.",
        {
            "title": "Recordings and screenshots need permission",
            "summary": "Privacy covers recordings and screenshots, not only personal information.",
            "reason": "A screenshot of one of our calls was posted elsewhere last month. Nobody "
            "meant harm, and nobody had been asked.",
        },
    )
    stage.comment(
        "carlos",
        number,
        "Does this include the notes that we publish?",
        kind="question",
        about="Respect Privacy",
    )
    stage.comment("grace", number, "Notes are covered by the line on open meetings.", reply_to=1)
    stage.comment(
        "ines",
        number,
        "“Permission” could be clearer: from whom?",
        kind="suggestion",
        about="Respect Privacy",
        replacement="without the permission of everyone in them",
    )
    stage.wait(days=6)
    opened = stage.open("bronwen", number)
    stage.wait(hours=20)
    stage.answer("dilnoza", number, opened, "consent")
    stage.answer("eilidh", number, opened, "consent")
    stage.wait(hours=8)
    stage.answer(
        "farid",
        number,
        opened,
        "object",
        reason="Blind members rely on recordings to follow what was on the slides. Asking everyone "
        "each time would leave them out.",
        acceptable_if="Recordings made for access are allowed, and kept within the community.",
    )
    stage.answer("leon", number, opened, "need_time")
    why = "Who would ask for permission in practice?"
    stage.answer("amara", number, opened, "concern", reason=why)


def _one_is_ready_to_be_decided(stage: Stage) -> None:
    number = stage.propose(
        "kavita",
        "If you are someone who is less likely to speak, perhaps you can practice speaking up.",
        "If you are someone who is less likely to speak, you can take part in your own way: by "
        "speaking up, in writing, or after the call.",
        {
            "title": "More ways to take part than speaking",
            "summary": "Quiet people can take part in writing or after the call.",
            "reason": "“Practice speaking up” puts the work on those who find it hardest.",
        },
    )
    stage.comment("hiroshi", number, "Thank you for this.", about="Space You Take Up")
    stage.comment("jonas", number, "How would we make sure that what is written gets heard?")


def _one_is_a_draft(stage: Stage) -> None:
    stage.draft(
        "carlos",
        "Last revision: {date}",
        "Every revision and the decision behind it can be read in the history of this charter.",
        {"title": "Let the history say when we changed it"},
    )


def _two_talk_in_private(stage: Stage) -> None:
    talk = stage.begin_mediation(
        "carlos",
        "amara",
        "jonas",
        "When you laughed at my question in the call, I did not say anything any more. I would "
        "like to speak about it, and not in front of everyone.",
    )
    stage.write_note(
        "amara",
        talk,
        "Thank you for trusting us with this, Carlos. Jonas, take your time. How was it for you?",
    )
    stage.write_note(
        "jonas",
        talk,
        "I laughed because I had wondered the same, and I see now how it came across.",
    )
