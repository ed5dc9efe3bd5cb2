"""Writing on a phone, in two windows, without a network: nothing that was typed is lost."""

import re

from tests.browser.hands import Hand

BASE = "/care-charter"
NEW = f"{BASE}/amendments/new"
STORED = "Object.keys(localStorage).filter((one) => one.startsWith('charter:words:')).length"
WITHOUT_TEXTS = """() => Object.entries(localStorage)
    .filter(([key]) => key.startsWith("charter:words:"))
    .map(([key, kept]) => [key, JSON.stringify({ ...JSON.parse(kept), texts: undefined })])
    .map(([key, kept]) => localStorage.setItem(key, kept))
    .length"""
IN_VIEW = """one => { const box = one.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight }"""


def write(page, stage, passage, words):
    """Open a passage's field and type at its end."""
    block = stage.community.block(passage).id
    page.goto(f"{NEW}?passage={block}#t-{block}")
    field = page.get_by_label(f"Change: {passage}")
    field.press("Control+End")
    field.press_sequentially(words)
    return field


def comes_into_view(page, installation):
    page.wait_for_function(IN_VIEW, arg=installation.element_handle())


def saved(page):
    page.locator("#draft-said", has_text=re.compile("^Saved$")).wait_for()


def throw_all_away(page):
    page.goto("/me")
    while page.get_by_role("button", name=re.compile("^Throw away")).count():
        page.get_by_role("button", name=re.compile("^Throw away")).first.click()
        page.get_by_text("Your draft is thrown away.").wait_for()


def test_a_lost_network_loses_nothing(visitor, stage):
    page = visitor("edda")
    write(page, stage, "Share Knowledge", " Kept at once.")
    saved(page)
    assert page.evaluate(STORED) == 0
    page.context.set_offline(True)
    page.get_by_label("Change: Share Knowledge").press_sequentially(" Typed in a tunnel.")
    page.get_by_text("Not saved: no connection.").wait_for()
    assert page.evaluate(STORED) == 1
    page.close()
    context = page.context
    context.set_offline(False)
    page = context.new_page()
    page.goto(NEW)
    page.get_by_text("You began this earlier, and have not sent it:").wait_for()
    page.get_by_text("You wrote this here earlier, and it was not sent:").wait_for()
    page.get_by_role("button", name="Put it back").click()
    field = page.get_by_label("Change: Share Knowledge")
    field.wait_for()
    assert field.input_value().endswith(" Kept at once. Typed in a tunnel.")
    saved(page)
    page.wait_for_function(f"() => {STORED} === 0")
    # While it stays open, it is sent by itself as soon as the network is there again.
    context.set_offline(True)
    field.press_sequentially(" And more.")
    page.get_by_text("Not saved: no connection.").wait_for()
    context.set_offline(False)
    saved(page)
    throw_all_away(page)


def test_two_windows_on_one_draft_overwrite_nothing(visitor, stage):
    first = visitor("finn")
    field = write(first, stage, "Listen and Learn", " First.")
    saved(first)
    second = first.context.new_page()
    second.goto("/me")
    second.get_by_role("link", name=re.compile("^Go on ?: .*Listen and Learn")).click()
    second.get_by_label("Change: Listen and Learn").wait_for()
    field.press_sequentially(" And on.")
    first.locator("#preview ins", has_text="And on.").wait_for()
    second.get_by_label("Change: Listen and Learn").press("Control+End")
    second.get_by_label("Change: Listen and Learn").press_sequentially(" Second.")
    second.get_by_text("Nothing was overwritten").wait_for()
    with second.expect_popup() as opened:
        second.get_by_role("link", name="See what the other window says").click()
    assert "First. And on." in opened.value.get_by_label("Change: Listen and Learn").input_value()
    second.get_by_role("button", name="Keep this as a draft of its own").click()
    saved(second)
    second.goto("/me")
    texts = []
    for link in second.get_by_role("link", name=re.compile("^Go on ?: ")).all():
        shown = first.context.new_page()
        shown.goto(link.get_attribute("href"))
        texts.append(shown.locator("textarea").first.input_value()[-15:])
    assert sorted(texts) == ["First. And on.".rjust(15), "First. Second.".rjust(15)]
    throw_all_away(second)


