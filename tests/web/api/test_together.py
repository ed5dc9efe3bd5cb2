"""Discussing, writing together, members, rules and reviews, by the JSON API alone."""

from datetime import date, timedelta

import pytest

from amendments.ruleset import Ruleset
from tests.support.texts import KINDNESS


@pytest.fixture
def talk(three):
    """An amendment by cleo in discussion."""
    number = three.propose("cleo", three.with_words(KINDNESS))
    three.submit("cleo", number)
    return number


def ok(answer, status=200):
    assert answer.status_code == status, answer.text
    return answer.json()


class TestDiscussing:
    def test_how_it_feels_is_counted_for_members(self, call, talk):
        ok(call("dov").put("/amendments/1/sense", {"sense": "almost"}))
        given = ok(call("edda").put("/amendments/1/sense", {"sense": "ready"}))
        assert given == {"counts": {"ready": 1, "almost": 1, "not_yet": 0}, "mine": "ready"}
        assert ok(call("dov").get("/amendments/1"))["senses"]["mine"] == "almost"
        assert ok(call(None).get("/amendments/1"))["senses"] is None
        assert call("dov").put("/amendments/1/sense", {"sense": "perhaps"}).status_code == 422

    def test_a_question_is_answered_and_open_again(self, call, talk, three):
        three.comment("dov", talk, "Why?", kind="question")
        three.comment("dov", talk, "Well.")
        done = ok(call("cleo").post("/amendments/1/comments/1/answered"))
        assert done["answered"] is True
        again = call("dov").post("/amendments/1/comments/1/answered", {"answered": False})
        assert ok(again)["answered"] is False
        listed = ok(call("dov").get("/amendments/1/comments"))["items"]
        assert [one["answered"] for one in listed] == [False, None]
        assert call("edda").post("/amendments/1/comments/1/answered").status_code == 403

    def test_a_summary_is_for_members(self, call, talk, three):
        summed = ok(call("ada").post("/amendments/1/summary", {"body": "All agree."}), 201)
        assert (summed["body"], summed["version"]) == ("All agree.", 1)
        assert summed["member"] == three.handle("ada")
        assert ok(call("dov").get("/amendments/1"))["summaries"] == [summed]
        assert ok(call(None).get("/amendments/1"))["summaries"] == []
        assert call("dov").post("/amendments/1/summary", {"body": "No."}).status_code == 403

    def test_a_summary_sent_twice_is_written_once(self, call, talk):
        first = ok(call("ada").post("/amendments/1/summary", {"body": "All agree."}, key="k"), 201)
        again = ok(call("ada").post("/amendments/1/summary", {"body": "All agree."}, key="k"), 201)
        assert again == first
        assert len(ok(call("dov").get("/amendments/1"))["summaries"]) == 1

    def test_a_suggestion_is_taken_over(self, call, talk, three):
        said = {
            "body": "Shorter.",
            "kind": "suggestion",
            "anchor": {"block": three.block("## Purpose").id, "quote": "Purpose"},
            "replacement": "Our purpose",
        }
        ok(call("dov").post("/amendments/1/comments", said), 201)
        path = "/amendments/1/comments/1/take-over"
        assert call("edda").post(path).status_code == 403
        taken = ok(call("cleo").post(path, {"note": "Thank you."}), 201)
        newest = taken["versions"][-1]
        assert (newest["suggestion"], newest["note"]) == (1, "Thank you.")
        assert "## Our purpose" in taken["proposed_text"]
        assert call("cleo").post(path).status_code == 409

    def test_what_one_has_seen_is_ones_own(self, call, talk):
        assert ok(call("dov").put("/amendments/1/seen", {"version": 9})) == {"version": 1}
        assert call(None).put("/amendments/1/seen", {"version": 1}).status_code == 401

    def test_authors_are_asked_and_join(self, call, talk, three):
        asked = call("cleo").post("/amendments/1/authors", {"member": three.handle("dov")})
        assert [one["name"] for one in ok(asked)["invited"]] == ["Dov"]
        joined = ok(call("dov").post("/amendments/1/authors/join"))
        assert {one["name"] for one in joined["authors"]} == {"Cleo", "Dov"}
        assert joined["invited"] == []
        assert call("edda").post("/amendments/1/authors/join").status_code == 403
        unknown = call("cleo").post("/amendments/1/authors", {"member": "m_0"})
        assert unknown.json()["field"] == "member"


