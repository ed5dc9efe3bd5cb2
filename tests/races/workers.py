"""What a process of a race does. Run as a script: the act, the database's address, and more.

A process says `ready` and waits until it is told to go, so that all of them begin at once. What it
did is one line of JSON.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from amendments.founding.founding import Founding
from amendments.refusals import Refusal
from app.mail.due import do_what_is_due
from app.mail.sending.post import Post
from app.services import entry
from app.services.belonging import join as join_by
from app.services.belonging.add_member import add_member
from app.services.deciding.close_round import close_round
from app.services.deciding.take_stance import take_stance
from app.services.founding.found import found_charter
from app.services.upkeep.tick import close_due_rounds
from app.services.writing.review import announce_due_reviews
from app.storage.engine.database import Database
from app.storage.texts import charters
from app.storage.upkeep.migrate import migrate
from tests.support.house import FOUNDED, SLUG

THREADS = 12


def ready() -> None:
    """Say so, and wait for the others."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


def outcome(act: Any, *arguments: Any) -> str:
    """What came of an act: `done`, or the kind of refusal."""
    try:
        act(*arguments)
    except Refusal as refusal:
        return type(refusal).__name__
    return "done"


def answer(database: Database, more: dict[str, Any]) -> list[str]:
    """Let these people answer, several at a time."""

    def one(person: int, stance: str) -> None:
        with database.writing() as writer:
            access = entry.enter_to_write(writer, SLUG, person)
            words = {"reason": "So it is.", "acceptable_if": "If it were not."}
            take_stance(writer, access, 1, 1, stance, words)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda pair: outcome(one, *pair), more["answers"]))


def close(database: Database, more: dict[str, Any]) -> list[str]:
    """Close a round as its steward."""

    def one() -> None:
        with database.writing() as writer:
            access = entry.enter_to_write(writer, SLUG, more["person"])
            close_round(writer, access, more["amendment"], 1)

    return [outcome(one)]


def tick(database: Database, more: dict[str, Any]) -> list[str]:
    """Do what is due, several times."""
    return [str(len(close_due_rounds(database))) for _ in range(more["times"])]


def send(database: Database, more: dict[str, Any]) -> list[str]:
    """Do what is due about mail, several times. Returns to whom something went out."""
    told: list[str] = []
    post = Post("https://charter.example.org", "charter@example.org", b"a secret")
    for _ in range(more["times"]):
        do_what_is_due(database, lambda message: told.append(message["To"]), post)
    return told


def due(database: Database, more: dict[str, Any]) -> list[str]:
    """Do all that a server does by itself: close what is due, and say which reviews are."""
    closed = sum(len(close_due_rounds(database)) for _ in range(more["times"]))
    told = sum(announce_due_reviews(database) for _ in range(more["times"]))
    return [str(closed), str(told)]


def start(database: Database, more: dict[str, Any]) -> list[str]:
    """Do what a server does first."""
    migrate(database)
    return ["done"]


def found(database: Database, more: dict[str, Any]) -> list[str]:
    """Found a charter."""
    founding = Founding(SLUG, "Care Charter", "Be kind.\n", FOUNDED, more["steward"])

    def one() -> None:
        with database.writing() as writer:
            found_charter(writer, founding)

    return [outcome(one)]


def join(database: Database, more: dict[str, Any]) -> list[str]:
    """Say yes to an invitation behind a link, as someone who is signed in."""

    def one() -> None:
        with database.writing() as writer:
            opened = join_by.open_to_write(writer, SLUG, more["token"])
            join_by.accept(writer, opened, "", more["person"])

    return [outcome(one)]


def add(database: Database, more: dict[str, Any]) -> list[str]:
    """Add the same new addresses, one after another, to a charter."""

    def one(email: str) -> None:
        with database.writing() as writer:
            charter = charters.lock(writer, more["slug"])
            assert charter is not None
            add_member(writer, charter, email)

    return [outcome(one, email) for email in more["emails"]]


ACTS = {
    "join": join,
    "add": add,
    "answer": answer,
    "close": close,
    "tick": tick,
    "send": send,
    "due": due,
    "start": start,
    "found": found,
}


def main() -> None:
    """Do the act that the command line names."""
    act, url, more = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    database = Database(url)
    ready()
    done = ACTS[act](database, more)
    database.dispose()
    sys.stdout.write(json.dumps(done) + "\n")


if __name__ == "__main__":
    main()
