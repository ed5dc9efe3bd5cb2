"""Deciding together by the JSON API: meetings, renewing, more time, objections heard, outcomes."""

from datetime import timedelta

import pytest

from tests.support.texts import ACTIVELY, KINDNESS, KINDNESS_OTHERWISE

ROUND = "/amendments/1/rounds/1"
OBJECTS = {"stance": "object", "reason": "It hurts.", "acceptable_if": "Soften it."}


@pytest.fixture
def number(three):
    """An amendment by cleo with a round open."""
    return three.decide("cleo", three.with_words(KINDNESS))


def ok(answer, status=200):
    assert answer.status_code == status, answer.text
    return answer.json()


class TestMeeting:
    def test_answers_are_written_down_and_one_is_confirmed(self, call, three, number):
        said = [
            {"member": three.handle("dov"), "stance": "consent"},
            {"member": three.handle("edda"), "stance": "concern", "reason": "Long."},
        ]
        seen = ok(call("ada").post(f"{ROUND}/spoken", said))
        assert seen["answered"] == 2
        mine = ok(call("dov").get(ROUND))["my_stance"]
        assert (mine["stance"], mine["recorded"]) == ("consent", True)
        mine = ok(call("dov").post(f"{ROUND}/stance/repeat"))["my_stance"]
        assert (mine["stance"], mine["recorded"]) == ("consent", False)

    def test_who_could_not_be_written_down_is_named(self, call, three, number):
        three.answer("edda", number)
        said = [{"member": three.handle(name), "stance": "consent"} for name in ("dov", "edda")]
        refused = call("ada").post(f"{ROUND}/spoken", said)
        assert (refused.status_code, refused.json()["field"]) == (422, "1")
        assert ok(call("ada").get(ROUND))["answered"] == 1
        said[1] = {"member": said[0]["member"], "stance": "concern"}
        assert call("ada").post(f"{ROUND}/spoken", said[1:]).json()["field"] == "0.reason"
        nobody = call("ada").post(f"{ROUND}/spoken", [{"member": "m_0", "stance": "consent"}])
        assert nobody.json()["field"] == "0.member"
        assert call("dov").post(f"{ROUND}/spoken", said[:1]).status_code == 403


def test_an_answer_from_before_the_text_moved_is_told_and_confirmed(call, three, number):
    everyone = [one.name for one in three.people.values() if one.member]
    beside = three.decide("dov", three.with_words(ACTIVELY))
    three.answer_all(number, everyone)
    three.answer_all(beside, everyone)
    three.close("ada", beside)
    seen = ok(call("edda").get(ROUND))
    assert (seen["unconfirmed"], seen["my_stance_confirmed"]) == (len(everyone), False)
    refused = call("ada").post(f"{ROUND}/close")
    assert refused.status_code == 409
    assert "has confirmed" in refused.json()["detail"]
    for name in everyone:
        seen = ok(call(name).post(f"{ROUND}/stance/repeat"))
    assert (seen["unconfirmed"], seen["my_stance_confirmed"]) == (0, True)
    assert ok(call("ada").post(f"{ROUND}/close"))["outcome"] == "passed"


class TestTime:
    def test_a_steward_gives_everyone_more(self, call, three, number):
        later = "2026-03-20T12:00:00Z"
        seen = ok(call("ada").post(f"{ROUND}/extend", {"closes_at": later, "reason": "Easter."}))
        assert seen["closes_at"] == later
        [given] = seen["extensions"]
        assert (given["name"], given["reason"]) == ("Ada", "Easter.")
        assert (given["until"], given["cause"]) == (later, "steward")
        back = {"closes_at": "2026-03-19T12:00:00Z", "reason": "Oh."}
        assert call("ada").post(f"{ROUND}/extend", back).json()["field"] == "closes_at"
        # Readers see that it moved and why; the words and the name are for members.
        [told] = ok(call(None).get(ROUND))["extensions"]
        assert (told["until"], told["cause"]) == (later, "steward")
        assert (told["name"], told["member"], told["reason"]) == (None, None, None)

    def test_one_that_moved_by_an_answer_does_not_tell_which_before_ones_own(
        self, call, three, number
    ):
        three.answer("dov", number, "need_time")
        for name, cause in ((None, "answer"), ("edda", "answer"), ("dov", "need_time")):
            [told] = ok(call(name).get(ROUND))["extensions"]
            assert told["until"] == ok(call(name).get(ROUND))["closes_at"]
            assert (told["cause"], told["name"], told["reason"]) == (cause, None, None)
            assert (told["at"] is None) is (cause == "answer")
        three.answer("edda", number)
        assert ok(call("edda").get(ROUND))["extensions"][0]["cause"] == "need_time"
        three.pass_deadline(number)
        three.tick()
        [told] = ok(call(None).get(ROUND))["extensions"]
        assert (told["cause"], told["at"]) == ("need_time", None)

    def test_one_that_moved_by_a_late_objection_is_told_to_the_day(
        self, call, three, number, clock
    ):
        three.pass_time_before_deadline(number, hours=7)
        ok(call("dov").put(f"{ROUND}/stance", OBJECTS))
        seen = ok(call("edda").get(ROUND))
        [told] = seen["extensions"]
        assert (told["cause"], told["at"]) == ("answer", None)
        local = three.round(number).value.closes_at.astimezone(three.charter.zone)
        assert (local.hour, local.minute, local.second, local.microsecond) == (23, 59, 0, 0)
        assert local - clock() >= timedelta(hours=48)
        assert ok(call("dov").get(ROUND))["extensions"][0]["cause"] == "late_objection"


