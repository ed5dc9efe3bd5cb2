"""Opening a charter to everyone: announced, answered, read; with the keyboard on a small phone."""

from amendments.belonging.visibility import NOTICE, CharterPart, Openness
from app.services.belonging import change_visibility as service
from tests.browser.hands import Keys
from tests.browser.test_every_page import faults_of

BASE = "/care-charter"


def test_what_a_member_agrees_to_is_read_after_the_day_and_nothing_else(visitor, stage):
    c, number = stage.community, stage.numbers["discussion"]
    with c.writing("ada") as (writer, access):
        service.change_visibility(writer, access.charter, Openness.MEMBERS, by=access.actor)
    proposal = f"{BASE}/amendments/{number}"
    steward = visitor("ada", width=320)
    keys = Keys(steward)
    steward.goto(f"{BASE}/visibility")
    assert not list(faults_of(steward))
    keys.to("Everyone reads the charter and its proposals")
    steward.keyboard.press("ArrowDown")
    assert steward.get_by_label("Everyone reads the discussion too").is_checked()
    keys.type("Why", "We trust.")
    keys.enter("Change it, and tell everyone")
    steward.get_by_text("It is announced").first.wait_for()
    assert not list(faults_of(steward))

    member = visitor("finn", width=320)
    keys = Keys(member)
    member.goto("/me")
    keys.enter("May everyone read what you wrote here before?")
    member.wait_for_url("**/visibility#asked")
    assert not list(faults_of(member))
    keys.to("No, it stays with the members")
    member.keyboard.press("ArrowDown")
    keys.enter("Keep my answer")
    member.get_by_text("Your answer is kept").first.wait_for()
    asked = member.locator("#asked")
    chosen = asked.locator("input:checked").evaluate_all("all => all.map(one => one.id)")
    assert chosen == ["asked-proposals-yes", "asked-discussion-no"]
    member.goto(proposal)
    assert "everyone will read the discussion" in member.locator("#comment-form").inner_text()
    assert not list(faults_of(member))
    with c.writing("gil") as (writer, access):
        service.answer(writer, access, {CharterPart.DISCUSSION: True})

    reader = visitor(None, width=320)
    assert reader.goto(proposal).status == 404
    stage.clock.advance(NOTICE)
    assert reader.goto(proposal).status == 200
    text = reader.locator("main").inner_text()
    for words in (
        "Name those whose work we reuse",
        "its author was not named",
        "small things too?",
    ):
        assert words in text
    assert "Gil Tanaka" in text
    for words in ("A word is enough", "Shorter would be kinder", "Most like the short wording",
                  "Finn Acheampong", "Ruiz", "Okafor"):  # fmt: skip
        assert words not in text, words
    assert reader.get_by_text("Said among members").count() == 2
    assert not list(faults_of(reader))
    # Of a proposal whose author said nothing, readers find nothing.
    reader.goto(f"{BASE}/amendments")
    assert "No date in the text" not in reader.locator("main").inner_text()