class TestMembers:
    def test_members_are_for_members(self, call, three):
        listed = ok(call("dov").get("/members", params={"limit": 2}))
        assert [one["name"] for one in listed["items"]] == ["Ada", "Bela"]
        rest = ok(call("dov").get("/members", params={"cursor": listed["next"]}))
        assert [one["role"] for one in rest["items"]] == ["member"] * 3
        assert "example.org" not in str(rest), "addresses are nobody's business"
        assert call(None).get("/members").status_code == 403

    def test_a_steward_removes_a_member(self, call, three):
        path = f"/members/{three.handle('edda')}"
        assert call("dov").delete(path, {"reason": "No."}).status_code == 403
        assert call("ada").delete(path, {"reason": " "}).status_code == 422
        gone = call("ada").delete(path, {"reason": "They asked for it."})
        assert (gone.status_code, gone.content) == (204, b"")
        assert call("ada").delete(path, {"reason": "Again."}).status_code == 404
        steward = call("ada").delete(f"/members/{three.handle('bela')}", {"reason": "No."})
        assert "two stewards" in steward.json()["detail"]

    def test_people_are_invited_and_ask(self, call, three, found_community):
        found_community(slug="other", stewards=1, members=6)
        ada, gil, dov = call("ada"), call("gil"), call("dov")
        one = ok(ada.post("/invitations", {"email": "finn@example.org"}), 201)
        assert (one["address"], one["uses"], one["link"]) == ("finn@example.org", 1, None)
        link = ok(ada.post("/invitations", {"uses": 3, "days": 2}), 201)
        assert f"/{three.slug}/join/" in link["link"]
        listed = ok(ada.get("/invitations"))["items"]
        assert [(each["invitation"], each["link"]) for each in listed] == [(2, None), (1, None)]
        assert ada.delete("/invitations/2", None).status_code == 204
        assert ada.delete("/invitations/2", None).status_code == 409
        assert dov.get("/invitations").status_code == 403
        assert dov.post("/invitations", {"uses": 1}).status_code == 403

        asked = ok(gil.post("/requests", {"why": "I live here."}, key="k"), 201)
        assert ok(gil.post("/requests", {"why": "I live here."}, key="k"), 201) == asked
        assert gil.post("/requests", {"why": "Once more."}).status_code == 409
        assert dov.get("/requests").status_code == 403
        (waiting,) = ok(ada.get("/requests"))["items"]
        assert (waiting["name"], waiting["why"]) == ("Gil", "I live here.")
        assert ada.post("/requests/1", {"answer": "no"}).status_code == 422
        ok(ada.post("/requests/1", {"answer": "yes"}))
        assert "Gil" in [each["name"] for each in ok(gil.get("/members"))["items"]]
        assert ok(ada.put("/requests", {"open": False})) == {"open": False}
        assert dov.put("/requests", {"open": True}).status_code == 403
        assert call("hana").post("/requests", {"why": "Me too."}).status_code == 403

    def test_two_stewards_make_a_third(self, call, three):
        ada, bela, cleo = call("ada"), call("bela"), call("cleo")
        last = "2999-01-01"
        wanted = {"way": "make", "member": three.handle("cleo")}
        assert ada.post("/steward-changes", {**wanted, "last_day": last}).status_code == 422
        last = f"{three.clock() + timedelta(days=300):%Y-%m-%d}"
        made = ok(ada.post("/steward-changes", {**wanted, "last_day": last}), 201)
        assert made == {"change": 1, "done": False}
        (one,) = ok(cleo.get("/steward-changes"))["items"]
        assert (one["way"], one["member"]) == ("make", three.handle("cleo"))
        assert ok(call("dov").get("/steward-changes"))["items"] == []
        ok(cleo.put("/steward-changes/1/answer", {"answer": "Gladly."}))
        assert ada.post("/steward-changes/1/confirm").status_code == 403
        assert call("dov").post("/steward-changes/1/confirm").status_code == 404
        assert ok(bela.post("/steward-changes/1/confirm")) == {"change": 1, "done": True}
        found = next(one for one in ok(ada.get("/members"))["items"] if one["name"] == "Cleo")
        assert found["role"] == "steward"
        assert found["term_ends_at"] is not None
        two = ok(ada.post("/steward-changes", {**wanted, "way": "end", "reason": "Hm."}), 201)
        ok(bela.post(f"/steward-changes/{two['change']}/stop"))
        assert ok(cleo.post("/step-down")) == {"role": "member"}

    def test_a_member_leaves_once(self, call, three):
        dov = call("dov")
        assert ok(dov.post("/leave", key="k"))["name"] == "Dov"
        assert ok(dov.post("/leave", key="k"))["name"] == "Dov"
        assert dov.post("/leave").status_code == 403


