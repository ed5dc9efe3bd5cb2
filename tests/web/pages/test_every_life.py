"""Leaving a proposal, taking it up, withdrawing it with a reason, closing it: from the pages."""

from datetime import timedelta

import pytest

WORDS = ("wherever possible", "wherever you can")
WEEK = timedelta(days=7)


@pytest.fixture
def talk(three):
    """A proposal by dov in discussion."""
    number = three.propose("dov", three.with_words(WORDS))
    three.submit("dov", number)
    return number


def at(site, number):
    return f"{site.base}/amendments/{number}"


def test_a_withdrawal_says_why_and_any_member_takes_it_up_again(site, talk):
    site.sign_in("dov")
    page = site.post(f"{at(site, talk)}/withdraw", reason="I have no time.")
    assert "The proposal is withdrawn." in page.text
    assert page.text.count("I have no time.") == 2  # at its head, and in its story
    assert "Dov withdrew it." in page.text
    site.sign_in(None)
    assert "Take it up" not in site.get(at(site, talk)).text
    site.sign_in("edda")
    assert "Take it up again" in site.get(at(site, talk)).text
    page = site.post(f"{at(site, talk)}/adopt")
    assert "You write this proposal now." in page.text
    assert "Written before by Dov" in page.text
    assert "Edda took it up." in page.text
    assert "In discussion" in page.text


def test_what_is_too_long_is_kept_in_its_field(site, talk):
    site.sign_in("dov")
    long = "x" * 10_001
    refused = site.post(f"{at(site, talk)}/withdraw", 422, reason=long)
    assert "10,000 is the most" in refused.text
    assert refused.source.count(long) == 1


def test_an_orphan_is_taken_up_with_one_press(site, three, talk):
    three.leave("dov")
    site.sign_in("edda")
    page = site.get(at(site, talk))
    assert "Nobody writes this proposal any more." in page.text
    assert f"{at(site, talk)}/adopt" in page.source
    page = site.post(f"{at(site, talk)}/adopt")
    assert "Nobody writes this proposal any more." not in page.text
    assert "Change it: a new version" in page.text


def test_an_author_stops_writing_and_hands_over(site, three, talk):
    site.sign_in("dov")
    assert "Stop writing it" in site.get(at(site, talk)).text
    handle = three.handle("edda")
    site.post(f"{at(site, talk)}/authors", member=handle, hand_over="yes")
    site.sign_in("edda")
    assert "handed over to you" in site.get(at(site, talk)).text
    page = site.post(f"{at(site, talk)}/authors/join")
    assert "Dov stopped writing it." in page.text
    page = site.post(f"{at(site, talk)}/leave")
    assert "You do not write this proposal any more." in page.text
    assert "Nobody writes this proposal any more." in page.text
    assert "By Dov, Edda" in page.text
    assert "by Dov" in site.get(f"{site.base}/amendments").text


def test_a_button_and_the_server_refuse_with_the_same_words(site, three, clock):
    number = three.propose("ada", three.with_words(WORDS))
    three.submit("ada", number)
    three.invite_author("ada", number, "bela")
    three.join_authors("bela", number)
    clock.advance(three.charter.ruleset.discussion)
    said = "Every steward writes this proposal. One of you can leave its authorship"
    site.sign_in("ada")
    assert said in site.get(at(site, number)).text
    assert said in site.post(f"{at(site, number)}/rounds", 403).text
    site.post(f"{at(site, number)}/leave")
    assert "The decision is open." in site.post(f"{at(site, number)}/rounds").text


def test_an_end_is_announced_and_anybody_says_no(site, talk):
    site.sign_in("ada")
    page = site.get(at(site, talk))
    assert "Is nothing left to decide?" in page.text
    assert "Please choose why" in site.post(f"{at(site, talk)}/close", 422).text
    refused = site.post(f"{at(site, talk)}/close", 422, reason="stale")
    assert "Please say why: everyone is told." in refused.text
    site.post(f"{at(site, talk)}/close", 409, reason="contained")
    site.post(f"{at(site, talk)}/close", 422, reason="duplicate", of="x")
    page = site.post(f"{at(site, talk)}/close", reason="stale", note="We moved on.")
    assert "announced that it is to be closed" in page.text
    assert "nobody goes on with it" in page.text
    assert "Is nothing left to decide?" not in page.text
    site.sign_in("edda")
    assert "If no member says no before" in site.get(at(site, talk)).text
    assert "why it should go on" in site.post(f"{at(site, talk)}/keep-open", 422).text
    page = site.post(f"{at(site, talk)}/keep-open", reason="I want it still.")
    assert "Noted: the proposal goes on." in page.text
    assert "Edda said no: it goes on." in page.text
    assert "I want it still." in page.text


def test_nobody_says_no_and_whoever_looks_first_finds_it_closed(site, three, talk, clock):
    other = three.propose("edda", three.with_words(("wherever possible", "where you can")))
    three.submit("edda", other)
    three.announce_end("ada", talk, "duplicate", "", other)
    clock.advance(WEEK)
    site.sign_in("cleo")
    page = site.get(at(site, talk))
    assert f"It was closed, as nobody said no: proposal {other} asks for the same." in page.text
    assert at(site, other) in page.links
    assert "Closed" in site.get(f"{site.base}/amendments").text
    assert "was closed, as nobody said no" in site.get(f"{site.base}/record").text


def test_an_objection_of_somebody_who_left_says_why_it_is_open_no_more(site, three, talk, clock):
    clock.advance(three.charter.ruleset.discussion)
    three.open("ada", talk)
    three.object_to("cleo", talk)
    three.leave("cleo")
    three.answer("edda", talk)
    site.sign_in("edda")
    page = site.get(at(site, talk))
    assert "kept as a concern, because its author left" in page.text
    assert "Cleo" not in page.text.partition("Not heard yet")[2][:200]


def test_the_desk_says_what_nobody_writes_and_what_is_announced_to_be_closed(site, three, talk):
    site.sign_in("ada")
    desk = f"{site.base}/desk"
    three.clock.advance(three.charter.ruleset.discussion)
    assert "It is announced that it is closed" not in site.get(desk).text
    three.leave("dov")
    assert "Nobody writes this proposal any more." in site.get(desk).text
    assert "Nothing is ready to be decided." not in site.get(desk).text
    three.announce_end("ada", talk)
    page = site.get(desk).text
    assert "It is announced that it is closed on" in page
    assert "Nothing is ready to be decided." in page
