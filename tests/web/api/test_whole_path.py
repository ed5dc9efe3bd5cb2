"""The main job by the JSON API alone: from a proposal to the revision that it made."""

from __future__ import annotations

from datetime import timedelta

from amendments.replay.verify import verify


def _proposed(caller):
    head = caller.get("/revisions/latest").json()
    text = head["text"].replace("Treat others with kindness", "Treat others with great kindness")
    body = {
        "title": "Great kindness",
        "summary": "One word more.",
        "reason": "It matters.",
        "base": head["number"],
        "text": text,
    }
    answer = caller.post("/amendments", body)
    assert answer.status_code == 201, answer.text
    return answer.json(), text


def test_a_proposal_is_discussed_decided_and_published(call, clock):
    cleo, dov, ada, bela = call("cleo"), call("dov"), call("ada"), call("bela")
    draft, text = _proposed(cleo)
    assert (draft["status"], draft["version"], draft["standing"]) == ("draft", 1, "clean")
    assert dov.get("/amendments/1").status_code == 404
    assert cleo.post("/amendments/1/submit").json()["status"] == "discussion"
    said = dov.post("/amendments/1/comments", {"body": "Why great?", "kind": "question"})
    assert said.status_code == 201
    early = ada.post("/amendments/1/rounds")
    assert early.status_code == 409
    assert "has not lasted long enough" in early.json()["detail"]
    clock.advance(timedelta(days=5))
    opened = ada.post("/amendments/1/rounds")
    assert opened.status_code == 201
    assert opened.json()["roll_size"] == 5
    assert opened.json()["change_sha256"] == draft["change_sha256"]
    for caller in (cleo, dov, bela):
        assert caller.put("/amendments/1/rounds/1/stance", {"stance": "consent"}).status_code == 200
    assert ada.post("/amendments/1/rounds/1/close").status_code == 409
    clock.advance(timedelta(days=7, seconds=-1))
    assert ada.put("/amendments/1/rounds/1/stance", {"stance": "consent"}).status_code == 200
    clock.advance(timedelta(seconds=1))
    round_now = dov.get("/amendments/1/rounds/1").json()
    assert (round_now["status"], round_now["outcome"], round_now["revision"]) == (
        "closed",
        "passed",
        2,
    )
    newest = call(None).get("/revisions/latest").json()
    assert newest["number"] == 2
    assert newest["text"] == text
    assert newest["change_sha256"] == draft["change_sha256"]
    assert newest["amendment"] == 1
    assert newest["dated"] == clock().date().isoformat()
    changes = call(None).get("/compare/1...2").json()["changes"]
    assert [one["op"] for one in changes] == ["replace"]
    assert [pair for pair in changes[0]["words"] if pair[0]] == [[1, "great "]]


def test_a_steward_can_close_once_everyone_has_answered(call, clock):
    cleo, ada = call("cleo"), call("ada")
    _proposed(cleo)
    cleo.post("/amendments/1/submit")
    clock.advance(timedelta(days=5))
    ada.post("/amendments/1/rounds")
    for name in ("ada", "bela", "cleo", "dov", "edda"):
        call(name).put("/amendments/1/rounds/1/stance", {"stance": "consent"})
    closed = ada.post("/amendments/1/rounds/1/close")
    assert closed.status_code == 200
    assert closed.json() == {"outcome": "passed", "revision": 2}
    again = ada.post("/amendments/1/rounds/1/close")
    assert again.status_code == 409
    assert "already closed" in again.json()["detail"]


def test_the_record_that_readers_get_verifies_offline(call, clock):
    test_a_proposal_is_discussed_decided_and_published(call, clock)
    for name in (None, "dov"):
        answer = call(name).get("/record", params={"openings": True})
        assert answer.headers["content-type"].startswith("application/x-ndjson")
        report = verify(answer.text.splitlines())
        assert report.problems == ()
        assert (report.revisions, report.decisions) == (2, 1)
    plain = call(None).get("/record").text.splitlines()
    assert verify(plain).is_consistent
    altered = [line.replace('"passed"', '"blocked"') for line in plain]
    assert not verify(altered).is_consistent
