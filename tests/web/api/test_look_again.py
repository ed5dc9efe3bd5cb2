"""Asking who began a thread to look again, and their answer, from programs."""

import pytest

from tests.support.texts import KINDNESS_OTHERWISE, LEARNING


@pytest.fixture
def talk(three):
    """Cleo's proposal on which edda remarked and dov answered, before its newest version."""
    number = three.discuss("cleo", three.with_words(LEARNING))
    three.comment("edda", number, "Why so?")
    three.comment("dov", number, "Because.", reply_to=1)
    three.revise("cleo", number, three.with_words(KINDNESS_OTHERWISE))
    return f"/amendments/{number}/comments"


def asked(call, talk, who="dov"):
    return call(who).get(talk).json()["items"][0]["look_again"]


def test_who_is_asked_is_told_by_the_comment_until_they_answer(call, three, talk, clock):
    edda, cleo = call("edda"), call("cleo")
    assert asked(call, talk) is None
    assert edda.post(f"{talk}/1/look-again").status_code == 403
    assert edda.post(f"{talk}/1/still-stands").status_code == 409
    done = [cleo.post(f"{talk}/1/look-again", key="once") for _ in range(2)]
    assert [one.status_code for one in done] == [200, 200]
    told = asked(call, talk)
    assert (told["asked_by"]["name"], told["version"]) == ("Cleo", 2)
    assert told["at"].startswith(clock().date().isoformat())
    assert done[0].json()["look_again"] == told
    assert cleo.post(f"{talk}/1/look-again").status_code == 409
    assert cleo.post(f"{talk}/2/look-again").status_code == 409
    assert cleo.post(f"{talk}/9/look-again").status_code == 404
    assert cleo.post(f"{talk}/1/still-stands").status_code == 403
    answer = edda.post(f"{talk}/1/still-stands")
    assert (answer.status_code, answer.json()["look_again"]) == (200, None)
    assert asked(call, talk) is None
    assert edda.post(f"{talk}/1/still-stands").status_code == 409


@pytest.mark.parametrize("path", ["settled", "take-back", "hide"])
def test_a_comment_that_is_over_is_asked_about_no_more(call, three, talk, path):
    assert call("ada").post(f"{talk}/1/look-again").status_code == 200
    three.report("dov", 1, 1)
    who = "ada" if path == "hide" else "edda"
    body = {"reason": "Unkind."} if path == "hide" else None
    assert call(who).post(f"{talk}/1/{path}", body).json()["look_again"] is None
    assert asked(call, talk, "ada") is None
    three.revise("cleo", 1, three.with_words(LEARNING))
    assert call("ada").post(f"{talk}/1/look-again").status_code == 409


def test_a_reply_answers_too(call, talk):
    assert call("bela").post(f"{talk}/1/look-again").status_code == 200
    assert call("edda").post(talk, {"body": "I see.", "reply_to": 2}).status_code == 201
    assert asked(call, talk) is None
