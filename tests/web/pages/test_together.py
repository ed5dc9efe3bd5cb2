"""Discussing, hearing objections, meetings, corrections, reviews and rules, from the pages."""

from datetime import timedelta

import pytest

WORDS = ("wherever possible", "wherever you can")
OTHER = ("wherever possible", "where you can")
EVERYONE = ["ada", "bela", "cleo", "dov", "edda"]


@pytest.fixture
def talk(three):
    """A proposal by dov in discussion."""
    number = three.propose("dov", three.with_words(WORDS))
    three.submit("dov", number)
    return number


@pytest.fixture
def open_one(three, talk, clock):
    """The same with a decision open, to which cleo objects."""
    clock.advance(three.charter.ruleset.discussion)
    three.open("ada", talk)
    three.object_to("cleo", talk)
    return talk


def at(site, number):
    return f"{site.base}/amendments/{number}"


def test_how_it_feels_is_shown_with_who_said_so(site, talk):
    site.sign_in("cleo")
    page = site.post(f"{at(site, talk)}/sense", sense="almost")
    assert "It binds nobody" in page.text
    assert "Almost : 1 (Cleo)" in page.text
    assert "Please choose one of the three." in site.post(f"{at(site, talk)}/sense", 422).text
    site.sign_in(None)
    assert "Almost" not in site.get(at(site, talk)).text


def test_a_question_is_answered(site, three, talk):
    asked = three.comment("edda", talk, "Why now?", kind="question")
    site.sign_in("cleo")
    assert "It is answered" not in site.get(at(site, talk)).text
    site.sign_in("edda")
    page = site.post(f"{at(site, talk)}/comments/{asked}/answered", answered="yes")
    assert "Question answered" in page.text
    page = site.post(f"{at(site, talk)}/comments/{asked}/answered", answered="no")
    assert "open again" in page.text


def test_a_steward_sums_up_and_what_was_typed_is_kept(site, talk):
    site.sign_in("ada")
    page = site.post(f"{at(site, talk)}/summary", body="Most like it.")
    assert "Summary so far Most like it." in page.text
    long = "x" * 10_001
    refused = site.post(f"{at(site, talk)}/summary", 422, body=long)
    assert "10,000 is the most" in refused.text
    assert refused.source.count(long) == 1
    site.sign_in("cleo")
    site.post(f"{at(site, talk)}/summary", 403, body="I sum up.")


def test_a_suggestion_is_taken_over_with_one_press(site, three, talk):
    block = three.block("Look to Reuse").id
    three.comment(
        "edda", talk, "Shorter?", kind="suggestion", block=block, quote="Look to Reuse",
        replacement="Look for reuse",
    )  # fmt: skip
    site.sign_in("cleo")
    assert "Take this wording over" not in site.get(at(site, talk)).text
    site.sign_in("dov")
    assert "Take this wording over" in site.get(at(site, talk)).text
    page = site.post(f"{at(site, talk)}/comments/1/take-over")
    assert "The suggested wording is in a new version." in page.text
    assert "With the wording that Edda suggested." in page.text
    assert "taken over in version 2" in page.text
    assert "Look for reuse" in page.text


def test_a_suggestion_that_does_not_fit_any_more_says_why(site, three, talk):
    block = three.block("Look to Reuse").id
    three.comment(
        "edda", talk, "Shorter?", kind="suggestion", block=block, replacement="Reuse things."
    )
    three.revise("dov", talk, three.with_words(OTHER))
    site.sign_in("dov")
    page = site.get(at(site, talk))
    assert "The passage reads differently now" in page.text
    site.post(f"{at(site, talk)}/comments/1/take-over", 409)


def test_two_write_one_proposal(site, three, talk):
    site.sign_in("dov")
    page = site.post(f"{at(site, talk)}/authors", member=three.handle("cleo"))
    assert "Asked to write it too, no answer yet: Cleo" in page.text
    site.sign_in("cleo")
    assert "You are asked to write these too" in site.get("/me").text
    page = site.post(f"{at(site, talk)}/authors/join")
    assert "By Cleo, Dov" in page.text
    assert "Change it: a new version" in page.text


