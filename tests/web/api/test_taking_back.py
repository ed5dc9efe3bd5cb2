"""A new version that would take back what was adopted since: it is asked about once."""

import pytest

from app.services.views.amendment_view import look_at_amendment
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE, SHARING

ALL = ["ada", "bela", "cleo", "dov", "edda"]
OWN = "/amendments/1/versions"


@pytest.fixture
def met(three):
    """Cleo's proposal 1, and dov's proposal 2 for the same passage, published as revision 2."""
    three.discuss("cleo", three.with_words(KINDNESS_OTHERWISE))
    other = three.decide("dov", three.with_words(KINDNESS), title="To each other")
    three.answer_all(other, ALL)
    assert three.close("ada", other).outcome == "passed"
    return three


def _ok(answer, status=201):
    assert answer.status_code == status, answer.text
    return answer.json()


def _block(three):
    return next(one for one in three.head.document.blocks if KINDNESS[1] in one.text)


def _text(three, number):
    with three.reading("cleo") as (reader, access):
        return look_at_amendment(reader, access, number).proposed.text


def test_old_words_on_the_text_in_force_are_refused_and_the_revision_is_named(call, met):
    body = {"base": 2, "text": _text(met, 1), "expected_version": 1}
    refused = call("cleo").post(OWN, body)
    said = refused.json()
    assert refused.status_code == 409
    assert said["type"] == "/problems/takes-back"
    block = _block(met).id
    assert said["takes_back"] == [{"revision": 2, "amendment": 2, "block": block}]
    assert "revision 2 (proposal 2, “To each other”)" in said["detail"]
    assert _ok(call("cleo").get("/amendments/1"), 200)["version"] == 1


def test_who_means_it_says_so_and_is_not_asked_again(call, met):
    text = _text(met, 1)
    body = {"base": 2, "text": text, "takes_back": True}
    assert _ok(call("cleo").post(OWN, body))["standing"] == "clean"
    again = {"base": 2, "text": text.replace("with great kindness", "with much kindness")}
    assert _ok(call("cleo").post(OWN, again))["version"] == 3


def test_a_change_set_is_asked_about_as_a_text_is(call, met):
    block = _block(met)
    old = next(one.document for one in met.revisions() if one.number == 1)
    change_set = {
        "format": "change-set/1",
        "operations": [
            {
                "op": "replace",
                "block": block.id,
                "old": block.digest,
                "new": [old.get(block.id).text],
            }
        ],
    }
    assert call("cleo").post(OWN, {"base": 2, "change_set": change_set}).status_code == 409
    wording = old.get(block.id).text.replace("kindness", "kindness and patience", 1)
    change_set["operations"][0]["new"] = [wording]
    assert call("cleo").post(OWN, {"base": 2, "change_set": change_set}).status_code == 409


def test_what_only_stands_beside_it_is_saved_at_once(call, met):
    text = met.with_words(SHARING)
    assert _ok(call("cleo").post(OWN, {"base": 2, "text": text}))["standing"] == "clean"


def test_a_version_on_the_old_text_takes_nothing_back_and_stays_in_conflict(call, met):
    whole = _ok(call("cleo").post(OWN, {"base": 1, "text": _text(met, 1) + "\nOne more.\n"}))
    assert whole["standing"] == "conflict"


def test_a_passage_that_was_adopted_since_is_missed(call, three):
    mine = three.discuss("cleo", three.with_words(SHARING))
    before = three.head.document.text
    other = three.decide("dov", before + "\nOne more passage, for everyone who comes.\n")
    three.answer_all(other, ALL)
    three.close("ada", other)
    body = {"base": 2, "text": before.replace(*SHARING)}
    refused = call("cleo").post(f"/amendments/{mine}/versions", body)
    assert refused.json()["takes_back"][0]["revision"] == 2