def test_a_correction_that_changes_the_meaning_is_disputed(call, three, clock):
    number = three.propose("cleo", three.with_words(KINDNESS), editorial=True)
    three.submit("cleo", number)
    opened = ok(call("ada").post("/amendments/1/rounds"), 201)
    assert opened["editorial"] is True
    ended = ok(call("dov").post(f"{ROUND}/dispute", {"reason": "It says more."}))
    assert ended["outcome"] == "substantive"
    whole = ok(call("dov").get("/amendments/1"))
    assert (whole["status"], whole["editorial"]) == ("discussion", False)


class TestObjections:
    def test_one_is_heard_and_met_by_a_new_text(self, call, three, number):
        ok(call("dov").put(f"{ROUND}/stance", OBJECTS))
        assert call("edda").post(f"{ROUND}/objections/1/support").status_code == 404
        three.answer("edda", number)
        ok(call("edda").post(f"{ROUND}/objections/1/support"))
        turn = {"says": "asks", "body": "Whom?"}
        seen = ok(call("edda").post(f"{ROUND}/objections/1/turns", turn), 201)
        [objection] = seen["objections"]
        assert [one["name"] for one in objection["supporters"]] == ["Edda"]
        assert [(one["name"], one["says"]) for one in objection["turns"]] == [("Edda", "asks")]
        assert (objection["raised_on"], objection["first_round"]) == (1, 1)
        less = ok(call("edda").post(f"{ROUND}/objections/1/support", {"supports": False}))
        assert less["objections"][0]["supporters"] == []
        three.pass_deadline(number)
        three.tick()
        three.revise("cleo", number, three.with_words(KINDNESS_OTHERWISE), answers=[1])
        assert ok(call("dov").get("/amendments/1"))["versions"][-1]["answers"] == [1]
        three.open("ada", number)
        renewed = ok(call("edda").post("/amendments/1/rounds/2/stance/repeat"))
        assert renewed["my_stance"]["stance"] == "consent"
        met = ok(call("dov").put("/amendments/1/rounds/2/stance", {"stance": "consent"}))
        [objection] = met["objections"]
        assert (objection["status"], objection["resolved_in"]) == ("integrated", 2)
        assert objection["resolved_on"] == 2
        assert objection["resolved_at"] is not None

    def test_two_stewards_set_one_aside_with_their_names(self, call, three):
        three.change_rules("ada", set_aside=True)
        number = three.decide("cleo", three.with_words(KINDNESS))
        three.object_to("dov", number)
        three.answer_all(number, ["ada", "bela"])
        for name in ("ada", "bela"):
            aside = {"resolution": "set_aside", "note": f"{name} looked closely."}
            seen = ok(call(name).post(f"{ROUND}/objections/1", aside))
        [objection] = seen["objections"]
        assert objection["status"] == "set_aside"
        assert [one["reason"] for one in objection["set_aside"]] == [
            "ada looked closely.",
            "bela looked closely.",
        ]

    def test_a_round_that_is_not_there_hears_nothing(self, call, three, number):
        three.object_to("dov", number)
        three.answer("edda", number)
        path = "/amendments/1/rounds/7/objections/1/support"
        assert call("edda").post(path).status_code == 404
        assert ok(call("dov").get(ROUND))["objections"][0]["supporters"] == []


def test_the_outcome_is_put_into_words_for_all_who_may_read(call, three, number):
    three.answer_all(number, ["ada", "bela", "cleo", "dov", "edda"])
    path, words = f"{ROUND}/statement", {"statement": "We are kinder now."}
    assert call("ada").post(path, words).status_code == 409
    three.close("ada", number)
    told = ok(call("ada").post(path, words), 201)
    assert told["outcome_statement"] == "We are kinder now."
    assert told["statement"].startswith("The proposal passed.")
    # The form says that the words stand on the pages of all readers: programs hear them, too.
    assert ok(call(None).get(ROUND))["outcome_statement"] == "We are kinder now."
    assert call("dov").post(path, words).status_code == 403


def test_a_removed_members_answer_stays_marked(call, three, number):
    three.answer_all(number, ["dov", "edda"])
    three.remove("ada", "dov")
    seen = ok(call("edda").get(ROUND))
    assert {one["name"]: one["left"] for one in seen["stances"]} == {"Dov": True, "Edda": False}


