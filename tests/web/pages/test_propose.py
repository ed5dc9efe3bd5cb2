"""Writing a change passage by passage, without a script; nothing that was typed is ever lost."""

import pytest

from tests.support.texts import KINDNESS

WORDS = {
    "title": "Sensitive information",
    "summary": "It is private too.",
    "reason": "A health story was passed on.",
}


@pytest.fixture
def member(site):
    site.sign_in("dov")
    return site


def new(site):
    return f"{site.base}/amendments/new"


def block(site, words="Respect Privacy"):
    return site.community.block(words).id


def opened(site, words="Respect Privacy"):
    page = site.get(f"{new(site)}?passage={block(site, words)}")
    return {**page.fields, **WORDS}, f"t.{block(site, words)}"


def press(site, fields, act, status=200):
    """Press a button of the page; what the next one holds."""
    page = site.post(new(site), status, **{**fields, "act": act})
    return page.fields, page


def proposed(site, number):
    with site.community.reading("dov") as (reader, access):
        from app.services.views.amendment_view import look_at_amendment

        return look_at_amendment(reader, access, number)


def test_from_a_passage_to_a_submitted_proposal(member):
    fields, name = opened(member)
    assert fields[name].startswith("**Respect Privacy:** Protect")
    fields[name] = fields[name].replace("personal", "personal or sensitive")
    _, page = press(member, fields, "submit")
    assert page.address.endswith("/amendments/1?said=submitted")
    assert "personal or sensitive information" in page.text
    look = proposed(member, 1)
    assert look.status.value == "discussion"
    assert [type(op).__name__ for op in look.change_set.operations] == ["Replace"]
    assert look.proposed.text == look.base.document.text.replace(
        "sharing personal", "sharing personal or sensitive"
    )


def test_a_rewritten_passage_stays_the_same_passage(member):
    fields, name = opened(member)
    fields[name] = "Nothing of the old words."
    press(member, fields, "draft")
    look = proposed(member, 1)
    assert look.proposed.get(block(member)).text == "- Nothing of the old words."
    assert look.status.value == "draft"


def test_open_remove_keep_add_and_leave(member):
    fields, name = opened(member)
    fields[name] = "**Respect Privacy:** Typed."
    fields, _ = press(member, fields, f"open:{block(member, 'Look to Reuse')}")
    assert fields[name] == "**Respect Privacy:** Typed."
    fields, _ = press(member, fields, f"remove:{block(member, 'Look to Reuse')}")
    assert fields["gone"] == block(member, "Look to Reuse")
    fields, _ = press(member, fields, f"keep:{block(member, 'Look to Reuse')}")
    assert fields["gone"] == ""
    fields, _ = press(member, fields, f"add:{block(member)}")
    fields["t.new-1"] = "**Rest:** Take breaks."
    fields, _ = press(member, fields, f"remove:{block(member, 'Last revision')}")
    assert fields["t.new-1"] == "**Rest:** Take breaks."
    assert {key: fields[key] for key in WORDS} == WORDS
    _, page = press(member, fields, "preview")
    assert "3 passages change." in page.text
    press(member, fields, "draft")
    text = proposed(member, 1).proposed.text
    assert "- **Respect Privacy:** Typed.\n- **Rest:** Take breaks.\n\n## Community" in text
    assert "Last revision" not in text


def test_moving_a_passage(member):
    fields, _ = opened(member)
    fields, _ = press(member, fields, f"up:{block(member)}")
    fields, _ = press(member, fields, f"close:{block(member)}")
    _, page = press(member, fields, "preview")
    assert "Moved" in page.text
    press(member, fields, "draft")
    ids = proposed(member, 1).proposed.ids
    assert ids.index(block(member)) == ids.index(block(member, "Constructive Feedback")) - 1


def test_an_emptied_passage_is_taken_out(member):
    fields, name = opened(member)
    fields[name] = "  "
    press(member, fields, "draft")
    assert proposed(member, 1).proposed.get(block(member)) is None


def test_the_whole_text_and_back(member):
    fields, name = opened(member)
    fields[name] = typed = fields[name].replace("personal", "private")
    whole, _ = press(member, fields, "whole")
    assert f"- {typed}\n" in whole["whole"]
    whole["whole"] += "\nOne more paragraph.\n"
    parts, _ = press(member, whole, "passages")
    assert parts[name] == typed
    assert "One more paragraph." in parts.values()
    press(member, whole, "submit")
    assert "One more paragraph.\n" in proposed(member, 1).proposed.text


