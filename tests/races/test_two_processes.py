"""Two server processes on one database, and everybody at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx2
import pytest

from amendments.replay.verify import verify
from amendments.ruleset import Ruleset
from app.services.authentication.tokens import new_token
from app.storage.engine.database import Database
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.serving import serving

pytestmark = pytest.mark.slow

MEMBERS = 198
AT_ONCE = 40
CHARTER = "/api/v1/charters/care-charter"
AT_ONCE_RULES = Ruleset(discussion=timedelta(0), neighbour_notice=timedelta(0))


@pytest.fixture
def in_real_time(database_url) -> Iterator[Callable[[int], Community]]:
    """Found a community of two stewards and so many members, whose time is real."""
    database = Database(database_url)

    def found(members: int) -> Community:
        rules = AT_ONCE_RULES
        return Community.found(database, Clock(), stewards=2, members=members, ruleset=rules)

    yield found
    database.dispose()


def _tokens(house: Community) -> dict[str, str]:
    with house.database.writing() as writer:
        return {name: new_token(writer, who.email, "race") for name, who in house.people.items()}


def _all_at_once(asks):
    """Send requests in many threads; returns the answers in the order of the requests."""
    with httpx2.Client(timeout=60, limits=httpx2.Limits(max_connections=AT_ONCE)) as client:

        def ask(one):
            method, address, token, body = one
            headers = {"Authorization": f"Bearer {token}"}
            return client.request(method, address, json=body, headers=headers)

        with ThreadPoolExecutor(AT_ONCE) as threads:
            return list(threads.map(ask, asks))


def _opened(house: Community, *changes: tuple[str, str]) -> list[int]:
    """Proposals by cleo with a decision opened on each by ada."""
    numbers = [house.propose("cleo", house.with_words(change)) for change in changes]
    for number in numbers:
        house.submit("cleo", number)
        house.open("ada", number)
    return numbers


def test_answers_accepted_are_answers_stored_are_answers_counted(in_real_time, database_url):
    house = in_real_time(MEMBERS)
    [number] = _opened(house, ("## Purpose", "## Our purpose"))
    tokens = _tokens(house)
    with serving(database_url, workers=2) as served:
        address = f"{served}{CHARTER}"
        stance = f"{address}/amendments/{number}/rounds/1/stance"
        answers = _all_at_once(
            ("PUT", stance, token, {"stance": "consent"}) for token in tokens.values()
        )
        accepted = Counter(one.status_code for one in answers)
        assert accepted == {200: len(tokens)}
        closes = [
            ("POST", f"{address}/amendments/{number}/rounds/1/close", tokens[name], None)
            for name in ("ada", "bela") * 4
        ]
        closed = Counter(one.status_code for one in _all_at_once(closes))
        assert closed == {200: 1, 409: 7}
        seen = httpx2.get(f"{address}/amendments/{number}/rounds/1").json()
    assert seen["answered"] == len(tokens) == len(house.round(number).value.stances)
    assert seen["counts"]["consent"] == len(tokens)
    assert (seen["outcome"], seen["revision"]) == ("passed", 2)
    assert [one.number for one in house.revisions()] == [1, 2]
    assert verify(house.lines()).is_consistent


def test_two_publications_at_once_never_share_a_parent(in_real_time, database_url):
    house = in_real_time(10)
    same = "Treat others with kindness"
    numbers = _opened(
        house,
        (same, "Treat others with care"),
        (same, "Treat others with patience"),
        ("## Purpose", "## Our purpose"),
    )
    tokens = _tokens(house)
    with serving(database_url, workers=2) as served:
        address = f"{served}{CHARTER}"
        rounds = [f"{address}/amendments/{number}/rounds/1" for number in numbers]
        asks = [
            ("PUT", f"{one}/stance", token, {"stance": "consent"})
            for one in rounds
            for token in tokens.values()
        ]
        assert {one.status_code for one in _all_at_once(asks)} == {200}
        closes = [
            ("POST", f"{one}/close", tokens[name], None)
            for name in ("ada", "bela")
            for one in rounds
        ]
        closed = [one.json() for one in _all_at_once(closes) if one.status_code == 200]
        outcomes = sorted(httpx2.get(one).json()["outcome"] for one in rounds)
    assert outcomes == ["passed", "passed", "void"]
    assert sorted(one["revision"] for one in closed if one["revision"]) == [2, 3]
    assert [one.number for one in house.revisions()] == [1, 2, 3]
    report = verify(house.lines())
    assert report.problems == ()
    assert report.revisions == 3
