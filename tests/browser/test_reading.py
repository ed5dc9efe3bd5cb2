"""Reading in a browser: contents that follow along, keys that go from change to change, paper."""

BASE = "/care-charter"
HERE = "document.activeElement.id"


def test_the_contents_follow_along(visitor):
    page = visitor()
    page.goto(BASE)
    current = page.locator(".contents a[aria-current]")
    for name in ("Expected Behaviours", "Purpose"):
        page.get_by_role("heading", name=name).evaluate("one => one.scrollIntoView()")
        page.locator(".contents a[aria-current]", has_text=name).wait_for()
        assert current.count() == 1
        assert page.locator(".contents").bounding_box()["y"] >= 0
    phone = visitor(width=320, scripts=False)
    phone.goto(BASE)
    assert not phone.locator(".contents").is_visible()
    phone.get_by_text("Contents", exact=True).first.click()
    phone.locator(".contents-fold").get_by_role("link", name="Community Stewardship").click()
    assert "#p-" in phone.url


def test_keys_go_from_change_to_change_and_can_be_turned_off(visitor):
    page = visitor()
    for view in ("", "?view=side"):
        page.goto(f"{BASE}/compare/1...3{view}")
        ids = page.locator(".passage.changed, .side-row[id]").evaluate_all(
            "all => all.map(one => one.id)"
        )
        assert len(ids) == 2
        seen = []
        for key in ("n", "n", "n", "p"):
            page.keyboard.press(key)
            seen.append(page.evaluate(HERE))
        assert seen == [ids[0], ids[1], ids[1], ids[0]]
    button = page.get_by_role("button", name="Use these keys")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    page.reload()
    page.keyboard.press("n")
    assert page.evaluate(HERE) == ""
    page.get_by_role("button", name="Use these keys").click()
    page.keyboard.press("n")
    assert page.evaluate(HERE) == ids[0]


def test_on_paper_the_charter_is_a_text_with_its_edition(visitor, stage):
    page = visitor("dov")
    page.goto(BASE)
    page.emulate_media(media="print")
    shown = page.locator("body a, body button, body form").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)"
    )
    assert shown == []
    edition = page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--edition')"
    )
    assert f"Revision {stage.community.head.number}" in edition
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


CHOOSE = """() => {
  const wording = document.querySelector(".passage.changed .wording");
  document.getSelection().setBaseAndExtent(wording, 0, wording, wording.childNodes.length);
}"""


def test_chosen_words_are_commented_on_by_the_passages_own_link(visitor, stage):
    page = visitor("dov")
    page.goto(f"/{stage.community.slug}/amendments/{stage.numbers['discussion']}")
    link = page.locator(".passage.changed a", has_text="comment on").first
    assert link.inner_text().startswith("comment on this")
    page.evaluate(CHOOSE)
    link.get_by_text("comment on “Look to Reuse: There").click()
    words = page.get_by_label("Which words?").input_value()
    assert words.endswith("wherever possible, and say whose work you reuse.")
    assert "added" not in words
    page.get_by_label("Your comment").fill("All of it.")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_text("Your comment is there.").wait_for()
    quoted = page.locator(".comment", has_text="All of it.").locator("blockquote")
    assert " ".join(quoted.inner_text().split()) == words