def test_the_preview_while_typing(member):
    fields, name = opened(member)
    fields[name] = fields[name].replace("personal", "private")
    told = member.htmx(f"{new(member)}/preview", **fields)
    assert "<html" not in told
    assert "sharing personal → private information" in told
    assert 'role="status"' in told


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({}, 422, "text"),
        ({"title": ""}, 422, "title"),
        ({"title": "x" * 10_000}, 422, "title"),
        ({"reason": "x" * 30_000}, 422, "reason"),
        ({"review_on": "soon"}, 422, "review_on"),
        ({"review_on": "2020-01-01"}, 422, "review_on"),
        ({"words": "a\x00b"}, 422, "text"),
    ],
)
def test_what_cannot_be_used_is_said_and_everything_kept(member, changed, status, field):
    fields, name = opened(member)
    if changed:
        fields[name] = changed.get("words", "**Respect Privacy:** <script>alert(1)</script>")
    fields |= {key: value for key, value in changed.items() if key in fields}
    after, page = press(member, fields, "submit", status)
    assert f"#{field}" in page.links
    assert "<script>alert" not in page.source
    for key in (name, "title", "summary", "reason", "review_on"):
        assert after[key] == fields[key]
    with member.community.reading("dov") as (reader, access):
        from app.services.views.amendment_lists import list_amendments

        assert list_amendments(reader, access) == []


def test_what_browsers_send_is_brought_to_one_form(member):
    fields, name = opened(member)
    fields[name] = "**Respect Privacy:** Cafe\u0301 one\r\ntwo   \r\n\r\n**More:** three"
    press(member, fields, "submit")
    text = proposed(member, 1).proposed.text
    assert "- **Respect Privacy:** Café one\n  two\n- **More:** three\n" in text


def test_a_session_that_ended_loses_nothing(member):
    fields, name = opened(member)
    fields[name] = "**Respect Privacy:** Typed."
    member.sign_in(None)
    after, page = press(member, fields, "submit", 403)
    assert after[name] == "**Respect Privacy:** Typed."
    assert after["title"] == WORDS["title"]
    assert "Sign in" in page.text


def test_a_text_that_is_too_large(member):
    fields, name = opened(member)
    fields[name] = "x" * 1_100_000
    after, _ = press(member, fields, "submit", 413)
    assert len(after[name]) == 1_100_000


def test_two_tabs_and_one_version(member):
    c = member.community
    number = c.propose("dov", c.with_words(("personal attacks", "attacks")))
    address = f"{member.base}/amendments/{number}/edit"
    page = member.get(address)
    name = f"t.{block(member, 'Be Respectful')}"
    first = {**page.fields, name: "First tab.", "act": "save"}
    second = {**page.fields, name: "Second tab.", "note": "mine", "act": "save"}
    assert member.post(address, **first).address.endswith("?said=revised")
    refused = member.post(address, 409, **second)
    assert refused.fields[name] == "Second tab."
    assert refused.fields["note"] == "mine"
    assert "First tab" in refused.text
    member.post(address, **{**refused.fields, "act": "save"})
    assert proposed(member, number).version.number == 3


def test_a_new_version_begins_from_the_text_in_force(member):
    c = member.community
    number = c.propose("dov", c.with_words(("wherever possible", "wherever you can")))
    c.submit("dov", number)
    other = c.decide("cleo", c.with_words(("wherever possible", "where it helps")))
    c.answer_all(other, ["ada", "bela", "cleo", "dov", "edda"])
    c.close("ada", other)
    shown = member.get(f"{member.base}/amendments/{number}")
    assert "does not fit the charter" in shown.text
    page = member.get(f"{member.base}/amendments/{number}/edit?by=hand")
    assert page.fields["base"] == "2"
    assert "stands here as it reads now. Your proposal wanted:" in page.text
    name = f"t.{block(member, 'where it helps')}"
    assert "where it helps" in page.fields[name]
    sent = {**page.fields, name: page.fields[name].replace("where", "wherever"), "act": "save"}
    member.post(f"{member.base}/amendments/{number}/edit", **sent)
    assert "does not fit" not in member.get(f"{member.base}/amendments/{number}").text


def test_what_of_a_proposal_is_in_force_already_is_told_and_the_rest_still_fits(member):
    c = member.community
    wider = c.with_words(("wherever possible", "wherever you can"), KINDNESS)
    number = c.propose("dov", wider.replace("## Purpose", "## Our purpose"))
    c.submit("dov", number)
    assert "in force already" not in member.get(f"{member.base}/amendments/{number}").text
    other = c.decide("cleo", c.with_words(("## Purpose", "## Our purpose")))
    c.answer_all(other, ["ada", "bela", "cleo", "dov", "edda"])
    c.close("ada", other)
    shown = member.get(f"{member.base}/amendments/{number}").text
    assert "does not fit" not in shown
    assert "Part of it is in force already" in shown
    assert "That part is left out. The rest applies as it was written." in shown
    assert shown.count("This part is already in force:") == 1


def test_moved_and_divided_passages_survive_a_new_version(member):
    c = member.community
    text = c.head.document.text
    reuse = c.block("Look to Reuse").text
    moved = text.replace(reuse + "\n", "").replace(
        "## Expected Behaviours\n\n", f"## Expected Behaviours\n\n{reuse}\n"
    )
    number = c.propose("dov", moved)
    page = member.get(f"{member.base}/amendments/{number}/edit")
    member.post(f"{member.base}/amendments/{number}/edit", **{**page.fields, "act": "save"})
    assert proposed(member, number).proposed.text == moved