class TestInConfidence:
    @pytest.fixture
    def seen(self, call, three, number):
        """How someone sees the round in which dov objected in confidence."""
        three.answer_all(number, ["edda", "cleo", "ada", "bela"])
        ok(call("dov").put(f"{ROUND}/stance", {**OBJECTS, "confidential": True}))
        three.support("edda", number, 1)
        three.test_objection("dov", number, 1, "qualifies", "Newcomers.")
        three.test_objection("edda", number, 1, "asks", "Who?")
        return lambda name: ok(call(name).get(ROUND))

    def test_members_see_no_names_but_their_own(self, seen, three):
        told = seen("edda")
        assert told["nameless"] is True
        assert [one["name"] for one in told["stances"]] == ["Edda"]
        assert told["counts"] is None
        [objection] = told["objections"]
        assert (objection["name"], objection["member"]) == ("a member", None)
        assert objection["reason"] == "It hurts."
        assert [one["name"] for one in objection["supporters"]] == ["Edda"]
        said = [(one["name"], one["member"]) for one in objection["turns"]]
        assert said == [("the person who objected", None), ("Edda", three.handle("edda"))]
        other = str(seen("cleo"))
        for name in ("Ada", "Bela", "Dov", "Edda"):
            assert name not in other
            assert three.handle(name.lower()) not in other

    def test_after_the_close_answers_have_neither_names_nor_times(self, seen, three, number):
        three.pass_deadline(number)
        three.tick()
        told = seen("edda")
        assert [one["name"] for one in told["stances"]].count("a member") == 4
        assert {one["at"] for one in told["stances"] if one["name"] == "a member"} == {None}
        assert told["my_stance"]["at"] is not None
        [objection] = told["objections"]
        assert [one["at"] is None for one in objection["turns"]] == [True, False]

    def test_who_objected_sees_their_own_name(self, seen):
        told = seen("dov")
        assert told["objections"][0]["name"] == "Dov"
        assert told["my_stance"]["name"] == "Dov"

    def test_stewards_see_all_names(self, seen):
        told = seen("ada")
        assert told["nameless"] is False
        assert told["objections"][0]["name"] == "Dov"
        assert {one["name"] for one in told["stances"]} == {"Ada", "Bela", "Cleo", "Dov", "Edda"}

    def test_nobody_is_marked_as_gone(self, seen, three):
        three.remove("ada", "cleo")
        assert not any(one["left"] for one in seen("edda")["stances"])

    def test_the_record_tells_seats_only(self, seen, call, three, number):
        three.pass_deadline(number)
        three.tick()
        lines = call("edda").get("/record", params={"openings": True}).text.splitlines()
        about = [one for one in lines if "stance.taken" in one or "objection." in one]
        assert len(about) == 8
        for name in ("ada", "bela", "cleo", "dov", "edda"):
            assert three.handle(name) not in "".join(about)


def test_what_is_said_in_a_hidden_round_is_not_told_by_an_objection_carried_into_it(
    call, three, number
):
    three.object_to("dov", number)
    three.answer("edda", number)
    three.support("edda", number, 1)
    three.pass_deadline(number)
    three.tick()
    three.revise("cleo", number, three.with_words(KINDNESS_OTHERWISE))
    three.open("ada", number)
    second = "/amendments/1/rounds/2"
    before = [ok(call("edda").get(f"/amendments/1/rounds/{n}"))["objections"] for n in (1, 2)]
    assert [one["name"] for one in before[1][0]["supporters"]] == ["Edda"]
    three.answer("cleo", number)
    three.object_to("dov", number)
    three.clock.advance(three.charter.ruleset.editorial / 3)
    three.support("cleo", number, 1)
    three.test_objection("cleo", number, 1, "asks")
    after = [ok(call("edda").get(f"/amendments/1/rounds/{n}"))["objections"] for n in (1, 2)]
    assert after == before
    three.answer("dov", number)
    met = [ok(call("edda").get(f"/amendments/1/rounds/{n}"))["objections"] for n in (1, 2)]
    assert met == before
    ok(call("edda").put(f"{second}/stance", {"stance": "consent"}))
    [objection] = ok(call("edda").get(second))["objections"]
    assert len(objection["supporters"]) == 2
    assert len(objection["turns"]) == 1


def test_the_whole_record_of_a_round(call, three, number):
    three.answer_all(number, ["ada", "bela", "cleo", "dov", "edda"])
    three.close("ada", number)
    told = ok(call("dov").get(f"{ROUND}/record"))
    assert told["text"]["after"] == ok(call(None).get("/revisions/2"))["text"]
    assert told["revision"]["number"] == 2
    assert len(told["answers"]) == 5
    assert ok(call(None).get(f"{ROUND}/record"))["answers"] == []
    assert call(None).get("/amendments/1/rounds/9/record").status_code == 404
