"""Two server processes and the command line, on a machine whose clock leaps."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from amendments.replay.verify import verify
from app.services.authentication.tokens import new_token
from app.storage.engine.database import Database
from tests.support.community import Community
from tests.support.databases import migrate_once
from tests.support.leaping import Leaping
from tests.support.texts import KINDNESS

pytestmark = pytest.mark.slow

TEN_YEARS = timedelta(days=3653)
ASKED = 8


@pytest.fixture
def scene(source, tmp_path):
    """A charter in which a round is open, at the real time, and a token of cleo's."""
    url = source.fresh(migrate_once)
    # Founded and discussed in the days before now.
    moment = [datetime.now(UTC) - timedelta(days=6)]
    database = Database(url, lambda: moment[0])

    class Calendar:
        def __call__(self):
            return moment[0]

        def advance(self, length):
            moment[0] += length
            return moment[0]

    house = Community.found(database, Calendar())
    number = house.decide("cleo", house.with_words(KINDNESS))
    with database.writing() as writer:
        token = new_token(writer, "dov@example.org", "tests")
    yield Leaping(tmp_path, url), house, number, {"Authorization": f"Bearer {token}"}
    database.dispose()
    source.forget(url)


def test_a_leap_stops_all_processes_and_a_person_who_looks_lets_them_go_on(scene):
    machine, house, number, token = scene
    path = "/api/v1/charters/care-charter"

    def say(address):
        comment = {"body": "Well said.", "kind": "reaction"}
        where = f"{address}{path}/amendments/{number}/comments"
        return {
            httpx2.post(where, json=comment, headers=token, timeout=30).status_code
            for _ in range(ASKED)
        }

    def look(address):
        return {
            httpx2.get(f"{address}{path}/amendments/{number}/rounds/1", headers=token).json()[
                "status"
            ]
            for _ in range(ASKED)
        }

    with machine.serving() as address:
        assert say(address) == {201}
        machine.set_wrong(TEN_YEARS)
        before = len(house.lines())
        assert look(address) == {"open"}
        assert say(address) == {503}
        assert httpx2.get(f"{address}/ready").status_code == 503
        status, said = machine.charter("clock")
        assert status == 1
        assert "not believed" in said
        assert len(house.lines()) == before
        if house.database.engine.dialect.name == "postgresql":
            # There the time is that of the database, and only the program's clock is wrong.
            assert "(apart)" in said
            machine.set_wrong(timedelta(0))
        else:
            assert "(ahead)" in said
            machine.set_wrong(timedelta(0))
            assert say(address) == {201}
            machine.set_wrong(TEN_YEARS)
            _accept_by_mistake(machine, address, say)
        assert say(address) == {201}
        assert httpx2.get(f"{address}/ready").status_code == 200
    assert machine.charter("clock")[0] == 0
    assert verify(house.lines()).problems == ()


def _accept_by_mistake(machine, address, say):
    """Ten years ahead is believed, and found wrong once there are lines from then."""
    assert machine.charter("clock", "--accept")[0] == 0
    assert say(address) == {201}
    machine.set_wrong(timedelta(0))
    assert say(address) == {503}
    status, said = machine.charter("clock", "--accept")
    assert status == 1
    assert "care-charter: its record ends at" in said
    assert say(address) == {503}
    status, said = machine.charter(
        "clock", "--mend", "care-charter", "--because", "The battery was empty."
    )
    assert status == 0, said
    assert "time went back from" in said
