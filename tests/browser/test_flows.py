"""The main flow in a browser: with scripts, without, on a phone, with the keyboard alone."""

import re

import pytest

BASE = "/care-charter"


def sign_in(page, stage, name):
    """By a code, as people do."""
    page.goto("/sign-in")
    page.get_by_label("Your e-mail address").fill(f"{name}@example.org")
    before = len(stage.mail)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("heading", name="Type in your code").wait_for()
    code = code_after(page, stage, before)
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("You are signed in.").wait_for()


def code_after(page, stage, before):
    """The code in the mail that comes next."""
    for _ in range(100):
        if len(stage.mail) > before:
            break
        page.wait_for_timeout(50)
    return re.search(r"code is (\S+)", stage.mail[-1].get_content())[1]


def sideways(page):
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize(
    ("scripts", "width", "words"),
    [
        (True, 1280, ("Share Knowledge", "generously", "freely")),
        (False, 1280, ("Be Respectful", "kindness", "warmth")),
        (True, 320, ("Constructive Feedback", "improvements", "ways to improve")),
    ],
)
def test_from_a_passage_to_the_next_revision(visitor, stage, scripts, width, words):
    name, old, new = words
    author = visitor(scripts=scripts, width=width)
    sign_in(author, stage, "dov")
    before = stage.community.charter.head
    number = propose(author, name, old, new)
    comment(visitor("edda", scripts=scripts, width=width), number)
    decide(visitor, stage, number, scripts=scripts, width=width)
    author.goto(BASE)
    author.get_by_text(f"Revision {before + 1}").first.wait_for()
    assert new in author.locator("article").inner_text()
    author.get_by_role("link", name=re.compile(f"^Why is this here\\? {name}")).click()
    author.get_by_text(f"It was changed with revision {before + 1}").wait_for()
    if scripts:
        assert sideways(author) <= 0


def propose(page, name, old, new):
    page.goto(BASE)
    page.get_by_role("link", name=re.compile(f"^Why is this here\\? {name}")).click()
    page.get_by_role("link", name="Propose a change to this passage").click()
    field = page.get_by_label(f"Change: {name}")
    field.fill(field.input_value().replace(old, new))
    page.get_by_label("Title").fill(f"{new.capitalize()} rather than {old}")
    page.get_by_label("Why").fill("It says better what we mean.")
    page.get_by_role("button", name="Submit for discussion").click()
    page.get_by_text("Submitted. All members can read and discuss it now.").wait_for()
    return int(re.search(r"/amendments/(\d+)", page.url)[1])


def comment(page, number):
    page.goto(f"{BASE}/amendments/{number}")
    page.get_by_label("Your comment").fill("I like that.")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_text("Your comment is there.").wait_for()
    page.get_by_role("paragraph").filter(has_text="I like that.").wait_for()


def decide(visitor, stage, number, **how):
    steward = visitor("ada", **how)
    steward.goto(f"{BASE}/amendments/{number}")
    steward.get_by_role("button", name="Open the decision").click()
    steward.get_by_text("The decision is open.").wait_for()
    for name in ("bela", "cleo", "dov", "edda", "finn", "gil", "ada"):
        page = steward if name == "ada" else visitor(name, **how)
        page.goto(f"{BASE}/amendments/{number}")
        page.get_by_label("I consent", exact=True).check()
        page.get_by_role("button", name="Give my answer").click()
        page.get_by_text("Your answer is kept.").wait_for()
    steward.get_by_role("button", name="Close the decision").click()
    steward.get_by_text("The decision is closed, and the proposal is in force.").wait_for()


def test_the_link_in_the_mail_fills_the_fields_and_waits(visitor, stage):
    page = visitor()
    page.goto(f"/sign-in#dov%40example.org:{stage.code('dov')}")
    page.wait_for_function("() => document.getElementById('code-code').value !== ''")
    assert page.get_by_label("The e-mail address it was sent to").input_value() == "dov@example.org"
    assert "#" not in page.url
    assert page.get_by_role("link", name="Sign in").count() == 1
    page.keyboard.press("Enter")
    page.get_by_text("You are signed in.").wait_for()


