"""Two people with two browsers, on two server processes: what one does, the other learns."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.second import Second
from tests.browser.test_every_page import faults_of

BASE = "/care-charter"
FOCUS = "document.activeElement && document.activeElement.id"


@pytest.fixture(scope="module")
def second(stage, tmp_path_factory):
    """Another server process on the same database."""
    server = Second(stage, tmp_path_factory.mktemp("second"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def talk(stage):
    """A new proposal in discussion."""
    return a_proposal(stage, "finn")


def a_proposal(stage, author):
    c = stage.community
    words = ("Listen and Learn:**", f"Listen and Learn:** {len(c.lines())} times.")
    number = c.propose(author, c.with_words(words), title=f"Listening {len(c.lines())}")
    c.submit(author, number)
    return number


def live(page):
    return page.locator("#live")


def test_someone_who_types_learns_of_a_comment_and_is_not_disturbed(visitor, stage, second, talk):
    here, there = visitor("dov"), visitor("edda", base_url=second.address)
    here.goto(f"{BASE}/amendments/{talk}")
    field = here.get_by_label("Your comment")
    field.fill("I am still thinking about")
    field.scroll_into_view_if_needed()
    at = here.evaluate("[scrollX, scrollY]")
    top = field.bounding_box()
    there.goto(f"{BASE}/amendments/{talk}")
    there.get_by_label("Your comment").fill("Said in the other process.")
    there.get_by_role("button", name="Comment", exact=True).click()
    live(here).get_by_text("1 new comment.").wait_for()
    assert here.evaluate(FOCUS) == "comment-body"
    assert here.evaluate("[scrollX, scrollY]") == at
    assert field.bounding_box() == top
    here.keyboard.type(" it.")
    assert field.input_value() == "I am still thinking about it."
    assert here.get_by_text("Said in the other process.").count() == 0
    live(here).get_by_role("link", name="Show it").click()
    here.get_by_text("Said in the other process.").wait_for()
    expect(here.locator("#comment-1")).to_be_focused()
    assert field.input_value() == "I am still thinking about it."
    assert live(here).inner_text() == ""
    # Whoever said it is told nothing of it.
    assert live(there).inner_text() == ""
    second_comment(stage, talk)
    live(here).get_by_text("1 new comment.").wait_for()
    live(there).get_by_text("1 new comment.").wait_for()


def second_comment(stage, talk):
    stage.community.comment("gil", talk, "And one more.")


def test_what_one_sends_oneself_is_no_news_and_neither_is_what_came_with_it(visitor, stage, talk):
    page = visitor("dov")
    page.goto(f"{BASE}/amendments/{talk}")
    stage.community.comment("edda", talk, "First.")
    live(page).get_by_text("1 new comment.").wait_for()
    page.get_by_label("Your comment").fill("Second.")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_text("Your comment is there.").wait_for()
    page.get_by_text("First.", exact=True).wait_for()
    expect(live(page)).to_be_empty()
    stage.community.comment("gil", talk, "Third.")
    live(page).get_by_text("1 new comment.").wait_for()


def test_answers_and_the_end_of_a_decision_are_told_as_they_happen(visitor, stage, second, talk):
    c = stage.community
    here, there = visitor("dov"), visitor("edda", base_url=second.address)
    here.goto(f"{BASE}/amendments/{talk}")
    c.open("ada", talk)
    live(here).get_by_text("A decision has begun.").wait_for()
    live(here).get_by_role("link", name=re.compile("Show it")).click()
    here.get_by_role("heading", name="What is your answer?").wait_for()
    here.get_by_label("Your reason").fill("Not sure yet,")
    c.answer("bela", talk)
    seen = visitor("bela")
    seen.goto(f"{BASE}/amendments/{talk}")
    there.goto(f"{BASE}/amendments/{talk}")
    there.get_by_label("I consent", exact=True).check()
    there.get_by_role("button", name="Give my answer").click()
    live(seen).get_by_text("1 new or changed answer.").wait_for()
    assert "consent" not in live(seen).inner_text()
    # Who has not answered is not told when somebody else does.
    c.comment("gil", talk, "A word.")
    live(here).get_by_text("1 new comment.").wait_for()
    assert "answer" not in live(here).inner_text()
    assert here.evaluate(FOCUS) == "stance-reason"
    live(here).get_by_role("link", name="Show it").click()
    here.get_by_text("2 of 7").wait_for()
    assert here.get_by_label("Your reason").input_value() == "Not sure yet,"
    c.answer_all(talk, ["ada", "bela", "cleo", "finn", "gil", "dov"])
    c.close("ada", talk)
    live(here).get_by_text("The decision is closed.").wait_for()
    # What was typed is not thrown away: the new state opens beside it.
    with here.context.expect_page() as opened:
        live(here).get_by_role("link", name=re.compile("Show it")).click()
    opened.value.get_by_text(re.compile("In force: this is revision")).wait_for()
    assert here.get_by_label("Your reason").input_value() == "Not sure yet,"


def test_a_server_that_goes_and_comes_back_loses_nobody(browser, stage, second, talk):
    context = browser.new_context(base_url=second.address)
    sent = {"email": "dov@example.org", "code": stage.code("dov")}
    context.request.post("/sign-in/code", form=sent)
    page = context.new_page()
    page.goto(f"{BASE}/amendments/{talk}")
    stage.community.comment("edda", talk, "Before.")
    live(page).get_by_text("1 new comment.").wait_for()
    assert second.stop() < 8
    stage.community.comment("edda", talk, "While it was away.")
    second.start()
    live(page).get_by_text("2 new comments.").wait_for()
    live(page).get_by_role("link", name="Show them").click()
    page.get_by_text("While it was away.").wait_for()
    context.close()


def test_a_tab_that_is_not_looked_at_holds_no_connection(visitor, stage, talk):
    page = visitor("dov")
    streams = []
    page.on("request", lambda asked: streams.append(asked) if "/live?" in asked.url else None)
    page.goto(f"{BASE}/amendments/{talk}")
    stage.community.comment("edda", talk, "One.")
    live(page).get_by_text("1 new comment.").wait_for()
    look_away(page, "true")
    stage.community.comment("edda", talk, "Two.")
    assert len(streams) == 1
    look_away(page, "false")
    live(page).get_by_text("2 new comments.").wait_for()
    assert len(streams) == 2


def look_away(page, hidden):
    page.evaluate(
        f"""() => {{ const how = {{value: {hidden}, configurable: true}};
        Object.defineProperty(document, 'hidden', how);
        document.dispatchEvent(new Event('visibilitychange')) }}"""
    )


def test_lists_and_the_charter_say_that_they_are_not_new_any_more(visitor, stage):
    pages = {}
    for name, path in (("list", "/amendments"), ("charter", ""), ("desk", "/desk")):
        pages[name] = visitor("ada")
        pages[name].goto(BASE + path)
    number = a_proposal(stage, "cleo")
    for page in pages.values():
        live(page).get_by_text("1 thing has happened here").wait_for()
    live(pages["list"]).get_by_role("link", name=re.compile("Show it")).click()
    pages["list"].get_by_text(f"Proposal {number}, by Cleo Marsh").wait_for()
    pages["desk"].keyboard.press("Tab")
    live(pages["desk"]).get_by_role("button", name="Later").click()
    assert live(pages["desk"]).inner_text() == ""


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_the_notice_is_made_well(visitor, stage, talk, scheme, width):
    page = visitor("dov", width=width, scheme=scheme)
    page.goto(f"{BASE}/amendments/{talk}")
    stage.community.comment("edda", talk, "One.")
    live(page).get_by_text("1 new comment.").wait_for()
    assert live(page).get_attribute("role") == "status"
    assert list(faults_of(page)) == []
    # What has the focus is never behind it.
    link = page.get_by_role("contentinfo").get_by_role("link").first
    link.focus()
    box, bar = link.bounding_box(), live(page).bounding_box()
    assert box["y"] + box["height"] <= bar["y"] or box["y"] >= bar["y"] + bar["height"]


def test_without_scripts_a_page_is_what_it_was(visitor, stage, talk):
    page = visitor("dov", scripts=False)
    page.goto(f"{BASE}/amendments/{talk}")
    stage.community.comment("edda", talk, "One.")
    assert not live(page).is_visible()
    page.reload()
    page.get_by_text("One.", exact=True).wait_for()


def test_readers_hold_no_connection(visitor, talk):
    page = visitor()
    asked = []
    page.on("request", lambda one: asked.append(Path(one.url).name))
    page.goto(f"{BASE}/amendments/{talk}")
    assert not [name for name in asked if "live" in name or "sse" in name]
