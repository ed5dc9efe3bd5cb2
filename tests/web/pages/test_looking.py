"""What one sees at a glance: history, decisions and proposals as pictures, told in words too."""

import re

PRIVACY = "personal information without permission"


def change(site, *pairs, by="cleo"):
    c = site.community
    number = c.decide(by, c.with_words(*pairs), title="Other words")
    c.answer_all(number, ["ada", "bela", "cleo", "dov", "edda"])
    c.close("ada", number)
    return number


def test_the_history_shows_what_changed_where(site):
    assert '<svg class="picture" role="group"' not in site.get(f"{site.base}/revisions").source
    change(site, (PRIVACY, "personal things without permission"))
    change(site, ("wherever possible", "wherever you can"), ("Last revision", "Revised"))
    page = site.get(f"{site.base}/revisions")
    assert page.source.count('<a class="column"') == 3
    assert f"{site.base}/compare/2...3" in page.links
    picture = page.source.partition('role="group"')[2].partition("</svg>")[0]
    assert picture.count('class="mark is-changed"') == 3
    assert picture.count('class="mark is-introduced"') == picture.count('class="line"') == 5
    assert "Community Stewardship changed: 1 word added, 2 removed" in page.text
    assert "Expected Behaviours changed: 1 word added, 1 removed" in page.text
    assert page.text.count("1 word added, 1 removed") == 2


def test_a_decision_shows_its_people_and_hides_what_is_hidden(site):
    c = site.community
    number = c.decide("cleo", c.with_words((PRIVACY, "personal things without permission")))
    c.object_to("edda", number)
    c.answer("bela", number, "concern", "Hm.")
    for who, told in (
        (None, "2 have answered; 3 have not answered"),
        ("dov", "2 have answered; 3 have not answered"),
        ("bela", "1 objects; 1 consents, with a concern; 3 have not answered"),
    ):
        site.sign_in(who)
        for tail in ("", "/rounds/1"):
            page = site.get(f"{site.base}/amendments/{number}{tail}")
            said = re.findall(r'role="img" aria-label="([^"]+)"', page.source)
            if tail or who:
                assert said == [told]
            shapes = re.findall(r'class="who (is-\w+)"', page.source)
            assert ("is-object" in shapes) == (who == "bela")


def test_the_charter_if_all_of_these_pass(site):
    c = site.community
    numbers = [
        c.propose("cleo", c.with_words((PRIVACY, "personal things without permission"))),
        c.propose("dov", c.with_words((PRIVACY, "any information without permission"))),
        c.propose("dov", c.with_words(("wherever possible", "wherever you can")), title="Alone"),
    ]
    page = site.get(f"{site.base}/amendments/together")
    assert "No open proposal can be shown here" in page.text
    for number in numbers:
        c.submit("cleo" if number == numbers[0] else "dov", number)
    page = site.get(f"{site.base}/amendments")
    assert f"{site.base}/amendments/together" in page.links
    assert "1 word added, 1 removed" in page.text
    assert f"It meets proposal {numbers[1]} in “Respect Privacy”." in page.text
    page = site.get(f"{site.base}/amendments/together")
    together, apart = page.text.split("Not in it")
    assert "Alone" in together
    assert f"It meets proposal {numbers[0]} in “Respect Privacy”." in apart
    assert " → " in apart
    assert "[added: you can" in apart or "wherever you can" in apart
    text = site.get(f"{site.base}/amendments/together?view=text").text
    assert "wherever you can" in text
    assert PRIVACY in text


def test_a_proposal_shows_where_it_stands_and_how_large_it_is(site):
    c = site.community
    number = c.discuss("cleo", c.with_words((PRIVACY, "personal things without permission")))
    asked = c.comment("dov", number, "Why?")
    c.comment("cleo", number, "Because.", reply_to=asked)
    site.sign_in("dov")
    page = site.get(f"{site.base}/amendments/{number}")
    picture = page.source.partition('class="picture way"')[2].partition("</svg>")[0]
    assert re.findall(r'class="stop is-(\w+)"', picture) == [
        "done", "here", "heart", "ahead", "ahead",
    ]  # fmt: skip
    assert "Step 2 of 4: Discussion</desc>" in picture
    assert page.source.count('aria-current="step"') == 1
    mine = site.get("/me")
    assert "Answers to you Comment 2 on" in mine.text
    assert f"{site.base}/amendments/{number}?comment=2#comment-2" in mine.links
    c.withdraw("cleo", number)
    decided = site.get(f"{site.base}/amendments").text.partition("Nothing is being discussed.")[2]
    assert "1 word added, 1 removed" in decided


def test_who_may_not_review_is_not_shown_a_place_for_it(site):
    number = change(site, (PRIVACY, "personal things without permission"))
    place = f"{site.base}/amendments/{number}"
    for who, shown in (("dov", True), (None, False)):
        site.sign_in(who)
        assert ("Look at it again" in site.get(place).text) is shown