def test_a_redline_while_typing_that_jumps_nowhere(visitor):
    page = visitor("dov")
    page.goto(f"{BASE}/amendments/new")
    page.get_by_role("button", name="Change this: Look to Reuse").click()
    field = page.get_by_label("Change: Look to Reuse")
    field.wait_for()
    assert field.evaluate("field => field === document.activeElement")
    field.press("End")
    page.keyboard.type(" Always.")
    page.locator("#preview ins").first.wait_for()
    assert field.evaluate("field => field === document.activeElement")
    assert page.locator("#preview-said").inner_text() == "1 passage changes."
    page.get_by_label("Title").fill("Kept while passages are opened")
    page.get_by_role("button", name="Change this: Share Knowledge").click()
    page.get_by_label("Change: Share Knowledge").wait_for()
    assert page.get_by_label("Title").input_value() == "Kept while passages are opened"
    assert "Always." in field.input_value()


def test_proposing_with_the_keyboard_alone(visitor):
    page = visitor("dov")
    page.goto(f"{BASE}/passages/{_passage(page)}")
    _tab_to(page, "Propose a change to this passage")
    page.keyboard.press("Enter")
    page.wait_for_url("**/amendments/new?**")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.press("Control+End")
    page.keyboard.type(" So we learn.")
    _tab_to(page, "title", limit=80)
    page.keyboard.type("By keyboard")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Hands differ.")
    _tab_to(page, "Submit for discussion")
    page.keyboard.press("Enter")
    page.get_by_text("Submitted.").wait_for()


def _passage(page):
    page.goto(BASE)
    link = page.get_by_role("link", name=re.compile("^Why is this here\\? Listen and Learn"))
    return link.get_attribute("href").rpartition("/")[2]


def _tab_to(page, wanted, limit=40):
    """Press Tab until the focus is there, and see it."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => { const e = document.activeElement;
            return [e.id, e.innerText || '', getComputedStyle(e).outlineStyle] }"""
        )
        if wanted in found[:2]:
            assert found[2] != "none"
            return
    raise AssertionError(wanted)


def test_an_expired_session_loses_nothing(visitor, stage):
    page = visitor("dov")
    page.goto(f"{BASE}/amendments/new")
    page.get_by_role("button", name="Change this: Share Knowledge").click()
    page.get_by_label("Change: Share Knowledge").fill("Typed with care.")
    page.get_by_label("Title").fill("A title")
    stage.end_sessions("dov")
    page.get_by_role("button", name="Submit for discussion").click()
    page.get_by_text("nothing was sent yet").wait_for()
    page.get_by_label("Your e-mail address").fill("dov@example.org")
    before = len(stage.mail)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("heading", name="Type in your code").wait_for()
    page.get_by_label("Code", exact=True).fill(code_after(page, stage, before))
    page.get_by_role("button", name="Sign in and go on").click()
    page.get_by_text("Submitted. All members can read and discuss it now.").wait_for()
    assert "Typed with care." in page.locator("main").inner_text()
    assert page.get_by_role("heading", name="A title").is_visible()


def test_presses_counted(visitor, stage, record_property):
    """How many presses it takes to propose one sentence, and to answer a decision."""
    page = visitor("gil")
    page.goto(BASE)
    presses = 0
    for link in (re.compile("^Why is this here\\? Participate Actively|^Why is this here\\? Take"),
                 "Propose a change to this passage"):  # fmt: skip
        page.get_by_role("link", name=link).first.click()
        presses += 1
    page.locator("textarea").first.press("End")
    page.keyboard.type(" Gladly.")
    page.get_by_label("Title").fill("Gladly")
    page.get_by_role("button", name="Submit for discussion").click()
    presses += 1
    page.get_by_text("Submitted.").wait_for()
    assert presses == 3
    page.goto(f"{BASE}/amendments/{stage.numbers['round']}#decision")
    page.get_by_label("I consent", exact=True).check()
    page.get_by_role("button", name="Give my answer").click()
    page.get_by_text("Your answer is kept.").wait_for()


def test_print_hides_what_paper_cannot_do(visitor):
    page = visitor("dov")
    page.goto(BASE)
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert not page.locator(".passage-link").first.is_visible()
    assert page.locator("article h1").is_visible()
