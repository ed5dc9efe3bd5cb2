"""How long a comment in one charter waits while somebody sends hostile texts to another one.

One process serves both. The text has as many tiny paragraphs as are taken; comparing, reading and
keeping it is the dearest thing that a member can ask for. The wait is held next to that of the same
comment while nobody else is there.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx2

from bench.serving import served, service

COMMENTS = int(os.environ.get("BENCH_COMMENTS", "30"))
HANDS = (1, 4)
HOSTILE = "".join(f"{chr(97 + n % 26)}\n\n" for n in range(19_900))
SECONDS = 120


@contextmanager
def _databases() -> Iterator[dict[str, str]]:
    from tests.support import postgres

    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": f"sqlite:///{Path(folder) / 'bench.db'}"}
        programs = postgres.programs()
        if programs is None:
            yield found
            return
        server = postgres.Server.start(programs)
        try:
            yield {**found, "PostgreSQL": server.create("bench")}
        finally:
            server.stop()


def _found(url: str) -> dict[str, str]:
    """Two charters with a proposal each. Returns a token of a member of each, by the slug."""
    from amendments.founding.founding import Founding
    from app.services import entry
    from app.services.authentication.tokens import new_token
    from app.services.care.my_data import person_called
    from app.services.founding.found import found_charter
    from app.services.texts.wording import SubmittedChange
    from app.services.writing.draft import draft_amendment
    from app.services.writing.submit import submit_amendment
    from app.storage.engine.database import Database
    from app.storage.upkeep.migrate import migrate

    database, tokens = Database(url), {}
    migrate(database)
    for slug in ("hostile", "quiet"):
        email = f"{slug}@example.org"
        founding = Founding(slug, slug, "# A charter\n\nBe kind.\n", date(2024, 1, 1), email)
        with database.writing() as writer:
            found_charter(writer, founding)
            tokens[slug] = new_token(writer, email, "bench")
            person = person_called(writer, email)
            access = entry.enter_to_write(writer, slug, person)
            change = SubmittedChange(
                entry.head(writer, access.charter), "# A charter\n\nBe very kind.\n"
            )
            number = draft_amendment(writer, access, change, {"title": "Very", "reason": "So"})
            submit_amendment(writer, access, number.value.number)
    database.dispose()
    return tokens


def _comment(client: httpx2.Client, token: str) -> float:
    begun = time.monotonic()
    answer = client.post(
        "/api/v1/charters/quiet/amendments/1/comments",
        json={"body": "I like it.", "kind": "reaction"},
        headers={"Authorization": f"Bearer {token}"},
    )
    answer.raise_for_status()
    return time.monotonic() - begun


def _send_hostile(address: str, token: str, stop: threading.Event, sent: list[int]) -> None:
    with httpx2.Client(base_url=address, timeout=SECONDS) as client:
        while not stop.is_set():
            answer = client.post(
                "/api/v1/charters/hostile/amendments",
                json={"title": "x", "summary": "", "reason": "y", "base": 1, "text": HOSTILE},
                headers={"Authorization": f"Bearer {token}"},
            )
            sent.append(answer.status_code)


def _waits(address: str, tokens: dict[str, str], hands: int) -> tuple[list[float], list[int]]:
    stop, sent = threading.Event(), list[int]()
    senders = [
        threading.Thread(target=_send_hostile, args=(address, tokens["hostile"], stop, sent))
        for _ in range(hands)
    ]
    for one in senders:
        one.start()
    with httpx2.Client(base_url=address, timeout=SECONDS) as client:
        _comment(client, tokens["quiet"])
        waits = [_comment(client, tokens["quiet"]) for _ in range(COMMENTS)]
    stop.set()
    for one in senders:
        one.join()
    return waits, sent


def main() -> None:
    os.environ["CHARTER_LIMITS"] = "false"
    with _databases() as databases:
        for name, url in databases.items():
            tokens = _found(url)
            with served(service, url) as server:
                address = f"http://127.0.0.1:{server.port}"
                idle, _ = _waits(address, tokens, 0)
                quiet = statistics.median(idle)
                print(f"{name}: a comment while nobody else is there: {quiet * 1000:.0f} ms")
                for hands in HANDS:
                    waits, sent = _waits(address, tokens, hands)
                    median, most = statistics.median(waits), max(waits)
                    print(
                        f"  beside {hands} who send {len(HOSTILE) // 1000} kB of "
                        f"{HOSTILE.count(chr(10)) // 2:,} passages ({len(sent)} answered): median "
                        f"{median * 1000:.0f} ms = {median / quiet:.1f}, most {most * 1000:.0f} ms"
                    )


if __name__ == "__main__":
    main()
