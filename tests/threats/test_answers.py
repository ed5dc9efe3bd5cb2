"""Someone tries to answer twice, too late, or again."""

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from amendments.belonging.people import Role
from amendments.refusals import WrongState
from amendments.ruleset import Ruleset
from app.services.authentication.tokens import new_token
from app.storage.engine.clock_rules import RecordAhead
from tests.support.racing import race
from tests.support.texts import KINDNESS

QUICK = Ruleset(discussion=timedelta(0), round=timedelta(0), late_objection=timedelta(0))


def decided_now(community):
    """An amendment whose round is open in real time, for processes that read the real clock."""
    number = community.propose("cleo", community.with_words(KINDNESS))
    community.submit("cleo", number)
    community.open("ada", number, community.clock() + timedelta(hours=1))
    return number


def test_two_answers_of_one_person_in_a_race_count_once(found_community, clock, database_url):
    clock.set(datetime.now(UTC))
    community = found_community(ruleset=QUICK)
    number = decided_now(community)
    dov = community.people["dov"].person
    done = race(
        database_url,
        *(("answer", {"answers": [(dov, kind)] * 8}) for kind in ("object", "consent")),
    )
    assert Counter(itertools.chain(*done)) == {"done": 16}
    decision = community.round(number).value
    assert len(decision.stances) == 1
    assert sum(decision.tally().counts.values()) == 1
    assert len(community.objections(number)) == 1
    assert [one.kind for one in community.held()] == ["stance.taken"] * 16


def test_a_page_from_before_the_deadline_brings_no_answer_after_it(community, browse, number):
    community.answer("ada", number)
    site = browse(community)
    site.sign_in("dov")
    path = f"{site.base}/amendments/{number}"
    page = site.get(path)
    assert "I consent" in page.text
    community.pass_deadline(number)
    # The server slept: nobody closed the round, and the page still shows the form.
    late = site.post(f"{path}/rounds/1/stance", 409, stance="consent")
    assert "closed" in late.text or "too late" in late.text
    decision = community.round(number).value
    assert decision.seat_of(community.people["dov"].member) not in decision.stances
    assert decision.outcome == "inquorate"


def test_a_form_that_is_sent_twice_does_what_it_does_once(community, browse, number):
    site = browse(community)
    site.sign_in("dov")
    stance = f"{site.base}/amendments/{number}/rounds/1/stance"
    words = {"reason": "It leaves someone out.", "acceptable_if": "Name them too."}
    for _ in range(2):
        site.post(stance, stance="object", **words)
    assert len(community.objections(number)) == 1
    assert sum(community.round(number).value.tally().counts.values()) == 1
    community.resolve("dov", number, 1, "withdrawn")
    community.answer_all(number, ["ada", "cleo", "dov", "edda"])
    site.sign_in("ada")
    close = f"{site.base}/amendments/{number}/rounds/1/close"
    site.post(close)
    site.post(close, 409)
    assert [one.number for one in community.revisions()] == [1, 2]


def test_a_request_that_is_replayed_is_answered_and_not_done_again(
    community, browse, installation, number
):
    with installation.database.writing() as writer:
        token = new_token(writer, "dov@example.org", "replay")
    client = browse(community).client
    path = f"/api/v1/charters/care-charter/amendments/{number}/comments"
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "one"}
    before = len(community.lines())
    answers = [client.post(path, json={"body": "Once."}, headers=headers) for _ in range(3)]
    assert {one.status_code for one in answers} == {201}
    assert answers[0].json() == answers[2].json()
    assert len(community.lines()) == before + 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.STEWARD])
def test_removed_and_added_again_as_whatever_answers_once(two_stewards, role):
    community = two_stewards
    number = community.decide("cleo", community.with_words(KINDNESS))
    community.object_to("dov", number)
    community.remove("ada", "dov")
    community.join("dov", role)
    community.answer("dov", number, "consent")
    decision = community.round(number).value
    assert (len(decision.roll), len(decision.stances)) == (5, 1)
    assert [one.value.status for one in community.objections(number)] == ["kept_as_concern"]


def test_a_clock_that_is_set_back_opens_nothing_and_gives_no_time(community, number):
    community.answer_all(number, ["ada", "cleo"])
    closes_at = community.round(number).value.closes_at
    community.pass_deadline(number)
    community.comment("ada", number, "It is over.")
    community.clock.advance(-timedelta(days=3))
    with pytest.raises(RecordAhead):
        community.answer("dov", number)
    community.clock.advance(timedelta(days=3) - timedelta(minutes=4))
    assert isinstance(community.refused("answer", "dov", number), WrongState)
    until = closes_at + timedelta(days=1)
    assert isinstance(community.refused("extend", "ada", number, until), WrongState)
    assert isinstance(community.refused("withdraw", "cleo", number), WrongState)
    assert community.close("ada", number).revision == 2
