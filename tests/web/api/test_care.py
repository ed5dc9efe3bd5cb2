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
