"""Discussing and deciding, from the pages."""

import pytest


@pytest.fixture
def talk(three):
    number = three.propose("dov", three.with_words(("wherever possible", "wherever you can")))
    three.submit("dov", number)
    return number


def at(site, number):
    return f"{site.base}/amendments/{number}"


def test_the_whole_way_from_discussion_to_a_revision(site, three, talk, clock):
    site.sign_in("cleo")
    reuse = three.block("Look to Reuse").id
    said = {"body": "Fine by me.", "kind": "reaction", "block": reuse}
    page = site.post(f"{at(site, talk)}/comments", **said)
    assert "Fine by me." in page.text
    assert "About: Look to Reuse" in page.text
    site.sign_in("ada")
    early = site.get(at(site, talk))
    assert "has not lasted long enough" in early.text
    clock.advance(three.charter.ruleset.discussion)
    page = site.post(f"{at(site, talk)}/rounds")
    assert "Everyone on the roll is being told." in page.text
    for name in ("bela", "cleo", "dov", "edda", "ada"):
        site.sign_in(name)
        assert "1 decision waits" in site.get("/me").text
        page = site.post(f"{at(site, talk)}/rounds/1/stance", stance="consent")
        assert "You answered: I consent" in page.text
    page = site.post(f"{at(site, talk)}/rounds/1/close")
    assert "the proposal is in force" in page.text
    site.sign_in(None)
    told = site.get(site.base)
    assert "Revision 2" in told.text
    assert "wherever you can" in told.text
    site.get(f"{at(site, talk)}/rounds/1")


def test_a_comment_by_htmx_is_answered_with_the_discussion(site, talk):
    site.sign_in("cleo")
    told = site.htmx(f"{at(site, talk)}/comments", body="Quick.", kind="reaction")
    assert told.lstrip().startswith("<section")
    assert "Quick." in told
    refused = site.htmx(f"{at(site, talk)}/comments", 422, body="", kind="question")
    assert "Please write your comment first." in refused


def test_comments_that_cannot_be_used_are_kept(site, talk):
    site.sign_in("cleo")
    page = site.post(
        f"{at(site, talk)}/comments", 422, body="Another wording", kind="suggestion", replacement=""
    )
    assert page.fields["body"] == "Another wording"
    assert page.fields["kind"] == "suggestion"
    assert "#comment-replacement" in page.links
    page = site.post(f"{at(site, talk)}/comments", 422, body="Hm", block="nothing")
    assert "#comment-anchor" in page.links


def test_a_comment_on_some_words_stays_with_them(site, three, talk):
    block = three.block("wherever possible").id
    site.sign_in("cleo")
    said = {"body": "Which ones?", "kind": "question", "block": block}
    page = site.get(f"{at(site, talk)}?passage={block}&quote=wherever%20you%20can")
    assert (page.fields["block"], page.fields["quote"]) == (block, "wherever you can")
    page = site.post(f"{at(site, talk)}/comments", 422, **said, quote="wherever I can")
    assert "These words do not stand in that passage." in page.text
    assert "#comment-quote" in page.links
    assert (page.fields["quote"], page.fields["body"]) == ("wherever I can", "Which ones?")
    page = site.post(f"{at(site, talk)}/comments", 422, **{**said, "block": ""}, quote="can")
    assert "#comment-anchor" in page.links
    page = site.post(f"{at(site, talk)}/comments", **said, quote="Look to Reuse:")
    page = site.post(f"{at(site, talk)}/comments", **said, quote="wherever  you can")
    assert page.source.count('<blockquote dir="auto">wherever you can</blockquote>') == 1
    assert "on an earlier wording" not in page.text
    three.revise("dov", talk, three.with_words(("wherever possible", "at all times")))
    first, second = site.get(at(site, talk)).text.split("Which ones?")[:2]
    assert "Look to Reuse:" in first
    assert "on an earlier wording" not in first
    assert "on an earlier wording As it read in version 1 wherever you can" in second