def test_what_changed_since_one_took_part_is_a_link_away(site, three, talk):
    three.comment("cleo", talk)
    three.revise("dov", talk, three.with_words(OTHER))
    site.sign_in("cleo")
    page = site.get(at(site, talk))
    assert "has changed since you last took part" in page.text
    assert f"{at(site, talk)}/versions/1...2" in page.links
    page = site.post(f"{at(site, talk)}/seen", version="2")
    assert "has changed since" not in page.text
    site.sign_in("edda")
    assert "has changed since" not in site.get(at(site, talk)).text


class TestHearing:
    def test_an_objection_is_supported_and_tested(self, site, three, open_one):
        three.answer("edda", open_one)
        site.sign_in("edda")
        page = site.post(f"{at(site, open_one)}/objections/1/support", supports="yes")
        assert "Seen by others too: Edda" in page.text
        page = site.post(
            f"{at(site, open_one)}/objections/1/turns", says="asks", body="Who is left out?"
        )
        assert "Who is left out?" in page.text
        page = site.post(f"{at(site, open_one)}/objections/1/turns", 422, body="Kept.")
        assert "Please choose what you want to say first." in page.text
        assert page.fields["body"] == "Kept." or "Kept." in page.source
        page = site.post(f"{at(site, open_one)}/objections/1/support", supports="no")
        assert "Seen by others too" not in page.text
        site.get(f"{at(site, open_one)}/rounds/1")

    def test_who_has_not_answered_sees_nothing_of_it(self, site, open_one):
        site.sign_in("edda")
        assert "It leaves someone out." not in site.get(at(site, open_one)).text
        site.post(f"{at(site, open_one)}/objections/1/support", 404, supports="yes")

    def test_setting_aside_is_offered_only_where_the_rules_allow(self, site, three, talk, clock):
        three.change_rules("ada", set_aside=True)
        clock.advance(three.charter.ruleset.discussion)
        three.open("ada", talk)
        three.object_to("cleo", talk)
        three.answer_all(talk, ["ada", "bela", "edda", "dov"])
        for name, said in (("ada", "Speak for setting it aside"), ("bela", "second steward")):
            site.sign_in(name)
            assert said in site.get(at(site, talk)).text
            page = site.post(f"{at(site, talk)}/objections/1/set-aside", note=f"{name} looked.")
        assert "set aside by stewards" in page.text
        assert "ada looked." in page.text
        assert "bela looked." in page.text

    def test_without_that_rule_there_is_no_such_button(self, site, three, open_one):
        three.answer("ada", open_one)
        site.sign_in("ada")
        assert "set it aside" not in site.get(at(site, open_one)).text
        site.post(f"{at(site, open_one)}/objections/1/set-aside", 403, note="No.")


class TestHelpers:
    def test_an_objection_is_on_the_desk_and_the_page_at_once(self, site, three, open_one):
        site.sign_in("ada")
        desk = site.get(f"{site.base}/desk").text
        assert "Cleo objected" in desk
        assert "It leaves someone out." in desk
        page = site.get(at(site, open_one)).text
        assert "It leaves someone out." in page
        assert "You see how the others answered once you have answered yourself." in page
        site.sign_in("edda")
        assert "It leaves someone out." not in site.get(at(site, open_one)).text


class TestInConfidence:
    @pytest.fixture
    def secret_one(self, site, three, talk, clock):
        clock.advance(three.charter.ruleset.discussion)
        three.open("ada", talk)
        three.answer("edda", talk, "concern", "I worry about length.")
        site.sign_in("cleo")
        site.post(
            f"{at(site, talk)}/rounds/1/stance", stance="object", reason="It shames people.",
            acceptable_if="Say it kindly.", confidential="yes",
        )  # fmt: skip
        return talk

    def test_members_see_the_reason_without_any_name(self, site, three, secret_one):
        three.answer("dov", secret_one)
        site.sign_in("dov")
        for page in (at(site, secret_one), f"{at(site, secret_one)}/rounds/1"):
            text = site.get(page).text
            assert "Someone objected in confidence." in text
            assert "It shames people." in text
            # Every member can be called upon in a comment: those names say nothing.
            said = text.replace("@Cleo", "").replace("@Edda", "")
            assert "Cleo" not in said
            assert "Edda" not in said, "by elimination, other names would tell"

    def test_a_steward_who_wrote_it_is_not_told_who_is_silent(self, site, three, clock):
        number = three.propose("bela", three.with_words(OTHER))
        three.submit("bela", number)
        clock.advance(three.charter.ruleset.discussion)
        three.open("ada", number)
        site.sign_in("bela")
        # Not before either: names that vanish would tell that somebody objected in confidence.
        assert "Not heard yet" not in site.get(f"{site.base}/desk").text
        three.object_in_confidence("cleo", number)
        assert "Not heard yet" not in site.get(f"{site.base}/desk").text
        site.sign_in("ada")
        assert (
            "Not heard yet: Ada (steward), Bela (steward), Dov, Edda"
            in site.get(f"{site.base}/desk").text
        )

    def test_stewards_who_guide_it_see_the_name_and_the_author_sees_their_own(
        self, site, three, secret_one
    ):
        three.answer("ada", secret_one)
        site.sign_in("ada")
        assert "Cleo objected in confidence" in site.get(at(site, secret_one)).text
        site.sign_in("cleo")
        page = site.get(at(site, secret_one))
        assert "You objected in confidence" in page.text
        assert page.fields["confidential"] == "yes"


