"""How open amendments affect one another, and what a conflict shows."""

from __future__ import annotations

from datetime import timedelta


def _propose(caller, number, old, new):
    text = caller.get("/revisions/latest").json()["text"]
    assert text.count(old) == 1
    body = {"title": f"No. {number}", "base": 1, "text": text.replace(old, new)}
    assert caller.post("/amendments", body).status_code == 201
    assert caller.post(f"/amendments/{number}/submit").status_code == 200


def test_those_that_meet_are_named_and_the_others_are_put_together(call):
    cleo = call("cleo")
    _propose(cleo, 1, "Treat others with kindness", "Treat others with care")
    _propose(cleo, 2, "even when opinions differ", "above all when opinions differ")
    _propose(cleo, 3, "## Purpose", "## Our purpose")
    seen = call(None).get("/amendments/together").json()
    relations = {(one["first"], one["second"]): one["relation"] for one in seen["pairs"]}
    assert relations == {(1, 2): "touch", (1, 3): "independent", (2, 3): "independent"}
    assert seen["included"] == [3]
    assert "## Our purpose" in seen["text"]
    assert "with care" not in seen["text"]


def test_a_conflict_shows_then_theirs_and_yours_with_a_wording_to_start_from(call, clock):
    cleo, dov = call("cleo"), call("dov")
    _propose(cleo, 1, "Treat others with kindness", "Treat others with great kindness")
    _propose(dov, 2, "even when opinions differ", "above all when opinions differ")
    clock.advance(timedelta(days=5))
    call("ada").post("/amendments/1/rounds")
    for name in ("ada", "bela", "cleo", "dov", "edda"):
        call(name).put("/amendments/1/rounds/1/stance", {"stance": "consent"})
    assert call("ada").post("/amendments/1/rounds/1/close").json()["revision"] == 2
    seen = dov.get("/amendments/2").json()
    assert seen["standing"] == "conflict"
    [conflict] = seen["conflicts"]
    assert "with great kindness, even" in conflict["theirs"]
    assert "with kindness, above all" in conflict["yours"]
    assert "with great kindness, above all" in conflict["suggestion"]
    dated = call(None).get("/revisions/2").json()["dated"]
    assert conflict["since"] == {"revision": 2, "dated": dated, "amendment": 1}
    assert call(None).get("/amendments/2").json()["conflicts"][0]["since"]["amendment"] == 1
    refused = call("ada").post("/amendments/2/rounds")
    assert refused.status_code == 409
    assert "has changed where" in refused.json()["detail"]


def test_each_conflict_names_the_newest_revision_that_changed_its_passage(call, three):
    kind, learning = ("with kindness", "with care"), ("constantly evolving", "evolving")
    assert three.discuss("cleo", three.with_words(kind, learning)) == 1
    for words in (
        ("with kindness", "with great kindness"),
        ("constantly evolving", "always evolving"),
        ("with great kindness", "with much kindness"),
        ("## Purpose", "## Our purpose"),
    ):
        number = three.decide("dov", three.with_words(words))
        three.answer_all(number, ["ada", "bela", "cleo", "dov", "edda"])
        assert three.close("ada", number).outcome == "passed"
    conflicts = call("cleo").get("/amendments/1").json()["conflicts"]
    assert {
        kind[0] in one["then"]: (one["since"]["revision"], one["since"]["amendment"])
        for one in conflicts
    } == {True: (4, 4), False: (3, 3)}