def test_what_is_written_does_no_harm(site, talk):
    site.sign_in("cleo")
    body = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](http://evil.example/z.png)"
    page = site.post(f"{at(site, talk)}/comments", body=body)
    assert "alert(1)" in page.text
    assert "evil.example/z.png" not in [link for link in page.links if link.startswith("http")]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"stance": ""}, "stance-stance"),
        ({"stance": "perhaps"}, "stance-stance"),
        ({"stance": "concern"}, "stance-reason"),
        ({"stance": "object", "acceptable_if": "Name them."}, "stance-reason"),
        ({"stance": "object", "reason": "Someone is left out."}, "stance-acceptable_if"),
    ],
)
def test_an_answer_that_lacks_words(site, three, clock, talk, typed, field):
    clock.advance(three.charter.ruleset.discussion)
    three.open("ada", talk)
    site.sign_in("cleo")
    page = site.post(f"{at(site, talk)}/rounds/1/stance", 422, **typed)
    assert f"#{field}" in page.links
    for name in ("reason", "acceptable_if"):
        assert page.fields[name] == typed.get(name, "")


def test_an_answer_too_late_or_from_outside_the_roll(site, three, clock, talk):
    clock.advance(three.charter.ruleset.discussion)
    three.open("ada", talk)
    three.join("gil")
    site.sign_in("gil")
    page = site.post(f"{at(site, talk)}/rounds/1/stance", 403, stance="consent")
    assert "not on the roll" in page.text
    clock.set(three.round(talk).value.closes_at)
    site.sign_in("cleo")
    page = site.post(
        f"{at(site, talk)}/rounds/1/stance", 409, stance="concern", reason="My long words."
    )
    assert "closed" in page.text


def test_answers_are_seen_after_ones_own(site, three, clock, talk):
    clock.advance(three.charter.ruleset.discussion)
    three.open("ada", talk)
    three.answer("edda", talk, "concern", "A quiet worry.")
    site.sign_in("cleo")
    assert "A quiet worry." not in site.get(at(site, talk)).text
    told = site.htmx(f"{at(site, talk)}/rounds/1/stance", stance="consent")
    assert "A quiet worry." in told


def test_an_objection_and_its_end(site, three, clock, talk):
    clock.advance(three.charter.ruleset.discussion)
    three.open("ada", talk)
    three.object_to("cleo", talk)
    site.sign_in("edda")
    three.answer("edda", talk)
    assert "It leaves someone out." in site.get(at(site, talk)).text
    site.sign_in("cleo")
    page = site.post(
        f"{at(site, talk)}/rounds/1/objections/1", resolution="kept_as_concern", note="We talked."
    )
    assert "kept as a concern" in page.text


def test_buttons_say_why_they_cannot_be_pressed(site, three, clock):
    own = three.propose("ada", three.with_words(("wherever possible", "wherever you can")))
    three.submit("ada", own)
    site.sign_in("ada")
    assert "another steward has to open" in site.get(at(site, own)).text
    page = site.post(f"{at(site, own)}/rounds", 403)
    assert "another steward has to open" in page.text
    clock.advance(three.charter.ruleset.discussion)
    three.open("bela", own)
    site.sign_in("bela")
    assert "too early to close" in site.get(at(site, own)).text
    site.post(f"{at(site, own)}/rounds/1/close", 409)
    site.sign_in("ada")
    assert "cannot change now" in site.get(at(site, own)).text
    site.get(f"{at(site, own)}/edit", 409)


def test_a_deadline_too_soon_is_said_and_kept(site, three, clock, talk):
    clock.advance(three.charter.ruleset.discussion)
    site.sign_in("ada")
    page = site.post(f"{at(site, talk)}/rounds", 422, closes_at="2026-03-08T10:00")
    assert page.fields["closes_at"] == "2026-03-08T10:00"
    assert "#open-closes_at" in page.links
    site.post(f"{at(site, talk)}/rounds", 422, closes_at="whenever")


def test_withdrawing(site, talk):
    site.sign_in("cleo")
    site.post(f"{at(site, talk)}/withdraw", 403)
    site.sign_in("dov")
    assert "Dov withdrew it." in site.post(f"{at(site, talk)}/withdraw").text
    site.post(f"{at(site, talk)}/withdraw", 409)