class TestDeciding:
    def blocked(self, three, number, clock):
        three.answer("edda", number, "concern", "It is long.")
        three.answer_all(number, ["ada", "bela"])
        three.pass_deadline(number)
        three.tick()
        three.revise("dov", number, three.with_words(OTHER), answers=[1])
        three.open("ada", number)

    def test_an_answer_is_renewed_with_one_press_beside_what_changed(
        self, site, three, open_one, clock
    ):
        self.blocked(three, open_one, clock)
        site.sign_in("edda")
        page = site.get(at(site, open_one))
        assert "You answered before" in page.text
        assert "What has changed since then" in page.text
        assert "My answer is the same: I consent, with a concern" in page.text
        page = site.post(f"{at(site, open_one)}/rounds/2/repeat")
        assert "You answered: I consent, with a concern" in page.text
        assert "Version 2 means to meet it" in page.text

    def test_what_was_written_down_is_confirmed(self, site, three, open_one):
        site.sign_in("ada")
        site.get(f"{at(site, open_one)}/rounds/1/meeting")
        edda, bela = (three.people[name].member for name in ("edda", "bela"))
        said = {f"stance-{edda}": "consent", f"stance-{bela}": "concern"}
        page = site.post(f"{at(site, open_one)}/rounds/1/meeting", 422, **said)
        assert "Please say what your concern is" in page.text
        assert page.fields[f"stance-{edda}"] == "consent"
        said[f"reason-{bela}"] = "It is long."
        page = site.post(f"{at(site, open_one)}/rounds/1/meeting", **said)
        assert "Written down." in page.text
        site.sign_in("edda")
        page = site.get(at(site, open_one))
        assert "Ada (steward) wrote down for you in a meeting: I consent" in page.text
        page = site.post(f"{at(site, open_one)}/rounds/1/repeat")
        assert "You answered: I consent" in page.text
        assert "written down by Ada (steward)" in page.text, "bela's answer still is"

    def test_everyone_gets_more_time(self, site, three, open_one):
        site.sign_in("ada")
        closes = three.round(open_one).value.closes_at + timedelta(days=3)
        typed = {"closes_at": closes.strftime("%Y-%m-%dT%H:%M"), "reason": "A holiday."}
        page = site.post(f"{at(site, open_one)}/rounds/1/extend", **typed)
        assert "Ada (steward) gave everyone more time" in page.text
        page = site.post(f"{at(site, open_one)}/rounds/1/extend", 422, **typed)
        assert "only be moved to a later time" in page.text
        assert page.fields["closes_at"] == typed["closes_at"]
        site.post(f"{at(site, open_one)}/rounds/1/extend", 422, reason="No day.")

    def test_the_outcome_is_told_in_a_stewards_words(self, site, three, open_one):
        three.resolve("cleo", open_one, 1, "withdrawn")
        three.answer_all(open_one, ["ada", "bela", "dov", "edda"])
        three.close("ada", open_one)
        site.sign_in("bela")
        page = site.post(
            f"{at(site, open_one)}/rounds/1/statement", statement="We heard cleo, and agreed."
        )
        assert "We heard cleo, and agreed." in page.text
        assert "What was counted: The proposal passed." in page.text
        assert "We heard cleo, and agreed." in site.get(f"{site.base}/revisions/2").text
        assert "We heard cleo" in site.get(f"{at(site, open_one)}/rounds/1").text
        site.sign_in("dov")
        site.post(f"{at(site, open_one)}/rounds/1/statement", 403, statement="Mine.")


