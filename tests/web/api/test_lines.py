"""Clauses and bullets on lines of their own, as they come in by the API."""

from __future__ import annotations

CLAUSES = "Kitchen:\n(1) cooks clean\n(2) guests help\n"


def _body(caller, **more):
    head = caller.get("/revisions/latest").json()
    text = head["text"] + "\n" + CLAUSES
    return {"title": "Kitchen", "base": head["number"], "text": text, **more}


def test_clauses_become_passages_and_the_answer_says_so(call):
    cleo = call("cleo")
    made = cleo.post("/amendments", _body(cleo)).json()
    said = ["2 lines that begin with a number of their own became passages."]
    assert made["lines_done"] == said
    assert made["proposed_text"].endswith("\nKitchen:\n\n(1) cooks clean\n\n(2) guests help\n")
    assert cleo.get("/amendments/1").json()["lines_done"] == []
    again = cleo.post("/amendments/1/versions", _body(cleo)).json()
    assert again["lines_done"] == said


def test_lines_stay_as_they_are_where_that_is_asked_for(call):
    cleo = call("cleo")
    body = _body(cleo, keep_lines=True)
    made = cleo.post("/amendments", body).json()
    assert made["lines_done"] == []
    assert made["proposed_text"] == body["text"]


def test_an_answer_that_is_asked_for_again_is_the_same(call):
    cleo = call("cleo")
    body = _body(cleo)
    first = cleo.post("/amendments", body, key="k1").json()
    assert first["lines_done"]
    assert cleo.post("/amendments", body, key="k1").json() == first