def test_a_comment_waits_in_this_browser_for_its_writer_alone(visitor, stage):
    at = f"{BASE}/amendments/{stage.numbers['discussion']}"
    page = visitor("edda")
    page.goto(at)
    page.locator("#comment-body").press_sequentially("Half a thought")
    page.wait_for_function(f"() => {STORED} === 1")
    page.reload()
    page.get_by_text("You wrote this here earlier, and it was not sent:").wait_for()
    assert page.locator("#comment-form [data-kept-words]").inner_text() == "Half a thought"
    assert page.locator("#comment-body").input_value() == ""
    # Also what was kept before it was kept along which fields hold words.
    assert page.evaluate(WITHOUT_TEXTS) == 1
    page.reload()
    page.get_by_text("You wrote this here earlier, and it was not sent:").wait_for()
    assert page.locator("#comment-form [data-kept-words]").inner_text() == "Half a thought"
    page.get_by_role("button", name="Put it back").click()
    assert page.locator("#comment-body").input_value() == "Half a thought"
    page.locator("#comment-body").press_sequentially(", now whole.")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.locator(".said", has_text="Half a thought, now whole.").wait_for()
    page.wait_for_function(f"() => {STORED} === 0")
    page.locator("#comment-body").press_sequentially("Another")
    page.wait_for_function(f"() => {STORED} === 1")
    # Somebody else at the same browser sees nothing of it; signing out removes it.
    page.context.request.post(
        "/sign-in/code", form={"email": "finn@example.org", "code": stage.code("finn")}
    )
    page.goto(at)
    page.get_by_role("heading", name="Discussion").wait_for()
    assert page.evaluate(STORED) == 1
    assert not page.get_by_text("You wrote this here earlier").is_visible()
    page.goto("/me")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_text("You are signed out.").wait_for()
    assert page.evaluate(STORED) == 0


def test_one_sentence_on_a_phone_in_four_presses(visitor, stage):
    hand = Hand(visitor("gil", width=390))
    page = hand.page
    page.goto(BASE)
    block = stage.community.block("Bring a Spirit").id
    hand.press(page.locator(f"a[href$='/passages/{block}']").first)
    hand.press(page.get_by_role("link", name="Propose a change to this passage"))
    field = page.get_by_label("Change: Bring a Spirit")
    field.wait_for()
    assert field.evaluate("one => one === document.activeElement")
    comes_into_view(page, field)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Play, too.")
    way_on = page.get_by_role("button", name="Next: look at my change")
    comes_into_view(page, way_on)
    hand.press(way_on)
    page.wait_for_function("() => document.activeElement.id === 'preview-title'")
    page.locator("#preview ins", has_text="Play, too.").wait_for()
    comes_into_view(page, page.locator("#preview-title"))
    page.get_by_label("Title").focus()
    page.keyboard.type("Play, too")
    hand.press(page.get_by_role("button", name="Submit for discussion"))
    page.get_by_text("Submitted.").wait_for()
    assert hand.presses == 4


def test_who_types_at_once_stays_where_they_write(visitor, stage):
    page = visitor("gil", width=390)
    block = stage.community.block("Bring a Spirit").id
    # A page that glides to its place would be stopped on the way by the first key.
    page.goto(f"{NEW}?passage={block}#t-{block}")
    page.keyboard.type("At once: ")
    comes_into_view(page, page.get_by_role("button", name="Next: look at my change"))
    saved(page)
    throw_all_away(page)


def test_every_step_without_a_script(visitor, stage):
    page = visitor("cleo", width=390, scripts=False)
    block = stage.community.block("Collaboration over").id
    page.goto(f"{NEW}?passage={block}#t-{block}")
    field = page.get_by_label("Change: Collaboration over")
    field.fill(field.input_value() + " Gladly.")
    page.get_by_role("button", name="Next: look at my change").click()
    page.locator("#preview ins", has_text="Gladly.").wait_for()
    saved(page)
    page.goto("/me")
    page.get_by_role("link", name=re.compile("^Go on ?: .*Collaboration over")).click()
    assert page.get_by_label("Change: Collaboration over").input_value().endswith(" Gladly.")
    page.get_by_label("Title").fill("Gladly")
    page.get_by_role("button", name="Save as a draft").click()
    page.get_by_text("Your draft is saved. Only you can see it.").wait_for()
    page.get_by_role("button", name="Submit for discussion").click()
    page.get_by_text("Submitted.").wait_for()