def test_a_correction_is_opened_and_disputed(site, three):
    site.sign_in("dov")
    page = site.post(
        f"{site.base}/amendments/new", base="1", whole=three.with_words(WORDS), title="A slip",
        reason="It is a slip.", editorial="yes", act="submit",
    )  # fmt: skip
    assert "This is meant as a correction" in page.text
    number = 1
    site.sign_in("ada")
    page = site.post(f"{at(site, number)}/rounds")
    assert "Nobody has to answer." in page.text
    site.sign_in("edda")
    page = site.get(at(site, number))
    assert "Can this change go ahead?" not in page.text
    page = site.post(f"{at(site, number)}/rounds/1/dispute", 422, reason="")
    assert "what changes in the meaning" in page.text
    page = site.post(f"{at(site, number)}/rounds/1/dispute", reason="It allows more.")
    assert "It is an ordinary proposal now" in page.text
    assert "In discussion" in page.text


def test_a_review_is_due_and_begun_in_three_ways(site, three, clock):
    day = clock.now.date() + timedelta(days=40)
    number = three.decide("cleo", three.with_words(WORDS), review_on=day)
    three.answer_all(number, EVERYONE)
    three.close("ada", number)
    clock.advance(timedelta(days=40))
    site.sign_in("edda")
    assert "To be looked at again" in site.get("/me").text
    page = site.get(at(site, number))
    assert "The day to look at this again has come" in page.text
    assert "Please choose" in site.post(f"{at(site, number)}/review", 422).text
    page = site.post(f"{at(site, number)}/review", way="change")
    assert page.fields["title"] == "Change: A small change"
    page = site.post(f"{at(site, number)}/review", way="end")
    assert "End: A small change" in page.text
    site.post(f"{at(site, number)}/review", 422, way="keep", review_on="2020-01-01")
    page = site.post(f"{at(site, number)}/review", way="keep", review_on="2099-01-01")
    assert "The text stays as it is: it is kept." in page.text
    site.sign_in("ada")
    assert "To be looked at again" in site.get(f"{site.base}/desk").text


def test_rules_are_changed_with_notice_or_proposed(site, three):
    site.sign_in("ada")
    page = site.get(f"{site.base}/rules")
    assert "An example on the calendar" in page.text
    typed = {name: page.fields[name] for name in ("discussion", "round", "quorum")}
    refused = site.post(f"{site.base}/rules", 422, **{**typed, "round": "soon"}, act="now")
    assert "is not a length of time" in refused.text
    assert refused.fields["round"] == "soon"
    page = site.post(f"{site.base}/rules", **{**typed, "round": "9"}, act="now", reason="Slower.")
    assert "A decision stays open for 9 days at least." in page.text
    site.sign_in("dov")
    site.post(f"{site.base}/rules", 403, **{**typed, "round": "8"}, act="now")
    page = site.post(
        f"{site.base}/rules", **{**typed, "round": "12 hours"}, act="propose", title="Faster"
    )
    assert "A decision stays open for 12 hours at least." in page.text
    assert "Rules of deciding" in page.text


def test_a_member_leaves_and_one_is_removed(site, three):
    site.sign_in("edda")
    page = site.post(f"{site.base}/members/leave")
    assert "You have left this charter." in page.text
    site.sign_in("ada")
    handle = three.handle("dov")
    page = site.post(f"{site.base}/members/remove", 422, member=handle, reason="")
    assert "the reason is recorded" in page.text
    assert 'value="' + handle + '" selected' in page.source
    kept = {"member": handle, "reason": "They moved away."}
    page = site.post(f"{site.base}/members/remove", **kept)
    assert "Nothing is done yet." in page.text
    assert page.fields["reason"] == "They moved away."
    assert "Dov" in site.get(f"{site.base}/members").text
    page = site.post(f"{site.base}/members/remove", **kept, sure="yes")
    assert "Dov" not in page.text
    site.sign_in("cleo")
    site.post(f"{site.base}/members/remove", 403, member=three.handle("bela"), reason="No.")
