"""A proposal that does not fit is led out of the conflict, place by place, without a script."""

import pytest

from app.services.views.amendment_view import look_at_amendment
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE, LEARNING, SHARING

EVERYONE = ["ada", "bela", "cleo", "dov", "edda"]
OTHERS = "To each other"


def publish(community, *words, by="dov", title=OTHERS):
    number = community.decide(by, community.with_words(*words), title=title)
    community.answer_all(number, EVERYONE)
    assert community.close("ada", number).outcome == "passed"
    return number


def look_at(community, number):
    with community.reading("cleo") as (reader, access):
        return look_at_amendment(reader, access, number)


@pytest.fixture
def met(site):
    """Cleo's proposal 1 meets what was published from dov's; she is signed in."""
    c = site.community
    number = c.discuss("cleo", c.with_words(KINDNESS_OTHERWISE, LEARNING))
    publish(c, KINDNESS)
    site.sign_in("cleo")
    return f"{site.base}/amendments/{number}"


def choose(page, choice, **more):
    own = next(name for name in page.fields if name.startswith("own-"))
    return {**page.fields, own.replace("own-", "place-"): choice, **more}


def text_of(site):
    return look_at(site.community, 1).proposed.text


def test_it_shows_what_was_what_is_and_by_which_decision(site, met):
    page = site.get(f"{met}/edit")
    assert "Fit it to the charter as it reads now" in page.text
    assert "When it was written" in page.text
    assert "Now, by revision 2 of 12 March 2026" in page.text
    assert f"proposal 2: {OTHERS}" in page.text
    assert f"{site.base}/amendments/2" in page.links
    assert "What your proposal wants" in page.text


def test_nothing_is_chosen_beforehand_and_the_field_holds_the_text_in_force(site, met):
    page = site.get(f"{met}/edit")
    own = next(words for name, words in page.fields.items() if name.startswith("own-"))
    assert "Treat each other with kindness" in own
    refused = site.post(f"{met}/edit/places", 422, **{**page.fields, "act": "save"})
    assert "Choose what is to stand at each place." in refused.text


def test_the_text_in_force_stays_and_the_rest_of_the_proposal_too(site, met):
    page = site.get(f"{met}/edit")
    done = site.post(f"{met}/edit/places", **choose(page, "in_force", act="save"))
    assert done.address.endswith("?said=revised")
    assert text_of(site) == site.community.with_words(LEARNING)
    assert look_at(site.community, 1).standing.kind == "clean"


def test_mine_takes_back_what_was_adopted_and_asks_once(site, met):
    page = site.get(f"{met}/edit")
    refused = site.post(f"{met}/edit/places", 409, **choose(page, "mine", act="save"))
    assert "takes back what was adopted in the meantime: revision 2 (proposal 2" in refused.text
    done = site.post(f"{met}/edit/places", **choose(refused, "mine", act="save", takes_back="yes"))
    assert done.address.endswith("?said=revised")
    assert "Treat everyone with great kindness" in text_of(site)
    assert look_at(site.community, 1).standing.kind == "clean"


def test_own_words_stand_there(site, met):
    page = site.get(f"{met}/edit")
    own = next(name for name in page.fields if name.startswith("own-"))
    wording = page.fields[own].replace("kindness", "kindness and patience")
    sent = choose(page, "own", act="save", **{own: wording})
    site.post(f"{met}/edit/places", **sent)
    assert "Treat each other with kindness and patience" in text_of(site)


def test_own_words_are_not_lost_where_something_else_was_chosen(site, met):
    page = site.get(f"{met}/edit")
    own = next(name for name in page.fields if name.startswith("own-"))
    sent = choose(page, "in_force", act="save", **{own: "Be kind."})
    refused = site.post(f"{met}/edit/places", 422, **sent)
    assert "You wrote words of your own" in refused.text
    assert refused.fields[own] == "Be kind."


def test_where_the_text_moved_on_again_nothing_is_saved(site, met):
    page = site.get(f"{met}/edit")
    publish(site.community, SHARING)
    site.sign_in("cleo")
    refused = site.post(f"{met}/edit/places", 409, **choose(page, "in_force", act="save"))
    assert "has changed again since you opened this page" in refused.text
    assert look_at(site.community, 1).version.number == 1


def test_what_was_chosen_can_be_written_on_in_the_text(site, met):
    page = site.get(f"{met}/edit")
    shown = site.post(f"{met}/edit/places", **choose(page, "in_force", act="write"))
    assert "The whole charter" not in shown.text
    saved = site.post(f"{met}/edit", **{**shown.fields, "act": "save"})
    assert saved.address.endswith("?said=revised")
    assert text_of(site) == site.community.with_words(LEARNING)


def test_a_proposal_of_which_nothing_is_left_is_not_saved(site):
    c = site.community
    c.discuss("cleo", c.with_words(KINDNESS_OTHERWISE))
    publish(c, KINDNESS)
    site.sign_in("cleo")
    address = f"{site.base}/amendments/1"
    page = site.get(f"{address}/edit")
    refused = site.post(f"{address}/edit/places", 422, **choose(page, "in_force", act="save"))
    assert "nothing is left of this proposal" in refused.text


def test_the_text_itself_begins_from_what_is_in_force(site, met):
    page = site.get(f"{met}/edit?by=hand")
    assert "stands here as it reads now" in page.text
    assert not any("everyone with great kindness" in words for words in page.fields.values())
    site.post(f"{met}/edit", **{**page.fields, "act": "save"})
    assert text_of(site) == site.community.with_words(LEARNING)


def test_old_words_in_the_text_are_asked_about_once(site, met):
    page = site.get(f"{met}/edit?by=hand")
    whole = site.post(f"{met}/edit", **{**page.fields, "act": "whole"}).fields
    back = whole["whole"].replace(*reversed(KINDNESS))
    refused = site.post(f"{met}/edit", 409, **{**whole, "whole": back, "act": "save"})
    assert "takes back what was adopted in the meantime" in refused.text
    assert "Yes, take it back" in refused.text
    sent = {**refused.fields, "act": "save", "takes_back": "yes"}
    assert site.post(f"{met}/edit", **sent).address.endswith("?said=revised")


def test_a_place_alone_can_be_kept_with_one_press(site):
    c = site.community
    after = c.block(KINDNESS[0]).text
    text = c.head.document.text.replace(after, f"{after}\n- **Sing:** Sing together.")
    c.discuss("cleo", text)
    publish(c, ("## Expected Behaviours", "## How we meet"), title="A heading")
    site.sign_in("cleo")
    page = site.get(f"{site.base}/amendments/1/edit")
    assert "It still belongs there" in page.text
    assert "proposal 2: A heading" in page.text
    done = site.post(f"{site.base}/amendments/1/edit/places", **choose(page, "mine", act="save"))
    assert done.address.endswith("?said=revised")
    assert "- **Sing:** Sing together." in text_of(site)


def test_nobody_but_an_author_chooses(site, met):
    page = site.get(f"{met}/edit")
    sent = choose(page, "in_force", act="save", by="")
    site.sign_in("edda")
    assert "author" in site.post(f"{met}/edit/places", 403, **sent).text
