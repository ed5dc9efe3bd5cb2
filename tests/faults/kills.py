"""The real service is killed again and again while people answer, comment and close.

`charter serve --workers 2` runs as a group of processes of its own and gets SIGKILL as a whole, at
a moment by chance. After each restart every request that was acknowledged is looked up, one by one,
and the record has to verify. `python -m tests.faults.kills [sqlite|postgresql]`, with
`CHARTER_TESTS_FAULT_KILLS=200`, prints the figures.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import col, select

from amendments.ruleset import Ruleset
from app.services.authentication.tokens import new_token
from app.storage.engine.database import Database
from app.storage.tables import CommentRow, WordsRow
from app.storage.writing import amendments
from tests.support import postgres
from tests.support.community import Community
from tests.support.databases import PostgresSource, Source, SqliteSource, migrate_once
from tests.support.folders import quick_folder
from tests.support.laws import check_laws
from tests.support.postgres import free_port

MEMBERS = 3
#: How long it works after the first yes before it is killed, and how long it may take to come
#: up, in seconds.
WORKS = (0.1, 2.5)
STARTS = 120.0
ASKS = 30.0
#: A new charter after so many kills: the whole record is read after each.
KILLS_A_CHARTER = 20
ROUNDS = Ruleset(discussion=timedelta(0), late_objection=timedelta(0))
GONE = (httpx.TransportError,)


@dataclass
class Acknowledged:
    """What was answered with a yes. What was never answered may be there, or not."""

    comments: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    stances: dict[tuple[int, str], str] = field(default_factory=dict)
    unsure: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    closed: dict[int, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Figures:
    """What came of it."""

    kills: int = 0
    acknowledged: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0
    lost: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        what = ", ".join(f"{count} {name}" for name, count in sorted(self.acknowledged.items()))
        return (
            f"{self.kills} kills; acknowledged: {what}; without an answer: {self.unanswered}; "
            f"acknowledged but not stored: {len(self.lost)}; half: {len(self.broken)}; "
            f"other answers: {len(self.untold)}"
        )

    @property
    def is_well(self) -> bool:
        """Whether nothing was found."""
        return not (self.lost or self.broken or self.untold)


@dataclass
class Village:
    """People with programs, each in a thread of its own, and what they were told."""

    house: Community
    tokens: dict[str, str]
    told: Acknowledged = field(default_factory=Acknowledged)
    figures: Figures = field(default_factory=Figures)
    current: tuple[int, int] = (0, 0)
    answered: set[str] = field(default_factory=set)
    address: str = ""
    begun: threading.Event = field(default_factory=threading.Event)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    @classmethod
    def founded(cls, database: Database, slug: str, figures: Figures) -> Village:
        """A charter with a steward and some members."""
        house = Community.found(
            database, lambda: datetime.now(UTC), members=MEMBERS, ruleset=ROUNDS, slug=slug
        )  # type: ignore[arg-type] - time is real here
        with database.writing() as writer:
            tokens = {
                name: new_token(writer, f"{name}@example.org", "kills") for name in house.people
            }
        return cls(house, tokens, figures=figures)

    # --- what people do until the service is gone

    def live(self, address: str, until: float) -> list[threading.Thread]:
        """Let everyone do what they do, for as long as somebody answers."""
        self.address, self.current, self.answered = address, (0, 0), set()
        self.begun.clear()
        acts = [(self._decide, "ada"), *((self._take_part, one) for one in self.members)]
        threads = [
            threading.Thread(target=self._until_gone, args=(act, name, until), daemon=True)
            for act, name in acts
        ]
        for one in threads:
            one.start()
        return threads

    @property
    def members(self) -> list[str]:
        """Everybody but the steward."""
        return [name for name in self.house.people if name != "ada"]

    def _until_gone(self, act: Any, name: str, until: float) -> None:
        with contextlib.suppress(*GONE), httpx.Client(base_url=self.address, timeout=ASKS) as one:
            while time.monotonic() < until:
                act(one, name)

    def _ask(
        self, client: httpx.Client, name: str, method: str, path: str, body: Any = None
    ) -> Any:
        """The body of an answer that says yes; None of one that says no."""
        headers = {"Authorization": f"Bearer {self.tokens[name]}"}
        address = f"/api/v1/charters/{self.house.slug}{path}"
        try:
            answer = client.request(method, address, json=body, headers=headers)
        except GONE:
            with self.told.lock:
                self.figures.unanswered += 1
            raise
        if answer.status_code >= 500 and answer.status_code != 503:
            with self.told.lock:
                self.figures.untold.append(f"{method} {path}: {answer.status_code}")
        return answer.json() if answer.is_success else None

    def _yes(self, what: str) -> None:
        self.figures.acknowledged[what] += 1
        self.begun.set()

    def _decide(self, client: httpx.Client, steward: str) -> None:
        """Bring a proposal all the way to its close."""
        head = self._ask(client, steward, "GET", "/revisions/latest")
        number = next(self.numbers)
        wanted = {
            "title": f"Proposal {number}",
            "base": head["number"],
            "text": f"{head['text']}\nWe say it for the time numbered {number}.\n",
        }
        made = self._ask(client, "cleo", "POST", "/amendments", wanted)
        path = f"/amendments/{made['number']}"
        if self._ask(client, "cleo", "POST", f"{path}/submit") is None:
            return
        opened = self._ask(client, steward, "POST", f"{path}/rounds")
        if opened is None:
            return
        self.answered = set()
        self.current = made["number"], opened["number"]
        self._answer(client, steward, made["number"], opened["number"])
        while len(self.answered) < len(self.tokens):
            self._ask(client, steward, "GET", "/amendments")
        self.current = (0, 0)
        closed = self._ask(client, steward, "POST", f"{path}/rounds/{opened['number']}/close")
        if closed is not None:
            with self.told.lock:
                self.told.closed[made["number"]] = closed["outcome"]
                self._yes("closes")

    def _take_part(self, client: httpx.Client, name: str) -> None:
        """Answer, and say something."""
        amendment, number = self.current
        if not amendment:
            self._ask(client, name, "GET", "/amendments")
            return
        body = f"{name} says {next(self.numbers)}."
        said = self._ask(client, name, "POST", f"/amendments/{amendment}/comments", {"body": body})
        if said is not None:
            with self.told.lock:
                self.told.comments.setdefault(amendment, []).append((said["id"], body))
                self._yes("comments")
        self._answer(client, name, amendment, number)

    def _answer(self, client: httpx.Client, name: str, amendment: int, number: int) -> None:
        stance = random.choice(["consent", "concern"])
        key = amendment, name
        with self.told.lock:
            self.told.unsure.setdefault(key, set()).add(stance)
        body = {"stance": stance, "reason": "We will see."}
        path = f"/amendments/{amendment}/rounds/{number}/stance"
        if self._ask(client, name, "PUT", path, body) is not None:
            with self.told.lock:
                self.told.stances[key] = stance
                self.told.unsure[key] = set()
                self._yes("stances")
        self.answered.add(name)

    # --- what is there afterwards

    def look(self) -> None:
        """Look every acknowledged request up, and whether anything is half."""
        with self.house.database.reading() as reader:
            for amendment, said in self.told.comments.items():
                kept = amendments.find(reader, self.house.charter.id, amendment)
                rows = reader.session.exec(
                    select(CommentRow.number, WordsRow.text)
                    .join(WordsRow, col(WordsRow.id) == CommentRow.body_id)
                    .where(CommentRow.amendment_id == (kept.id if kept else 0))
                )
                there = set(rows)
                self._lost("comment", [one for one in said if one not in there])
        for (amendment, name), stance in self.told.stances.items():
            found = self._stance(amendment, name)
            if found not in {stance, *self.told.unsure[amendment, name]}:
                self._lost("stance", [(amendment, name, stance, found)])
        for amendment, outcome in self.told.closed.items():
            if self.house.round(amendment).value.outcome != outcome:
                self._lost("close", [(amendment, outcome)])
        try:
            check_laws(self.house)
        except AssertionError as error:
            self.figures.broken.append(str(error)[:300])

    def _stance(self, amendment: int, name: str) -> str | None:
        decision = self.house.round(amendment).value
        given = decision.stances.get(decision.seat_of(self.house.people[name].member))
        return given.kind.value if given else None

    def _lost(self, what: str, which: list[Any]) -> None:
        self.figures.lost += [f"{what}: {one}" for one in which]


@contextlib.contextmanager
def served(url: str, log: Path) -> Iterator[str]:
    """The service as its operator starts it; killed with all its processes at the end."""
    port = free_port()
    environment = {
        **os.environ,
        "CHARTER_DATABASE_URL": url,
        "CHARTER_SECRET": "a secret of the tests",
        "CHARTER_LIMITS": "false",
        "CHARTER_ALLOWED_HOSTS": "127.0.0.1",
        "CHARTER_DATA": str(log.parent.absolute()),
    }
    command = [str(Path(sys.executable).parent / "charter"), "serve", "--workers", "2"]
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=log.parent, env=environment, start_new_session=True, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(*GONE):
            if httpx.get(f"{address}/ready", timeout=ASKS).is_success:
                return
        threading.Event().wait(0.05)
    raise RuntimeError(log.read_text(encoding="utf-8"))


def kill(
    source: Source, kills: int, folder: Path, tell: Callable[[str], object] | None = None
) -> Figures:
    """Kill the service so many times. Returns what came of it."""
    figures = Figures()
    # Under an address of its own: nothing else of this process ever opened it.
    url = source.empty()
    migrate_once(url)
    database = Database(url)
    village = Village.founded(database, "village-0", figures)
    for number in range(kills):
        if number and number % KILLS_A_CHARTER == 0:
            village = Village.founded(database, f"village-{number}", figures)
        with served(url, folder / "serve.log") as address:
            threads = village.live(address, time.monotonic() + STARTS)
            # Everybody is in the middle of something then.
            village.begun.wait(STARTS)
            threading.Event().wait(random.uniform(*WORKS))
        for one in threads:
            one.join(ASKS + 1)
        figures.kills += 1
        village.look()
        if tell is not None and figures.kills % 10 == 0:
            tell(str(figures))
    database.dispose()
    source.forget(url)
    return figures


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    """Both kinds of database, or one."""
    # Whoever ends this ends the service too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    kinds = sys.argv[1:] or ["sqlite", "postgresql"]
    kills = int(os.environ.get("CHARTER_TESTS_FAULT_KILLS", "200"))
    folder = quick_folder("kills")
    for kind in kinds:
        server = None
        source: Source = SqliteSource(folder)
        if kind == "postgresql":
            programs = postgres.programs()
            if programs is None:
                sys.exit("The PostgreSQL server programs are not installed.")
            server = postgres.Server.start(programs)
            source = PostgresSource(server)
        figures = kill(source, kills, folder, _say)
        _say("\n".join((f"{kind}: {figures}", *figures.lost, *figures.broken, *figures.untold)))
        if server is not None:
            server.stop()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
