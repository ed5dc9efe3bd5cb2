"""Answering from a signed link: looking changes nothing, and the link opens nothing else."""

from datetime import timedelta

import pytest

from app.services.authentication.answer_link import make
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE


@pytest.fixture
def number(three):
    """A proposal by cleo that is being decided."""
    return three.decide("cleo", three.with_words(KINDNESS))


@pytest.fixture
def link(site, three, number):
    """Where someone answers in the newest round, or in another one."""

    def of(name, decision=None):
        kept = three.round(number, decision)
        member, until = three.people[name].member, kept.value.closes_at
        return f"/answer/{make(site.installation.secret, kept.id, member, until)}"

    return of


def stance(three, number, name):
    decision = three.round(number).value
    given = decision.stances.get(decision.seat_of(three.people[name].member))
    return given.kind.value if given else None


def test_the_page_shows_the_question_and_looking_changes_nothing(site, three, number, link):
    before = three.lines()
    for _ in range(2):
        page = site.get(link("dov"))
    assert three.lines() == before
    assert "Care Charter" in page.text
    assert "A small change" in page.text
    assert "others → “each other”" in page.text
    assert "in 7 days" in page.text
    for words in ("I consent", "I stand aside", "I need more time", "I object"):
        assert words in page.text
    assert "You have not answered yet" in page.text


def test_a_press_of_the_button_counts_for_that_member_alone(site, three, number, link):
    page = site.post(link("dov"), stance="concern", reason="It is long.")
    assert "Your answer is kept." in page.text
    assert "You said: I consent, with a concern" in page.text
    assert page.fields["reason"] == "It is long."
    assert stance(three, number, "dov") == "concern"
    assert stance(three, number, "edda") is None
    site.post(link("dov"), stance="consent")
    assert stance(three, number, "dov") == "consent"


def test_it_signs_nobody_in_and_names_nobody(site, three, number, link):
    three.answer("edda", number, "concern", "A secret of ours.")
    three.answer("dov", number)
    answer = site.client.get(link("dov"))
    assert "set-cookie" not in answer.headers
    for hidden in ("Ada", "Bela", "Cleo", "Dov", "Edda", "A secret of ours.", site.base):
        assert hidden not in answer.text
    site.client.post(link("dov"), data={"stance": "consent"})
    assert not site.client.cookies


def test_it_is_kept_nowhere_and_leads_to_no_other_site(site, link, number):
    for answer in (
        site.client.get(link("dov")),
        site.client.post(link("dov"), data={"stance": "consent"}, follow_redirects=False),
        site.client.get("/answer/forged"),
    ):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    page = site.get(link("dov"))
    assert "next=/answer" not in page.source, "signing in does not take the link along"


def test_what_cannot_be_used_is_said_and_what_was_typed_stays(site, three, number, link):
    page = site.post(link("dov"), 422, stance="object", reason="It hurts.")
    assert "would make the proposal acceptable" in page.text
    assert page.fields["reason"] == "It hurts."
    assert site.post(link("dov"), 422).text.count("choose one of the five") >= 1
    assert stance(three, number, "dov") is None


def test_an_objection_can_be_given_in_confidence(site, three, number, link):
    words = {"reason": "It hurts.", "acceptable_if": "Soften it."}
    page = site.post(link("dov"), stance="object", confidential="yes", **words)
    assert page.fields["confidential"] == "yes"
    [kept] = three.objections(number)
    assert kept.value.confidential


@pytest.mark.parametrize("post", [False, True])
def test_after_the_deadline_nothing_counts(site, three, number, link, post):
    dov = link("dov")
    three.pass_deadline(number)
    page = site.post(dov, 410, stance="consent") if post else site.get(dov, 410)
    assert "has ended" in page.text
    three.tick()
    page = site.post(dov, 410, stance="consent") if post else site.get(dov, 410)
    assert "has ended" in page.text
    assert stance(three, number, "dov") is None


def test_it_is_for_its_round_only(site, three, number, link):
    three.object_to("edda", number)
    first = link("dov")
    three.pass_deadline(number)
    three.tick()
    three.revise("cleo", number, three.with_words(KINDNESS_OTHERWISE))
    three.open("ada", number)
    site.post(first, 410, stance="consent")
    assert stance(three, number, "dov") is None
    assert "You objected in an earlier decision" in site.get(link("edda")).text
    assert "You objected" not in site.get(link("dov")).text


def test_more_time_for_everyone_is_more_time_here(site, three, number, link):
    dov = link("dov")
    assert "more time now" not in site.get(dov).text
    three.extend("ada", number, three.round(number).value.closes_at + timedelta(days=2))
    assert "There is more time now" in site.get(dov).text
    three.clock.advance(timedelta(days=8))
    site.post(dov, stance="consent")
    assert stance(three, number, "dov") == "consent"


def test_who_was_removed_cannot_answer_by_it(site, three, number, link):
    dov = link("dov")
    three.remove("ada", "dov")
    assert "does not work" in site.get(dov, 404).text
    site.post(dov, 404, stance="consent")
    assert stance(three, number, "dov") is None


def test_who_is_not_on_the_roll_has_no_link(site, three, number, link):
    three.join("finn")
    site.get(link("finn"), 404)


@pytest.mark.parametrize("token", ["x", "1.2.3.4", "%00", "1.2.3." + "A" * 43, "é" * 20])
def test_a_forged_link_gets_a_kind_page(site, number, token):
    page = site.get(f"/answer/{token}", 404)
    assert "may not have been copied whole" in page.text
    assert "/sign-in" in page.links


def test_somebody_elses_link_cannot_be_made_from_ones_own(site, three, number, link):
    mine, theirs = link("dov").split("."), link("edda").split(".")
    site.get(".".join([*theirs[:3], mine[3]]), 404)


def test_another_site_cannot_press_the_button(site, three, number, link):
    answer = site.client.post(
        link("dov"), data={"stance": "consent"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert stance(three, number, "dov") is None


def test_a_correction_asks_for_no_answer(site, three, link):
    number = three.propose("cleo", three.with_words(("## Purpose", "## Purposes")), editorial=True)
    three.submit("cleo", number)
    three.open("ada", number)
    kept = three.round(number)
    token = make(
        site.installation.secret, kept.id, three.people["dov"].member, kept.value.closes_at
    )
    assert "needs no answers" in site.get(f"/answer/{token}", 409).text
    site.post(f"/answer/{token}", 409, stance="consent")


@pytest.mark.parametrize(
    ("rules", "words"),
    [({"round": "P9D"}, "9 days at least"), ({"set_aside": True}, "Two stewards")],
)
def test_rules_that_would_change_are_part_of_the_question(site, three, link, rules, words):
    number = three.decide("cleo", rules=rules)
    kept = three.round(number)
    token = make(
        site.installation.secret, kept.id, three.people["dov"].member, kept.value.closes_at
    )
    page = site.get(f"/answer/{token}")
    assert "How we decide would change" in page.text
    assert words in page.text


def test_the_address_cannot_be_a_charter(found_community):
    with pytest.raises(Exception, match="cannot be a slug"):
        found_community(slug="answer")
