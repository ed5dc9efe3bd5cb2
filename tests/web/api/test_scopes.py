"""What a token may do: a table of scope and act, for a steward's tokens and a member's."""

from datetime import timedelta

import pytest

from app.services.authentication.sessions import new_session
from app.services.authentication.tokens import Scope, new_token
from tests.web.api.conftest import CHARTER, Caller

READ, TAKE_PART, STEWARD = Scope


def proposal(caller):
    text = caller.get("/revisions/latest").json()["text"].replace("Purpose", "Our purpose", 1)
    return {"title": "T", "base": 1, "text": text}


#: act -> what it sends, and the least scope that a steward needs for it.
ACTS = {
    "read the text": (lambda c: c.get("/revisions/latest"), READ),
    "read the discussion": (lambda c: c.get("/amendments/1/comments"), READ),
    "read the record": (lambda c: c.get("/record?openings=1"), READ),
    "propose": (lambda c: c.post("/amendments", proposal(c)), TAKE_PART),
    "comment": (lambda c: c.post("/amendments/1/comments", {"body": "Hm."}), TAKE_PART),
    "revise": (lambda c: c.post("/amendments/2/versions", proposal(c)), TAKE_PART),
    "submit": (lambda c: c.post("/amendments/2/submit"), TAKE_PART),
    "withdraw": (lambda c: c.post("/amendments/2/withdraw"), TAKE_PART),
    "answer": (lambda c: c.put("/amendments/3/rounds/1/stance", {"stance": "consent"}), TAKE_PART),
    "open a decision": (lambda c: c.post("/amendments/1/rounds"), STEWARD),
    "close a decision": (lambda c: c.post("/amendments/3/rounds/1/close"), STEWARD),
}


@pytest.fixture
def call_with(client, installation, three):
    """Call with a token of a scope, in a community with something to do for everyone."""
    three.discuss("cleo", three.with_words(("wherever possible", "wherever you can")))
    three.propose("bela", three.with_words(("kindness, even", "kindness, also")))
    three.decide("edda", three.with_words(("personal attacks", "any attacks")))
    three.answer_all(3, ["ada", "cleo", "dov", "edda"])

    def call(name, scope, lasts=None):
        with installation.database.writing() as writer:
            token = new_token(writer, f"{name}@example.org", "tests", scope, lasts)
        return Caller(client, token)

    return call


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("act", ACTS)
def test_a_token_does_what_its_scope_says_and_no_more(call_with, act, scope):
    do, least = ACTS[act]
    answer = do(call_with("bela", scope))
    if act == "close a decision" and scope is STEWARD:
        assert answer.status_code == 409  # bela has not answered, and the deadline is not there
    elif list(Scope).index(scope) >= list(Scope).index(least):
        assert answer.status_code < 300, answer.text
    else:
        assert answer.status_code == 403, answer.text
        assert "token" in answer.json()["detail"]


@pytest.mark.parametrize("act", [one for one, (_, least) in ACTS.items() if least is STEWARD])
def test_no_scope_makes_a_member_a_steward(call_with, act):
    answer = ACTS[act][0](call_with("dov", STEWARD))
    assert answer.status_code == 403
    assert "token" not in answer.json()["detail"]


def test_a_token_that_has_ended_does_nothing(call_with, clock):
    caller = call_with("dov", STEWARD, timedelta(hours=1))
    assert caller.get("").status_code == 200
    clock.advance(timedelta(hours=1))
    assert caller.get("").status_code == 401


def test_the_day_of_its_use_is_kept_and_nothing_else(call_with, installation, clock):
    caller = call_with("dov", READ)
    clock.advance(timedelta(days=1, hours=3))
    caller.get("")
    with installation.database.reading() as reader:
        query = "SELECT last_used_on FROM api_token"
        (used,) = reader.session.connection().exec_driver_sql(query).scalars()
    assert str(used) == str(clock().date())


def test_a_browser_session_opens_no_door_for_programs(client, three):
    """Also one that is open: there is a page that says whose it is."""
    with three.database.writing() as writer:
        client.cookies.set("charter_session", new_session(writer, three.people["dov"].person))
    assert "dov@example.org" in client.get("/me").text
    assert client.post(f"{CHARTER}/amendments", json={}).status_code == 401
    assert client.get(f"{CHARTER}/members").status_code in {401, 403}