class TestRules:
    def test_a_steward_changes_rules_with_a_reason(self, call, three):
        change = {"changes": {"set_aside": True, "editorial": "P4D"}, "reason": "We agreed."}
        changed = ok(call("ada").patch("/ruleset", change))["ruleset"]
        assert (changed["set_aside"], changed["editorial"]) == (True, "P4D")
        assert three.charter.ruleset.set_aside
        assert call("dov").patch("/ruleset", change).status_code == 403
        wrong = call("ada").patch("/ruleset", {"changes": {"quorum": "2"}})
        assert (wrong.status_code, wrong.json()["field"]) == (422, "quorum")

    def test_where_the_members_decide_a_steward_cannot(self, call, found_community, three):
        three.change_rules("ada", rules_change="amendment")
        refused = call("ada").patch("/ruleset", {"changes": {"quorum": "1/2"}})
        assert refused.status_code == 403
        assert three.charter.ruleset.quorum == Ruleset().quorum


class TestReviews:
    @pytest.fixture
    def adopted(self, three):
        number = three.decide("cleo", three.with_words(KINDNESS), review_on=date(2026, 9, 1))
        three.answer_all(number, ["ada", "bela", "cleo", "dov", "edda"])
        three.close("ada", number)
        return number

    def test_the_days_to_look_again(self, call, adopted, clock):
        [waiting] = ok(call(None).get("/reviews"))["items"]
        assert (waiting["number"], waiting["review_on"], waiting["due"]) == (1, "2026-09-01", False)
        clock.advance(timedelta(days=200))
        [waiting] = ok(call(None).get("/reviews"))["items"]
        assert waiting["due"] is True

    def test_keeping_begins_a_proposal(self, call, adopted):
        kept = {"way": "keep", "review_on": "2027-09-01"}
        begun = ok(call("dov").post("/amendments/1/review", kept), 201)
        assert (begun["number"], begun["review_of"], begun["status"]) == (2, 1, "draft")
        assert begun["review_on"] == "2027-09-01"
        assert begun["title"].startswith("Keep: ")

    def test_ending_proposes_the_reverse(self, call, adopted, three):
        begun = ok(call("dov").post("/amendments/1/review", {"way": "end"}), 201)
        assert begun["proposed_text"] == three.revisions()[0].document.text
        assert call(None).post("/amendments/1/review", {"way": "end"}).status_code == 401


def test_a_rule_of_yes_and_no_is_neither_number_nor_text(call, three):
    body = {"title": "T", "base": 1, "rules": {"set_aside": True, "max_rounds": 2}}
    drafted = ok(call("cleo").post("/amendments", body), 201)
    assert drafted["rules"] == {"set_aside": True, "max_rounds": 2}
    assert drafted["versions"][0]["rules"] == drafted["rules"]
    assert ok(call(None).get(""))["ruleset"]["set_aside"] is False


def test_a_member_gets_their_own_address_of_the_calendar(call, three):
    dov = call("dov")
    first = ok(dov.post("/calendar"))["address"]
    assert first.endswith(".ics")
    assert ok(dov.post("/calendar"))["address"] == first
    assert ok(dov.post("/calendar", {"renew": True}))["address"] != first
    assert call(None).post("/calendar").status_code == 401
