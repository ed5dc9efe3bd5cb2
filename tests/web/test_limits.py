"""Too much in a short time: said kindly, with when to try again, and nothing is done."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.services.authentication.sessions import new_session
from app.services.authentication.tokens import new_token
from app.settings import Settings
from app.web import limits
from app.web.limits import Counted, Limits, TooMany, network_of, wait
from tests.web.api.conftest import CHARTER, Caller

LOW = {
    "limit_codes_address": "2/10 minutes", "limit_codes_network": "5/10 minutes",
    "limit_tries": "3/10 minutes", "limit_comments": "2/minute", "limit_exports": "2/minute",
    "limit_comparisons": "2/minute",
}  # fmt: skip


@pytest.fixture
def start(installation, three):
    """Start the service with low limits."""

    def with_limits(**changes):
        settings = installation.settings.model_copy(update={"limits": True, **LOW, **changes})
        return TestClient(
            create_app(replace(installation, settings=settings)), follow_redirects=False
        )

    return with_limits


def is_kind_refusal(answer):
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 600
    assert "Please try again in" in answer.text
    return True


def ask(client, email):
    return client.post("/sign-in", data={"email": email})


def test_codes_for_one_address_known_or_not(start):
    client = start()
    for email in ("dov@example.org", "nobody@example.org"):
        for _ in range(2):
            assert ask(client, email).status_code == 200
        if email.startswith("dov"):
            is_kind_refusal(ask(client, " DOV@example.org"))
    is_kind_refusal(ask(client, "nobody@example.org"))


def test_codes_for_one_network(start):
    client = start()
    for n in range(5):
        assert ask(client, f"p{n}@example.org").status_code == 200
    is_kind_refusal(ask(client, "another@example.org"))


def test_trying_codes(start):
    client = start()
    tried = {"email": "dov@example.org", "code": "AAAA-AAAA"}
    for _ in range(3):
        assert client.post("/sign-in/code", data=tried).status_code == 422
    is_kind_refusal(client.post("/sign-in/code", data=tried))


@pytest.fixture
def caller(installation, three):
    three.discuss("cleo", three.with_words(("wherever possible", "wherever you can")))

    def of(client, name):
        with installation.database.writing() as writer:
            return Caller(client, new_token(writer, f"{name}@example.org", "tests"))

    return of


def test_comments_of_one_person(start, caller):
    client = start()
    dov = caller(client, "dov")
    for _ in range(2):
        assert dov.post("/amendments/1/comments", {"body": "Hm."}).status_code == 201
    refused = dov.post("/amendments/1/comments", {"body": "Hm."})
    assert refused.headers["content-type"] == "application/problem+json"
    is_kind_refusal(refused)
    edda = caller(client, "edda")
    assert edda.post("/amendments/1/comments", {"body": "Hm."}).status_code == 201


def test_every_act_of_one_person_counts_by_program_and_by_page(start, caller, three):
    client = start(limit_acts="3/5 minutes")
    dov = caller(client, "dov")
    sense = "/amendments/1/sense"
    assert dov.put(sense, {"sense": "ready"}).status_code == 200
    assert dov.put(sense, {"sense": "almost"}).status_code == 200
    with three.database.writing() as writer:
        client.cookies.set("charter_session", new_session(writer, three.people["dov"].person))
    here = f"/{three.slug}/amendments/1/sense"
    assert client.post(here, data={"sense": "ready"}).status_code == 303
    is_kind_refusal(client.post(here, data={"sense": "ready"}))
    is_kind_refusal(dov.put(sense, {"sense": "ready"}))
    assert client.get(f"/{three.slug}").status_code == 200
    edda = caller(client, "edda")
    assert edda.put(sense, {"sense": "ready"}).status_code == 200


def test_many_short_passages_cost_as_much_as_few_long_ones():
    assert limits.cost_of_texts("word " * 15_000) == 0
    assert limits.cost_of_texts("a\n\n" * 19_900) > 10


def test_a_page_for_people_keeps_its_safety(start, three, caller):
    client = start(limit_comments="1/5 minutes")
    caller(client, "dov").post("/amendments/1/comments", {"body": "Hm."})
    address = f"/{three.slug}/amendments/1/comments"
    with three.database.writing() as writer:
        session = new_session(writer, three.people["edda"].person)
    client.cookies.set("charter_session", session)
    client.post(address, data={"body": "Hm."})
    page = client.post(address, data={"body": "Hm."})
    is_kind_refusal(page)
    assert "A little too fast" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_only_large_comparisons_and_records_count(start, monkeypatch):
    client = start()
    for path in ("/compare/1...1", "/record"):
        assert all(client.get(CHARTER + path).status_code == 200 for _ in range(5))
    monkeypatch.setattr(limits, "FREE_BYTES", 1_000)
    monkeypatch.setattr(limits, "FREE_EVENTS", 1)
    # What was free and is kept stays free for as long as a process serves.
    client = start()
    for path in (f"{CHARTER}/compare/1...1", f"{CHARTER}/record"):
        answers = [client.get(path) for _ in range(3)]
        is_kind_refusal(answers[-1])


def test_what_is_compared_while_writing_counts_too(start, caller, three, monkeypatch):
    client = start()
    monkeypatch.setattr(limits, "FREE_BYTES", 1_000)
    text = client.get(f"{CHARTER}/revisions/latest").json()["text"]
    dov = caller(client, "dov")
    sent = {"title": "T", "base": 1, "text": text.replace("wherever", "where", 1)}
    assert dov.post("/amendments", sent).status_code == 201
    is_kind_refusal(dov.post("/amendments", sent))
    is_kind_refusal(dov.post("/amendments/2/versions", sent))
    assert client.get(f"{CHARTER}/amendments/together").status_code == 200
    is_kind_refusal(client.get(f"{CHARTER}/amendments/together"))
    with three.database.writing() as writer:
        session = new_session(writer, three.people["cleo"].person)
    client.cookies.set("charter_session", session)
    here = f"/{three.slug}/amendments/1"
    assert client.get(f"{here}/versions/1...1").status_code == 200
    is_kind_refusal(client.get(f"{here}/versions/1...1"))
    is_kind_refusal(client.post(f"{here}/edit/preview", data={"whole": text}))


def test_without_limits_nothing_is_counted(start):
    client = start(limits=False)
    assert all(ask(client, "dov@example.org").status_code == 200 for _ in range(20))


def test_no_address_is_kept_where_things_are_counted(start):
    client = start()
    ask(client, "dov@example.org")
    counted = client.app.state.limits._limiter.storage.storage
    assert counted
    assert not any("dov" in key or "testclient" in key for key in counted)


@pytest.mark.parametrize("setting", ["often", "0", "5/fortnight"])
def test_a_limit_that_cannot_be_read_is_refused(setting):
    with pytest.raises(ValueError, match="limit_tries"):
        Settings(limit_tries=setting)


class _Request:
    def __init__(self, host):
        self.client = type("Client", (), {"host": host})() if host else None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        (None, None, True),
    ],
)
def test_a_network_is_what_one_household_has(one, other, same):
    assert (network_of(_Request(one)) == network_of(_Request(other))) is same


def test_what_costs_more_than_the_limit_is_let_in_alone():
    counts = Limits(Settings(limits=True, limit_exports="5/hour"), b"x")
    counts.spend(Counted.EXPORTS, "someone", 99)
    with pytest.raises(TooMany):
        counts.spend(Counted.EXPORTS, "someone", 1)


def test_a_wait_in_words():
    assert [wait(n) for n in (1, 30, 60, 61, 600)] == [
        "a second", "30 seconds", "a minute", "2 minutes", "10 minutes",
    ]  # fmt: skip
