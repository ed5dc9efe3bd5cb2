"""Asking who began a thread to look again, and their answer, from the pages."""

import pytest

from tests.support.texts import KINDNESS_OTHERWISE, LEARNING

EVERYONE = ["ada", "bela", "cleo", "dov", "edda"]
QUOTE = "even when opinions differ"
ASK = "Ask Edda to look again"


@pytest.fixture
def talk(site):
    """Cleo's proposal, with a comment on words that it leaves as they are."""
    c = site.community
    number = c.discuss("cleo", c.with_words(LEARNING))
    c.comment("edda", number, "Why so?", block=c.block("Be Respectful").id, quote=QUOTE)
    return f"{site.base}/amendments/{number}"


@pytest.fixture
def newer(site, talk):
    """The same, on a newer version."""
    site.community.revise("cleo", 1, site.community.with_words(KINDNESS_OTHERWISE))
    return talk


def test_nobody_is_asked_while_nothing_has_changed(site, talk):
    site.sign_in("cleo")
    assert ASK not in site.get(talk).text
    assert "Nothing has changed" in site.post(f"{talk}/comments/1/look-again", 409).text


def test_an_author_asks_and_one_press_says_that_it_stands(site, newer):
    site.sign_in("dov")
    assert ASK not in site.get(newer).text
    site.post(f"{newer}/comments/1/look-again", 403)
    site.sign_in("cleo")
    assert ASK in site.get(newer).text
    page = site.post(f"{newer}/comments/1/look-again")
    assert "Asked. They are being told" in page.text
    assert "Cleo asked Edda to look again, in version 2." in page.text
    assert ASK not in page.text
    assert "It still stands" not in page.text

    site.sign_in("edda")
    me = site.get("/me")
    assert "You are asked to look again Your comment on A small change by Cleo" in me.text
    assert f"{newer}?comment=1#comment-1" in me.links
    page = site.get(newer)
    assert "Cleo asks you to look again at what became of this, in version 2." in page.text
    assert "It is settled : comment 1" in page.text
    page = site.post(f"{newer}/comments/1/still-stands")
    assert "Noted: your comment still stands." in page.text
    assert "Edda looked again in version 2: it still stands." in page.text
    assert "You are asked to look again" not in site.get("/me").text

    site.sign_in("cleo")
    page = site.get(newer)
    assert "Edda looked again in version 2: it still stands." in page.text
    assert ASK not in page.text
    record = site.get(f"{site.base}/record").text
    assert "Cleo asked for another look at comment 1 on proposal 1 by its author." in record
    assert "Edda looked again: their comment 1 on proposal 1 still stands." in record


def test_one_press_says_that_it_is_settled(site, newer):
    site.community.ask_again("ada", 1, 1)
    site.sign_in("edda")
    page = site.post(f"{newer}/comments/1/settled", settled="yes")
    assert "The thread is marked as settled." in page.text
    assert "asks you to look again" not in page.text
    assert "still stands" not in page.text


def test_a_steward_asks_where_a_publication_changed_the_words(site, talk):
    c = site.community
    number = c.decide("dov", c.with_words((QUOTE, "also when opinions differ")))
    c.answer_all(number, EVERYONE)
    assert c.close("ada", number).outcome == "passed"
    site.sign_in("bela")
    assert ASK in site.get(talk).text
    page = site.post(f"{talk}/comments/1/look-again")
    assert "Bela (steward) asked Edda to look again, in version 1." in page.text


def test_others_than_members_read_nothing_of_it(site, newer):
    site.community.ask_again("ada", 1, 1)
    site.sign_in(None)
    page = site.get(newer)
    assert "look again" not in page.text
    site.post(f"{newer}/comments/1/look-again", 403)
    site.post(f"{newer}/comments/1/still-stands", 403)
