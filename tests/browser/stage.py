"""A community with proposals in every state, served by a server in a thread of this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import uvicorn

from amendments.ruleset import Ruleset
from app.main import create_app
from app.services.authentication.sessions import end_all_sessions
from app.services.authentication.sign_in import new_code
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.upkeep.migrate import migrate
from app.web.installation import Installation
from tests.support.clock import Clock
from tests.support.community import Community

NAMES = {
    "ada": "Ada Okafor", "bela": "Bela Horvath", "cleo": "Cleo Marsh", "dov": "Dov Lindqvist",
    "edda": "Edda Ruiz", "finn": "Finn Acheampong", "gil": "Gil Tanaka",
}  # fmt: skip


class WallClock(Clock):
    """Real time, which a test can push forward."""

    def __init__(self) -> None:
        super().__init__(datetime.now(UTC))
        self.ahead = -timedelta(days=120)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def advance(self, length: timedelta) -> datetime:
        self.ahead += length
        return self()

    def set(self, moment: datetime) -> datetime:
        self.ahead = moment - datetime.now(UTC)
        return self()


@dataclass
class Stage:
    """The place, its people, and the numbers of the proposals by what state they are in."""

    installation: Installation
    community: Community
    clock: WallClock
    address: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    mail: list[EmailMessage] = field(default_factory=list)

    def code(self, name: str) -> str:
        """A code with which someone can sign in."""
        with self.installation.database.writing() as writer:
            code = new_code(writer, self.installation.secret, f"{name}@example.org")
        assert code is not None
        return code

    def end_sessions(self, name: str) -> None:
        """Sign someone out in the database, as if it were on another device."""
        with self.installation.database.writing() as writer:
            end_all_sessions(writer, self.community.people[name].person)


def build(folder: Path) -> Stage:
    """Everything but the server."""
    url = f"sqlite:///{folder / 'stage.db'}"
    clock = WallClock()
    database = Database(url, clock)
    migrate(database)
    community = Community.found(
        database, clock, stewards=2, members=5, ruleset=Ruleset(discussion=timedelta(0))
    )
    with database.writing() as writer:
        from app.storage.texts import charters

        for name, full in NAMES.items():
            person = charters.find_person(writer, f"{name}@example.org")
            assert person is not None
            person.name = full
    mail: list[EmailMessage] = []
    settings = Settings(database_url=url, secret="a secret of the tests", tick_seconds=3600)
    stage = Stage(
        Installation(settings, database, b"a secret of the tests", mail.append),
        community,
        clock,
        mail=mail,
    )
    _play(stage)
    return stage


def _play(stage: Stage) -> None:
    c, numbers = stage.community, stage.numbers
    stage.clock.set(datetime.now(UTC) - timedelta(days=90))
    adopted = c.decide(
        "cleo",
        c.with_words(("sharing personal information", "sharing personal or sensitive information")),
        title="Sensitive information is private too",
        summary="“Respect Privacy” names sensitive information as well.",
        reason="In March a health story was passed on by someone who *meant well*.",
        review_on=(datetime.now(UTC) - timedelta(days=4)).date(),
    )
    c.answer_all(adopted, ["ada", "bela", "cleo", "dov", "edda"])
    c.answer("finn", adopted, "concern", "Who says what is sensitive?")
    c.pass_deadline(adopted)
    c.tick()
    numbers["adopted"] = adopted
    stage.clock.set(datetime.now(UTC) - timedelta(days=20))
    conflict = c.propose(
        "dov",
        c.with_words(("Last revision: {date}", "Last revision: see the first page")),
        title="No date in the text",
    )
    c.submit("dov", conflict)
    numbers["conflict"] = conflict
    second = c.decide(
        "edda",
        c.with_words(("Last revision: {date}", "Last revision: May 2026")),
        title="The date at the end",
        summary="The date follows the text.",
    )
    c.answer_all(second, ["ada", "bela", "cleo", "dov", "edda", "finn", "gil"])
    c.close("ada", second)
    numbers["second"] = second
    numbers["again"] = _blocked_once(stage)
    _text_moves(stage)
    stage.clock.set(datetime.now(UTC) - timedelta(days=3))
    _play_on(stage)
    stage.clock.ahead = timedelta(0)


def _blocked_once(stage: Stage) -> int:
    """A proposal whose first decision was blocked, with a new version."""
    c = stage.community
    stage.clock.set(datetime.now(UTC) - timedelta(days=12))
    words = "Technology is a constantly evolving field"
    again = c.decide("gil", c.with_words((words, "Technology never rests")), title="About change")
    c.object_to("cleo", again)
    c.answer_all(again, ["ada", "bela", "edda", "finn"])
    c.support("edda", again, 1)
    c.test_objection("finn", again, 1, "qualifies", "It could sound like a threat.")
    c.pass_deadline(again)
    c.tick()
    c.revise("gil", again, c.with_words((words, "Technology keeps changing")), answers=[1])
    return again


def _text_moves(stage: Stage) -> None:
    """A decision around which the text has moved, and a proposal whose place has changed."""
    c, numbers = stage.community, stage.numbers
    stage.clock.set(datetime.now(UTC) - timedelta(days=4, hours=12))
    spirit = "Bring a Spirit of Experimentation"
    text = c.block(spirit).text
    numbers["moved"] = c.propose(
        "edda",
        c.with_words(("Avoid using jargon", "Avoid jargon")),
        title="Less jargon",
        summary="A word less in “Don't Assume Knowledge”.",
    )
    numbers["elsewhere"] = c.propose(
        "gil",
        c.with_words((text, f"{text}\n- **Celebrate:** Celebrate what worked, and what did not.")),
        title="Celebrate what we try",
        summary="A new point behind “Bring a Spirit of Experimentation”.",
    )
    beside = c.propose(
        "cleo",
        c.with_words(
            ("Embrace the unknowns as learning opportunities", "We try one thing at a time")
        ),
        title="One thing at a time",
    )
    everyone = ["ada", "bela", "cleo", "dov", "edda", "finn", "gil"]
    for author, number in (
        ("edda", numbers["moved"]),
        ("gil", numbers["elsewhere"]),
        ("cleo", beside),
    ):
        c.submit(author, number)
    for number in (numbers["moved"], beside):
        c.open("ada", number)
    c.answer_all(numbers["moved"], ["bela", "dov", "finn"])
    c.answer_all(beside, everyone)
    c.close("ada", beside)


def _play_on(stage: Stage) -> None:
    c, numbers = stage.community, stage.numbers
    reuse = c.block("Look to Reuse").id
    talk = c.propose(
        "finn",
        c.with_words(
            ("Encourage sharing and reuse wherever possible.",
             "Encourage sharing and reuse wherever possible, and name those whose work you reuse."),
            ("Avoid offensive language", "Avoid offensive or demeaning language"),
        ),
        title="Name those whose work we reuse",
        summary="Two sentences become clearer: about reuse, and about language.",
        reason="Last month a template was passed around and its author was not named.",
    )  # fmt: skip
    c.submit("finn", talk)
    question = "Should that hold for small things too?"
    first = c.comment("gil", talk, question, kind="question", block=reuse)
    c.comment("finn", talk, "A word is enough, I think.", reply_to=first)
    c.comment(
        "edda", talk, "Shorter would be kinder to read.", kind="suggestion", block=reuse,
        replacement="Share and reuse, and say whose work it is.",
    )  # fmt: skip
    c.revise("finn", talk, c.with_words(
        ("Encourage sharing and reuse wherever possible.",
         "Encourage sharing and reuse wherever possible, and say whose work you reuse.")),
        note="Shorter, as Edda suggested; the part about language is its own proposal now.",
    )  # fmt: skip
    numbers["discussion"] = talk
    c.mark_answered("gil", talk, first)
    c.ask_again("finn", talk, first)
    c.sense("gil", talk, "ready")
    c.sense("edda", talk, "almost")
    c.summarise("ada", talk, "Most like the short wording. Small things need no name.")
    c.open("ada", numbers["again"])
    decide = c.decide(
        "gil",
        c.with_words(("Participate Actively:** Engage", "Take Part in Your Own Way:** Engage")),
        title="Taking part in your own way",
        summary="Quiet people take part as well.",
        reason="“Actively” sounds as if only talking counts.",
    )
    c.answer_all(decide, ["bela", "edda"])
    c.answer("finn", decide, "concern", "The old words were shorter.")
    c.object_to("cleo", decide)
    numbers["round"] = decide
    numbers["talk"] = c.begin_mediation(
        "dov", "ada", ["edda"], "You *interrupted* me three times. Can we talk about it?"
    )
    c.write_note("edda", numbers["talk"], "I did not notice. Yes, let us.")
    c.leave_mediation("gil", c.begin_mediation("gil", "ada", ["dov", "finn"], "About the notes."))
    numbers["draft"] = c.propose(
        "cleo",
        c.with_words(("and be patient with each other", "and be patient with one another")),
        title="One another",
    )
    _lives_end(stage)


def _lives_end(stage: Stage) -> None:
    """A proposal that was withdrawn, one that nobody writes any more, one that is to be closed."""
    c, numbers = stage.community, stage.numbers
    text = c.head.document.text
    for name, author, title in (
        ("withdrawn", "finn", "A tea round"),
        ("orphan", "gil", "A walk in the woods"),
        ("closing", "edda", "A song at the end"),
    ):
        numbers[name] = c.propose(author, f"{text}\n{title}, every month.\n", title=title)
        c.submit(author, numbers[name])
    c.withdraw("finn", numbers["withdrawn"], "We have *no kitchen* any more.")
    c.leave_authorship("gil", numbers["orphan"])
    c.announce_end("ada", numbers["closing"], "stale", "Nobody spoke of it since spring.")


@contextmanager
def served(stage: Stage) -> Iterator[str]:
    """A server for the stage, and its address."""
    app = create_app(stage.installation)
    config = uvicorn.Config(app, port=0, log_level="error", lifespan="off",
                            timeout_graceful_shutdown=1)  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    stage.address = f"http://127.0.0.1:{port}"
    yield stage.address
    server.should_exit = True
    thread.join(10)
    # What goes on watching would look for a database that is gone, through all other tests.
    app.state.hub.close()
