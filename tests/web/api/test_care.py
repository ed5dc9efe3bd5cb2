"""Care in conversation, from programs."""

import pytest


@pytest.fixture
def talk(three):
    """A proposal by dov in discussion, with a comment by edda and an answer by cleo."""
    number = three.propose("dov", three.with_words(("wherever possible", "wherever you can")))
    three.submit("dov", number)
    three.comment("edda", number, "Who is meant, @Dov?")
    three.comment("cleo", number, "Everyone.", reply_to=1)
    return f"/amendments/{number}/comments"


def test_a_comment_is_changed_settled_and_taken_back(call, three, talk):
    edda, cleo = call("edda"), call("cleo")
    (first, reply) = cleo.get(talk).json()["items"]
    assert [one["name"] for one in first["mentions"]] == ["Dov"]
    assert (first["settled"], reply["settled"], first["earlier"]) == (False, None, [])
    assert cleo.put(f"{talk}/1", {"body": "Mine."}).status_code == 403
    changed = edda.put(f"{talk}/1", {"body": "Who?"}).json()
    assert (changed["body"], changed["earlier"][0]["body"]) == ("Who?", "Who is meant, @Dov?")
    assert edda.post(f"{talk}/1/settled").json()["settled"] is True
    assert edda.post(f"{talk}/1/settled", {"settled": False}).json()["settled"] is False
    assert cleo.post(f"{talk}/2/settled").status_code == 409
    gone = edda.post(f"{talk}/1/take-back").json()
    assert (gone["withheld"], gone["body"]) == (False, "Who?")
    seen = cleo.get(talk).json()["items"][0]
    assert (seen["withheld"], seen["body"], seen["earlier"]) == (True, "", [])
    assert seen["taken_back_at"]
    assert edda.post(f"{talk}/1/take-back").status_code == 409
    assert call(None).get(talk).status_code in {401, 403}


def test_a_comment_is_reported_hidden_and_decided(call, three, talk):
    cleo, edda, ada, bela = (call(name) for name in ("cleo", "edda", "ada", "bela"))
    promise = three.block("Respect Privacy").id
    proposal = talk.removesuffix("/comments")
    wanted = {"about": "comment", "target": 1, "promise": promise, "body": "Not kind."}
    assert cleo.post(f"{proposal}/reports", {**wanted, "promise": "b"}).status_code == 422
    made = cleo.post(f"{proposal}/reports", wanted)
    assert (made.status_code, made.json()["by"]["name"]) == (201, "Cleo")
    assert [one["body"] for one in ada.get("/reports").json()["items"]] == ["Not kind."]
    assert edda.get("/reports").json()["items"] == []
    assert edda.post("/reports/1/answer", {"body": "No."}).status_code == 403
    assert cleo.post(f"{talk}/1/hide", {"reason": "No."}).status_code == 403
    hidden = ada.post(f"{talk}/1/hide", {"reason": "Unkind."}).json()
    assert (hidden["hidden"]["reason"], hidden["withheld"]) == ("Unkind.", False)
    seen = cleo.get(talk).json()["items"][0]
    assert (seen["hidden"]["reason"], seen["withheld"], seen["body"]) == ("Unkind.", True, "")
    assert edda.post(f"{talk}/1/hiding/answer", {"body": "Sorry."}).status_code == 200
    assert edda.post(f"{talk}/1/hiding/appeal", {"body": "Look again."}).status_code == 200
    decision = {"restored": False, "reason": "It hurts."}
    assert ada.post(f"{talk}/1/hiding/decision", decision).status_code == 403
    decided = bela.post(f"{talk}/1/hiding/decision", decision).json()["hidden"]
    assert decided["decision"] == "It hurts."
    assert bela.post("/reports/1/answer", {"body": "Thank you."}).status_code == 204
    assert cleo.get("/reports").json()["items"][0]["answer"] == "Thank you."
    assert ada.post(f"{talk}/1/restore").json()["hidden"] is None
    assert call(None).get("/reports").status_code in {401, 403}


def test_pauses_the_mirror_and_who_is_not_heard(call, three, talk):
    proposal = talk.removesuffix("/comments")
    ada, edda, cleo = call("ada"), call("edda"), call("cleo")
    seen = edda.get(f"{proposal}/mirror").json()
    assert seen == {"share": 80, "silent": 2, "members": 5}
    assert ada.get(f"{proposal}/not-heard").json() == {"names": ["Ada", "Bela"], "next": None}
    assert cleo.get(f"{proposal}/not-heard").status_code == 403
    wanted = {"member": three.handle("edda"), "until": "2026-03-04", "reason": "Hm."}
    assert cleo.post("/pauses", wanted).status_code == 403
    assert ada.post("/pauses", wanted).status_code == 204
    assert edda.get("/pauses").json()["items"][0]["reason"] == "Hm."
    assert cleo.get("/pauses").json()["items"] == []
    assert edda.post(talk, {"body": "Hm."}).status_code == 409
    lifted = [ada.post("/pauses/1/lift", key="k") for _ in range(2)]
    assert [(one.status_code, one.content) for one in lifted] == [(204, b"")] * 2
    assert edda.post(talk, {"body": "Hm."}).status_code == 201
