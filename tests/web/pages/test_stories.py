"""The story of a proposal, the words of a passage by revision, and changes to go through."""

from datetime import timedelta

from tests.support.texts import KINDNESS

PRIVACY = "personal information without permission"
SINCE = "It leaves someone out."


def test_the_whole_story_of_a_proposal(site):
    c = site.community
    number = c.propose("cleo", c.with_words((PRIVACY, "personal things without permission")))
    c.submit("cleo", number)
    block = c.block("Respect Privacy").id
    first = c.comment("dov", number, "Shorter.", kind="suggestion", block=block,
                      replacement="Keep what is private, private.")  # fmt: skip
    c.comment("edda", number, "Yes.")
    c.clock.advance(timedelta(hours=1))
    c.take_over("cleo", number, first)
    c.clock.advance(c.charter.ruleset.discussion)
    c.open("ada", number)
    c.object_to("edda", number)
    c.answer_all(number, ["ada", "bela", "dov"])
    c.pass_deadline(number)
    c.tick()
    c.clock.advance(timedelta(hours=1))
    c.revise("cleo", number, c.with_words((PRIVACY, "things without asking")), answers=[1],
             note="Closer to what was meant.")  # fmt: skip
    c.clock.advance(c.charter.ruleset.discussion)
    c.open("ada", number)
    c.answer_all(number, ["ada", "bela", "cleo", "dov", "edda"])
    c.close("ada", number)
    site.sign_in("dov")
    told = site.get(f"{site.base}/amendments/{number}").text.partition("Its story")[2]
    at = -1
    for words in (
        "Cleo began to write it.",
        "It was brought before all members.",
        "2 comments were made by 2 people.",
        "Cleo made version 2. It takes over a wording that Dov suggested.",
        "Decision 1 began, on version 2.",
        "Edda objected: objection 1. " + SINCE,
        "Decision 1 closed. Not passed: an objection is open.",
        "Cleo made version 3. It means to meet objection 1. Closer to what was meant.",
        "Decision 2 began, on version 3.",
        "Objection 1 ended: integrated",
        "Decision 2 closed. Passed.",
        "It is in force, as revision 2 of the charter.",
    ):
        assert words in told, words
        assert told.index(words) > at, words
        at = told.index(words)
    site.sign_in(None)
    told = site.get(f"{site.base}/amendments/{number}")
    story = told.text.partition("Its story")[2]
    assert "A member made version 2. It takes over a wording that a member suggested." in story
    assert "objected:" not in story
    assert "comments were made" not in story
    assert not {"cleo", "dov", "edda"} & set(story.lower().replace(".", " ").split())
    assert f"{site.base}/amendments/{number}/versions/2...3" in told.links


def test_an_objection_in_confidence_has_no_name_in_the_story(site):
    c = site.community
    number = c.decide("cleo", c.with_words((PRIVACY, "personal things without permission")))
    with c.writing("edda") as (writer, access):
        from app.services.deciding.take_stance import take_stance

        words = {"reason": SINCE, "acceptable_if": "Name them."}
        take_stance(writer, access, number, 1, "object", words, confidential=True)
    c.answer("dov", number)
    site.sign_in("dov")
    story = site.get(f"{site.base}/amendments/{number}").text.partition("Its story")[2]
    assert "Someone objected in confidence: objection 1." in story
    assert "Edda" not in story


def test_the_words_of_a_passage_tell_which_revision_they_came_with(site):
    c = site.community
    words = PRIVACY.replace("information", "or sensitive information")
    number = c.decide("cleo", c.with_words((PRIVACY, words)), title="Other words")
    c.answer_all(number, ["ada", "bela", "cleo", "dov", "edda"])
    c.close("ada", number)
    address = f"{site.base}/passages/{c.block('Respect Privacy').id}"
    page = site.get(address)
    assert f"{address}?words=yes#words-title" in page.links
    assert "Other words : 2 words" not in page.text
    told = site.get(f"{address}?words=yes").text.partition("Which words came when")[2]
    assert (
        "from sharing personal from revision 1 or sensitive from revision 2 information without "
        "permission. from revision 1"
    ) in told
    assert "Revision 2 , " in told
    assert "Other words : 2 words" in told


def test_changes_are_gone_through_one_by_one(site):
    c = site.community
    pairs = [(PRIVACY, "personal things without permission"), ("kindness, even", "kindness, also")]
    number = c.propose("cleo", c.with_words(pairs[0]))
    c.revise("cleo", number, c.with_words(*pairs, ("wherever possible", "wherever you can")))
    site.sign_in("cleo")
    address = f"{site.base}/amendments/{number}/versions/1...2"
    for view in ("", "?view=side"):
        page = site.get(address + view)
        first, last = c.block("Be Respectful").id, c.block("Look to Reuse").id
        assert "Change 1 of 2 · the next one" in page.text
        assert "Change 2 of 2 · the one before" in page.text
        assert {f"#c-{first}", f"#c-{last}"} <= set(page.links)
        assert {f"c-{first}", f"c-{last}", "change-keys"} <= set(page.ids)
        assert "Changed in Expected Behaviours" in page.text or view


def test_a_deadline_that_moved_says_why_on_the_page_and_in_the_story(site):
    c = site.community
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.answer("dov", number, "need_time")
    address = f"{site.base}/amendments/{number}"
    for name, why in (
        (None, "An answer gives everyone more time."),
        ("edda", "An answer gives everyone more time."),
        ("dov", "Someone needs more time, so everyone has it."),
    ):
        site.sign_in(name)
        for page in (address, f"{address}/rounds/1"):
            assert why in site.get(page).text
        story = site.get(address).text.partition("Its story")[2]
        assert why in story
    site.sign_in("edda")
    until = c.round(number).value.closes_at.astimezone(c.charter.zone)
    assert f"The deadline moved to {until:%A, %-d %B %Y, %H:%M}" in site.get(address).text
