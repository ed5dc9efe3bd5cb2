"""Leaving a proposal, taking it up and closing it, by the JSON API."""

from __future__ import annotations

from datetime import timedelta

import pytest

WORDS = ("Treat others with kindness", "Treat others with great kindness")


@pytest.fixture
def talk(call):
    """A proposal by cleo in discussion."""
    cleo = call("cleo")
    head = cleo.get("/revisions/latest").json()
    body = {"title": "Great", "base": head["number"], "text": head["text"].replace(*WORDS)}
    number = cleo.post("/amendments", body).json()["number"]
    cleo.post(f"/amendments/{number}/submit")
    return f"/amendments/{number}"


def test_a_withdrawal_has_its_reason_and_an_end(call, talk):
    cleo, dov = call("cleo"), call("dov")
    assert dov.get(talk).json()["end"] is None
    answer = cleo.post(f"{talk}/withdraw", {"reason": "Not now."})
    assert answer.json() == {"number": 1, "status": "withdrawn"}
    end = dov.get(talk).json()["end"]
    assert (end["kind"], end["reason"], end["by"]["name"]) == ("withdrawn", "Not now.", "Cleo")
    assert call(None).get(talk).json()["end"]["by"]["member"] is None
    taken = dov.post(f"{talk}/adopt").json()
    assert (taken["status"], taken["end"]) == ("discussion", None)
    assert [one["name"] for one in taken["authors"]] == ["Dov"]
    assert [one["name"] for one in taken["former_authors"]] == ["Cleo"]


def test_without_a_reason_it_needs_no_body(call, talk):
    assert call("cleo").post(f"{talk}/withdraw").status_code == 200
    assert call("dov").get(talk).json()["end"]["reason"] is None


def test_an_author_leaves_and_another_goes_on(call, talk):
    assert call("dov").post(f"{talk}/adopt").status_code == 409
    assert call("cleo").post(f"{talk}/leave").json()["status"] == "discussion"
    assert call("cleo").post(f"{talk}/leave").status_code == 403
    assert call("dov").post(f"{talk}/adopt").status_code == 200
    assert call(None).post(f"{talk}/adopt").status_code == 401


def test_an_announced_end_can_be_refused_or_comes(call, talk, clock):
    ada, cleo, dov = call("ada"), call("cleo"), call("dov")
    said = {"reason": "stale", "note": "Nobody spoke."}
    assert cleo.post(f"{talk}/close", said).status_code == 403
    assert ada.post(f"{talk}/close", {"reason": "stale"}).status_code == 422
    assert ada.post(f"{talk}/close", {"reason": "boring"}).status_code == 422
    assert ada.post(f"{talk}/close", {"reason": "contained"}).status_code == 409
    closing = ada.post(f"{talk}/close", said).json()["closing"]
    assert (closing["reason"], closing["note"], closing["by"]["name"]) == (
        "stale",
        "Nobody spoke.",
        "Ada",
    )
    assert dov.post(f"{talk}/keep-open", {"reason": "I care."}).json()["closing"] is None
    ada.post(f"{talk}/close", said)
    clock.advance(timedelta(days=7))
    assert dov.post(f"{talk}/keep-open", {"reason": "Late."}).status_code == 409
    whole = dov.get(talk).json()
    assert (whole["status"], whole["closing"]) == ("closed", None)
    end = whole["end"]
    assert (end["kind"], end["reason"], end["note"]) == ("closed", "stale", "Nobody spoke.")
    listed = dov.get("/amendments?status=closed").json()["items"]
    assert [one["number"] for one in listed] == [1]
    assert dov.post(f"{talk}/adopt").status_code == 409


def test_it_is_handed_over(call, talk):
    cleo, dov = call("cleo"), call("dov")
    members = cleo.get("/members").json()
    found = members["items"] if isinstance(members, dict) else members
    handle = next(one["member"] for one in found if one["name"] == "Dov")
    cleo.post(f"{talk}/authors", {"member": handle, "hand_over": True})
    whole = dov.post(f"{talk}/authors/join").json()
    assert [one["name"] for one in whole["authors"]] == ["Dov"]


@pytest.mark.parametrize("confidential", [False, True])
def test_an_objection_of_somebody_who_left_says_so_unless_it_was_in_confidence(
    call, three, talk, clock, confidential
):
    number = int(talk.rpartition("/")[2])
    clock.advance(three.charter.ruleset.discussion)
    three.open("ada", number)
    three.answer("edda", number)
    said = {
        "stance": "object",
        "reason": "No.",
        "acceptable_if": "Yes.",
        "confidential": confidential,
    }
    assert call("cleo").put(f"{talk}/rounds/1/stance", said).status_code == 200
    three.leave("cleo")
    (told,) = call("edda").get(f"{talk}/rounds/1").json()["objections"]
    assert (told["status"], told["author_left"]) == ("kept_as_concern", not confidential)
