"""What the API says no to, and how."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.api.conftest import CHARTER


def _text(caller):
    return caller.get("/revisions/latest").json()["text"]


def _proposal(**changes):
    return {"title": "T", "base": 1, "text": "x\n", **changes}


def _submitted(call, name="cleo"):
    caller = call(name)
    text = _text(caller).replace("Purpose", "Our purpose", 1)
    assert caller.post("/amendments", _proposal(text=text)).status_code == 201
    assert caller.post("/amendments/1/submit").status_code == 200
    return caller


def _is_problem(answer, status):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body["detail"]


def test_without_a_token_nothing_can_be_changed(call):
    detail = _is_problem(call(None).post("/amendments", _proposal()), 401)
    assert "token" in detail


def test_a_wrong_token_is_refused_also_for_reading(client, three):
    answer = client.get(CHARTER, headers={"Authorization": "Bearer lc_wrong"})
    assert "not valid" in _is_problem(answer, 401)
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": None}, "whole new text or a change set"),
        ({"text": " \n\n "}, "empty"),
        ({"text": "a\x00b\n"}, "control character"),
        ({"text": "half \ud83d of a pair\n"}, "surrogate"),
        ({"title": "x" * 10_000}, "200"),
        ({"title": " "}, "title"),
        ({"title": "two\nlines"}, "one line"),
        ({"title": "a\x00b"}, "NUL"),
        ({"base": 9}, "no revision 9"),
        ({"base": 10**12}, "base"),
        ({"review_on": "2020-01-01"}, "future"),
        ({"review_on": "2020-02-31"}, "review_on"),
        ({"text": None, "change_set": {"format": "change-set/1"}}, "operations"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_proposal_that_cannot_be_used_is_refused_in_words(call, changes, words):
    answer = call("cleo").client.post(
        CHARTER + "/amendments",
        content=_json(_proposal(**changes)),
        headers={**call("cleo").headers, "Content-Type": "application/json"},
    )
    assert words.lower() in _is_problem(answer, 422).lower()


def _json(body):
    import json

    return json.dumps(body).encode()


def test_a_proposal_that_changes_nothing_is_refused(call):
    caller = call("cleo")
    detail = _is_problem(caller.post("/amendments", _proposal(text=_text(caller))), 422)
    assert "changes nothing" in detail
    crlf = _text(caller).replace("\n", "\r\n")
    assert "changes nothing" in _is_problem(caller.post("/amendments", _proposal(text=crlf)), 422)


@pytest.mark.parametrize("size", [1_000_001, 5_000_000])
def test_a_text_over_the_limit_is_refused(call, size):
    answer = call("cleo").post("/amendments", _proposal(text="a" * size))
    assert "bytes" in _is_problem(answer, 413)


def test_a_body_that_is_no_utf_8_is_refused(call):
    caller = call("cleo")
    answer = caller.client.post(
        CHARTER + "/amendments",
        content=b'{"title": "\xff"}',
        headers={**caller.headers, "Content-Type": "application/json"},
    )
    assert "UTF-8" in _is_problem(answer, 400)


def test_a_version_that_moved_on_is_a_conflict(call):
    caller = _submitted(call)
    text = _text(caller).replace("Purpose", "The purpose", 1)
    body = {"base": 1, "text": text, "note": "n", "expected_version": 1}
    assert caller.post("/amendments/1/versions", body).status_code == 201
    body["text"] = text.replace("kindness", "care", 1)
    assert "version 2" in _is_problem(caller.post("/amendments/1/versions", body), 409)


def test_a_round_is_refused_to_who_may_not_and_when_it_may_not(call, clock):
    caller = call("ada")
    text = _text(caller).replace("Purpose", "Our purpose", 1)
    caller.post("/amendments", _proposal(text=text))
    assert _is_problem(call("bela").post("/amendments/1/rounds"), 404)
    caller.post("/amendments/1/submit")
    clock.advance(timedelta(days=5))
    assert "your own proposal" in _is_problem(caller.post("/amendments/1/rounds"), 403)
    assert "Only a steward" in _is_problem(call("cleo").post("/amendments/1/rounds"), 403)
    soon = {"closes_at": (clock() + timedelta(days=1)).isoformat()}
    assert "too soon" in _is_problem(call("bela").post("/amendments/1/rounds", soon), 422)
    assert call("bela").post("/amendments/1/rounds").status_code == 201
    assert "already under way" in _is_problem(call("bela").post("/amendments/1/rounds"), 409)


def test_an_answer_is_refused_from_outside_late_or_without_its_reason(call, clock, three):
    _submitted(call)
    clock.advance(timedelta(days=5))
    call("ada").post("/amendments/1/rounds")
    three.join("late")
    stance = "/amendments/1/rounds/1/stance"
    late = call("late").put(stance, {"stance": "consent"})
    assert "not on the roll" in _is_problem(late, 403)
    alone = call("dov").put(stance, {"stance": "object"})
    assert "needs its reason" in _is_problem(alone, 422)
    assert "field" in alone.json()
    assert _is_problem(call("dov").put(stance, {"stance": "maybe"}), 422)
    clock.advance(timedelta(days=8))
    assert "closed" in _is_problem(call("dov").put(stance, {"stance": "consent"}), 409)


def test_a_key_answers_again_what_it_answered_first(call):
    caller = call("cleo")
    text = _text(caller).replace("Purpose", "Our purpose", 1)
    first = caller.post("/amendments", _proposal(text=text), key="once")
    again = caller.post("/amendments", _proposal(text=text), key="once")
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(caller.get("/amendments").json()["items"]) == 1
    other = caller.post("/amendments", _proposal(text=text, title="Else"), key="once")
    assert "another request" in _is_problem(other, 409)


def test_members_only_charters_are_unknown_to_others(found_community, client, call):
    found_community(slug="quiet", visibility="members", stewards=1, members=1)
    assert client.get("/api/v1/charters/quiet").status_code == 404
    listed = client.get("/api/v1/charters").json()["items"]
    assert [one["slug"] for one in listed] == ["care-charter"]


def test_readers_do_not_get_the_discussion_or_names(call):
    _submitted(call)
    call("dov").post("/amendments/1/comments", {"body": "Between us."})
    assert "Only members" in _is_problem(call(None).get("/amendments/1/comments"), 403)
    seen = call(None).get("/amendments/1").json()
    assert seen["authors"] == [{"member": None, "name": "a member", "role": None}]
    assert "Between us" not in call(None).get("/record", params={"openings": True}).text


def test_answers_of_an_open_round_show_only_after_ones_own(call, clock):
    _submitted(call)
    clock.advance(timedelta(days=5))
    call("ada").post("/amendments/1/rounds")
    words = {"stance": "concern", "reason": "A secret concern."}
    call("dov").put("/amendments/1/rounds/1/stance", words)
    before = call("edda").get("/amendments/1/rounds/1").json()
    assert (before["answered"], before["stances"], before["counts"]) == (1, [], None)
    sealed = call("edda").get("/record", params={"openings": True}).text
    assert "A secret concern." not in sealed
    call("edda").put("/amendments/1/rounds/1/stance", {"stance": "consent"})
    after = call("edda").get("/amendments/1/rounds/1").json()
    assert [one["reason"] for one in after["stances"]] == ["A secret concern.", None]


def test_lists_come_in_parts(call):
    caller = call("cleo")
    text = _text(caller)
    for number in range(3):
        caller.post("/amendments", _proposal(text=f"{text}\nMore {number}.\n"))
    first = caller.get("/amendments", params={"limit": 2}).json()
    assert [one["number"] for one in first["items"]] == [3, 2]
    rest = caller.get("/amendments", params={"limit": 2, "cursor": first["next"]}).json()
    assert ([one["number"] for one in rest["items"]], rest["next"]) == ([1], None)
    assert _is_problem(caller.get("/amendments", params={"cursor": "x"}), 422)
