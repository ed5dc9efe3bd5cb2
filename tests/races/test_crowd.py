"""Very many at once: everybody is answered, and the process can always be asked how it is.

`CHARTER_TESTS_CROWD=41,100,500` says how many; without it a smaller crowd comes.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from datetime import timedelta

import httpx2
import pytest

from amendments.replay.verify import verify
from amendments.ruleset import Ruleset
from app.services.authentication.sessions import new_session
from app.services.authentication.tokens import new_token
from app.storage.engine.database import Database
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.serving import serving

pytestmark = pytest.mark.slow

CROWDS = [int(one) for one in os.environ.get("CHARTER_TESTS_CROWD", "60").split(",")]
RULES = Ruleset(discussion=timedelta(0), neighbour_notice=timedelta(0))
API = "/api/v1/charters/care-charter"
#: How long a process may take to say that it lives, in seconds. It shares two cores with the crowd.
ALIVE_WITHIN = 5


@pytest.fixture
def decided(database_url):
    """A community in which a decision is open, in real time: its number, tokens and sessions."""
    database = Database(database_url)

    def found(members):
        house = Community.found(database, Clock(), stewards=2, members=members, ruleset=RULES)
        number = house.propose("cleo", house.with_words(("## Purpose", "## Our purpose")))
        house.submit("cleo", number)
        house.open("ada", number)
        with database.writing() as writer:
            people = house.people.values()
            tokens = [new_token(writer, who.email, "crowd") for who in people]
            sessions = [new_session(writer, who.person) for who in people]
        return house, number, tokens, sessions

    yield found
    database.dispose()


async def _health(client, seconds, is_over):
    while not is_over.is_set():
        begun = time.monotonic()
        answer = await client.get("/health")
        assert answer.text == "ok\n"
        seconds.append(time.monotonic() - begun)
        await asyncio.sleep(0.05)


async def _all_at_once(address, asks):
    """Send everything at once. Returns the answers, and how long `/health` took meanwhile."""
    limits, seconds, is_over = httpx2.Limits(max_connections=len(asks)), [], asyncio.Event()
    async with (
        httpx2.AsyncClient(base_url=address, timeout=120, limits=limits) as crowd,
        httpx2.AsyncClient(base_url=address, timeout=120) as watcher,
    ):
        watching = asyncio.create_task(_health(watcher, seconds, is_over))
        answers = await asyncio.gather(*(crowd.request(m, a, **more) for m, a, more in asks))
        is_over.set()
        await watching
    return answers, max(seconds)


def _by_program(number, token):
    return (
        "PUT",
        f"{API}/amendments/{number}/rounds/1/stance",
        {"json": {"stance": "consent"}, "headers": {"Authorization": f"Bearer {token}"}},
    )


def _by_page(number, session):
    return (
        "POST",
        f"/care-charter/amendments/{number}/rounds/1/stance",
        {"data": {"stance": "consent"}, "headers": {"Cookie": f"charter_session={session}"}},
    )


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("crowd", CROWDS)
def test_everybody_who_answers_at_once_is_heard(decided, database_url, crowd, workers):
    house, number, tokens, sessions = decided(crowd)
    asks = [_by_program(number, one) for one in tokens[::2]]
    asks += [_by_page(number, one) for one in sessions[1::2]]
    reads = [("GET", one, {}) for one in ("/care-charter", f"{API}/amendments/{number}")]
    with serving(database_url, workers=workers) as address:
        answers, alive = asyncio.run(_all_at_once(address, asks + reads * (crowd // 4)))
    told = Counter(one.status_code for one in answers)
    heard = sum(one.status_code in {200, 303} for one in answers[: len(asks)])
    print(f"crowd {crowd} workers {workers} {told} alive within {alive:.2f} s")  # noqa: T201 - the figure
    assert set(told) <= {200, 303, 503}
    assert all(one.headers.get("retry-after") for one in answers if one.status_code == 503)
    assert heard == len(house.round(number).value.stances)
    assert heard == len(tokens) or crowd > 200
    assert alive < ALIVE_WITHIN
    assert verify(house.lines()).is_consistent


@pytest.mark.parametrize("crowd", CROWDS)
def test_one_person_with_a_hundred_hands_holds_up_nobody(decided, database_url, crowd):
    house, number, tokens, sessions = decided(8)
    alone = [_by_program(number, tokens[2])] * crowd
    others = [_by_page(number, one) for one in sessions[3:]]
    with serving(database_url, workers=1) as address:
        answers, alive = asyncio.run(_all_at_once(address, alone + others))
    told = Counter(one.status_code for one in answers[:crowd])
    print(f"alone {crowd} {told} alive within {alive:.2f} s")  # noqa: T201 - the figure
    assert set(told) <= {200, 429, 503}
    assert {one.status_code for one in answers[crowd:]} == {303}
    assert alive < ALIVE_WITHIN
    assert len(house.round(number).value.stances) == len(others) + 1
