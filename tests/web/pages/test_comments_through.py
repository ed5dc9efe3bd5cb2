"""Comments on an open proposal, while others are published: what they quote, as it stands now."""

import pytest

from tests.support.texts import LEARNING

EVERYONE = ["ada", "bela", "cleo", "dov", "edda"]
QUOTE = "even when opinions differ"


@pytest.fixture
def talk(site):
    """Cleo's proposal, with a comment on words that it leaves as they are."""
    c = site.community
    number = c.discuss("cleo", c.with_words(LEARNING))
    c.comment("edda", number, "Why so?", block=c.block("Be Respectful").id, quote=QUOTE)
    return f"{site.base}/amendments/{number}"


def publish(c, *words):
    number = c.decide("dov", c.with_words(*words))
    c.answer_all(number, EVERYONE)
    assert c.close("ada", number).outcome == "passed"


def comment(page):
    start = page.text.index("Reaction")
    return page.text[start : page.text.index("Why so?", start)]


def test_words_that_two_publications_took_out_are_not_shown_as_if_they_stood(site, talk):
    site.sign_in("edda")
    assert "earlier wording" not in comment(site.get(talk))
    publish(site.community, (f"{QUOTE}. ", "always. "))
    publish(site.community, ("with kindness, always", "with kindness"))
    site.sign_in("edda")
    shown = comment(site.get(talk))
    assert "on an earlier wording" in shown
    assert f"As it read in version 1 {QUOTE}" in shown
    assert "It reads now" not in shown


def test_words_that_were_changed_are_shown_with_both(site, talk):
    publish(site.community, (QUOTE, "also when opinions differ"))
    site.sign_in("edda")
    shown = comment(site.get(talk))
    assert "It reads now:" in shown
    assert f"As it read in version 1 {QUOTE}" in shown


def test_words_that_stand_there_twice_are_asked_about(site, talk):
    site.sign_in("edda")
    passage = site.community.block("Be Respectful")
    sent = {"block": passage.id, "quote": "on", "body": "Here?", "kind": "question"}
    page = site.post(f"{talk}/comments", 422, **sent)
    assert "Which of them do you mean?" in page.text
    assert page.fields["body"] == "Here?"
    done = site.post(f"{talk}/comments", **sent, occurrence="2")
    assert "said=commented" in done.address
