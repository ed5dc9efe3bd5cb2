"""A leap of the clock as people, programs and probes of the service meet it."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.services.authentication.sessions import new_session
from app.services.authentication.tokens import new_token
from app.settings import Settings
from app.web.installation import Installation
from app.web.pages.authentication.visitor import cookie_name
from app.web.serving.ticker import Ticker
from tests.support.machine import Machine
from tests.support.texts import KINDNESS

TEN_YEARS = timedelta(days=3653)
DAY = timedelta(days=1)
API = "/api/v1/charters/care-charter"


@pytest.fixture
def machine(clock):
    return Machine(clock)


@pytest.fixture
def watched(installation, machine, database_url):
    """The place, on a machine whose clock is watched."""
    database = machine.process(database_url)
    yield Installation(installation.settings, database, installation.secret, installation.sender)
    database.dispose()


@pytest.fixture
def number(community):
    """A proposal by cleo that is being decided."""
    return community.decide("cleo", community.with_words(KINDNESS))


@pytest.fixture
def visitor(community, number, watched):
    """Edda, with her browser and her token."""
    with watched.database.writing() as writer:
        session = new_session(writer, community.people["edda"].person)
        token = new_token(writer, "edda@example.org", "tests")
    with TestClient(create_app(watched), follow_redirects=False) as client:
        client.cookies.set(cookie_name(watched.settings), session)
        client.headers["Origin"] = "http://testserver"
        client.token = {"Authorization": f"Bearer {token}"}
        yield client


def lines(community):
    return len(community.lines())


def test_one_look_while_the_clock_stands_ten_years_ahead_ends_nothing(
    community, visitor, machine, number
):
    before = lines(community)
    machine.leap(TEN_YEARS)
    for address in (f"/care-charter/amendments/{number}", "/care-charter", f"{API}/amendments"):
        assert visitor.get(address).status_code == 200
    visitor.cookies.clear()
    assert visitor.get("/care-charter").status_code == 200
    assert lines(community) == before
    assert community.round(number).value.is_open
    machine.leap(-TEN_YEARS)
    machine.pass_time(DAY)
    community.comment("dov", number)
    closes_at = community.round(number).value.closes_at
    assert timedelta(0) < closes_at - machine.clock() < timedelta(days=7)


def test_an_act_is_refused_in_plain_words_on_the_page(visitor, machine, number):
    machine.leap(DAY)
    answer = visitor.post(
        f"/care-charter/amendments/{number}/comments",
        data={"body": "Well said.", "kind": "reaction"},
    )
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "leapt ahead" in answer.text
    assert "Nothing was lost" in answer.text


def test_a_program_is_told_in_a_problem_when_to_try_again(community, visitor, machine, number):
    before = lines(community)
    machine.leap(DAY)
    body = {"body": "Well said.", "kind": "reaction"}
    address = f"{API}/amendments/{number}/comments"
    answer = visitor.post(address, json=body, headers=visitor.token)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "leapt ahead" in answer.json()["detail"]
    assert lines(community) == before
    machine.leap(-DAY)
    assert visitor.post(address, json=body, headers=visitor.token).status_code == 201


def test_the_words_are_those_of_the_reader(visitor, machine, number):
    machine.leap(DAY)
    answer = visitor.post(
        f"/care-charter/amendments/{number}/comments",
        data={"body": "Gut.", "kind": "reaction"},
        headers={"Accept-Language": "de"},
    )
    assert "Die Uhr dieses Ortes" in answer.text


@pytest.mark.parametrize("leap", [TEN_YEARS, -DAY])
def test_the_service_is_not_ready_until_the_clock_is_right(visitor, machine, leap):
    assert visitor.get("/ready").status_code == 200
    machine.leap(leap)
    answer = visitor.get("/ready")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "clock" in answer.text
    assert visitor.get("/health").status_code == 200
    machine.leap(-leap)
    machine.pass_time(timedelta(minutes=1))
    assert visitor.get("/ready").status_code == 200


def test_every_page_says_that_nothing_can_be_saved(visitor, watched, machine):
    assert "leapt" not in visitor.get("/care-charter").text
    machine.leap(DAY)
    assert "leapt ahead" in visitor.get("/care-charter/amendments").text
    visitor.cookies.clear()
    assert "leapt ahead" in visitor.get("/care-charter/amendments").text
    machine.leap(-DAY)
    assert "leapt" not in visitor.get("/care-charter/amendments").text


def test_the_ticker_closes_nothing_and_says_it_once(community, watched, machine, number, caplog):
    ticker = Ticker(watched)
    ticker._tick()
    before = lines(community)
    machine.leap(TEN_YEARS)
    ticker._tick()
    ticker._tick()
    assert lines(community) == before
    machine.leap(-TEN_YEARS)
    ticker._tick()
    said = [one.getMessage() for one in caplog.records]
    assert len(said) == 2
    assert "leapt ahead" in said[0]
    assert said[1] == "the clock: it is right again"


def test_one_charter_whose_record_is_ahead_stops_no_other(database, clock, found_community):
    """Another one is closed in time, by the same tick."""
    ahead = found_community(slug="ahead")
    other = found_community(slug="other")
    stuck = ahead.decide("ada", ahead.with_words(KINDNESS))
    number = other.decide("ada", other.with_words(KINDNESS))
    clock.advance(timedelta(days=30))
    ahead.comment("ada", stuck)
    clock.advance(-timedelta(days=20))
    assert len(other.tick()) == 1
    assert not other.round(number).value.is_open
    assert ahead.round(stuck).value.is_open


@pytest.mark.parametrize(
    ("name", "value"),
    [("clock_leap", "P0D"), ("clock_silence", "soon"), ("clock_tolerance", "-PT5M")],
)
def test_a_bound_that_makes_no_sense_is_refused(name, value):
    with pytest.raises(ValueError, match=name):
        Settings(**{name: value})


def test_the_bounds_are_settings():
    bounds = Settings(
        clock_leap="PT2H", clock_silence="P30D", clock_tolerance="PT1M"
    ).clock_bounds()
    assert bounds.leap == timedelta(hours=2)
    assert bounds.silence == timedelta(days=30)
    assert bounds.tolerance == timedelta(minutes=1)
