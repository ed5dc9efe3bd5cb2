"""After a decision that did not pass: what stands first, for whom, and the way on."""

import pytest

from app.services.deciding.open_round import open_round
from app.services.views.amendment_view import look_at_amendment
from tests.support.texts import KINDNESS

EVERYONE = ["ada", "bela", "cleo", "dov", "edda"]
OPEN = "Not passed: an objection is open"
BETTER = (
    "Be Respectful: Treat one another with kindness, even when opinions differ. Avoid offensive "
    "language, discrimination, and personal attacks. Focus on the idea, not the person."
)
AGAIN = "Cleo had read another text than this one."


def block(c, number, *, objector="cleo", confidential=False, acceptable=BETTER):
    c.open("ada", number)
    c.answer_all(number, [one for one in EVERYONE if one != objector])
    if confidential:
        c.object_in_confidence(objector, number)
    else:
        c.answer(objector, number, "object", "It leaves out those who are alone.", acceptable)
    c.pass_deadline(number)
    c.tick()


@pytest.fixture
def blocked(site):
    """Dov's proposal, to which cleo objects."""
    c = site.community
    number = c.discuss("dov", c.with_words(KINDNESS))
    block(c, number)
    return f"{site.base}/amendments/{number}"


def look_at(site, number=1):
    with site.community.reading("dov") as (reader, access):
        return look_at_amendment(reader, access, number)


def first(page):
    """The words of the page up to where its text begins."""
    return page.text[: page.text.index("The change")]


def test_the_author_makes_a_new_version_from_there(site, blocked):
    site.sign_in("dov")
    page = site.get(blocked)
    assert f"{OPEN} Cleo objected, and that is not resolved." in first(page)
    assert "Make a new version that meets it" in first(page)
    assert f"{blocked}/edit?meets=1" in page.links


def test_the_next_version_opens_with_the_objection_and_is_linked_to_it(site, blocked):
    site.sign_in("dov")
    page = site.get(f"{blocked}/edit?meets=1")
    assert "It leaves out those who are alone." in page.text
    assert "What would make it acceptable: Be Respectful: Treat one another" in page.text
    assert 'name="meets-1" value="yes" checked' in page.source
    assert "autofocus" in page.source
    taken = site.post(f"{blocked}/edit", **{**page.fields, "act": "take:1"})
    field = next(name for name in taken.fields if name.startswith("t."))
    assert taken.fields[field].startswith("Be Respectful: Treat one another with kindness")
    assert 'name="meets-1" value="yes" checked' in taken.source
    site.post(f"{blocked}/edit", **{**taken.fields, "act": "save"})
    assert look_at(site).version.answers == (1,)
    assert "Treat one another with kindness" in look_at(site).proposed.text


def test_what_only_tells_what_is_missing_is_no_wording_to_take(site):
    c = site.community
    number = c.discuss("dov", c.with_words(KINDNESS))
    block(c, number, acceptable="Name them too.")
    site.sign_in("dov")
    page = site.get(f"{site.base}/amendments/{number}/edit?meets=1")
    assert "Name them too." in page.text
    assert "Take this wording over" not in page.text


def test_who_objected_looks_at_it_and_then_at_what_changed(site, blocked):
    site.sign_in("cleo")
    page = site.get(blocked)
    assert "You objected, and your objection is open." in first(page)
    assert "#objection-1" in page.links
    site.community.revise("dov", 1, site.community.with_words(("with kindness", "with care")))
    page = site.get(blocked)
    assert OPEN not in first(page)
    assert "See what changed since, and answer" in first(page)
    assert f"{blocked}/versions/1...2" in page.links


def test_others_read_it_and_readers_are_told_no_more_than_before(site, blocked):
    site.sign_in("edda")
    assert "Read the objection" in first(site.get(blocked))
    site.sign_in(None)
    assert "Cleo" not in site.get(blocked).text


def test_whose_it_is_stays_in_confidence(site):
    c = site.community
    number = c.discuss("dov", c.with_words(KINDNESS))
    block(c, number, confidential=True)
    for name in ("dov", "edda", "ada"):
        site.sign_in(name)
        assert (
            "A member objected, and that is not resolved."
            in site.get(f"{site.base}/amendments/{number}").text
        )


def test_the_steward_is_not_asked_to_open_the_same_words(site, blocked):
    site.sign_in("ada")
    page = site.get(blocked)
    assert "Help with it" in first(page)
    assert "<button>Open the decision</button>" not in page.source
    assert "Decide on the same words again, all the same" in page.text
    desk = site.get(f"{site.base}/desk")
    ready = desk.text[desk.text.index("Ready to decide") :]
    assert "Nothing is ready to be decided." in ready
    before = desk.text[: desk.text.index("Ready to decide")]
    assert f"{OPEN} A small change" in before
    assert "Cleo objected" in before


def test_the_desk_has_it_ready_once_the_words_have_changed(site, blocked):
    site.community.revise("dov", 1, site.community.with_words(("with kindness", "with care")))
    site.sign_in("ada")
    assert "Nothing is ready to be decided." not in site.get(f"{site.base}/desk").text
    assert "<button>Open the decision</button>" in site.get(blocked).source


def test_the_same_words_again_need_a_reason_that_everyone_reads(site, blocked):
    site.sign_in("ada")
    refused = site.post(f"{blocked}/rounds", 409)
    assert "needs a reason that everyone reads" in refused.text
    refused = site.post(f"{blocked}/rounds", 422, again="Because.")
    assert "Please say in a sentence" in refused.text
    assert refused.fields["again"] == "Because."
    site.post(f"{blocked}/rounds", again=AGAIN)
    site.sign_in("cleo")
    page = site.get(blocked)
    assert f"decided on again, for this reason: {AGAIN}" in page.text
    assert "your objection stands unless you say otherwise" in page.text
    site.sign_in(None)
    assert AGAIN not in site.get(blocked).text


def test_an_objection_to_the_same_words_stands_although_nobody_answers_again(site, blocked):
    c = site.community
    with c.writing("ada") as (writer, access):
        open_round(writer, access, 1, again=AGAIN)
    c.answer_all(1, ["ada", "bela", "dov", "edda"])
    c.pass_deadline(1)
    c.tick()
    look = look_at(site)
    assert look.rounds[-1].kept.value.outcome == "blocked"
    assert look.rounds[-1].objections[0].value.is_open
    site.sign_in("edda")
    assert f"this is why: {AGAIN}" in site.get(blocked).text
    assert AGAIN in site.get(f"{blocked}/rounds/2").text


def test_a_reason_of_its_own_is_for_the_same_words_only(site, blocked):
    site.community.revise("dov", 1, site.community.with_words(("with kindness", "with care")))
    site.sign_in("ada")
    assert "needs no reason of its own" in site.post(f"{blocked}/rounds", 422, again=AGAIN).text
