"""What is worth a look is said while one writes, and stops nobody."""

import pytest

from app.services.views import amendment_view


@pytest.fixture
def member(site):
    site.sign_in("dov")
    return site


def new(site):
    return f"{site.base}/amendments/new"


def block(site, words="Respect Privacy"):
    return site.community.block(words).id


def opened(site):
    page = site.get(f"{new(site)}?passage={block(site)}")
    fields = {one: words for one, words in page.fields.items() if one != "editorial"}
    return fields, f"t.{block(site)}"


def test_who_else_changes_the_passage_is_told_with_their_words(member):
    c = member.community
    number = c.propose(
        "edda", c.with_words(("sharing personal", "sharing private")), title="Private"
    )
    fields, name = opened(member)
    fields[name] = fields[name].replace("personal", "any")
    assert "Another proposal" not in member.htmx(f"{new(member)}/preview", **fields)
    c.submit("edda", number)
    told = member.htmx(f"{new(member)}/preview", **fields)
    assert "Another proposal changes this passage too." in told
    assert f'href="{member.base}/amendments/{number}"' in told
    assert "sharing personal → private information" in told
    other, other_name = fields | {}, f"t.{block(member, 'Look to Reuse')}"
    del other[name]
    other[other_name] = "**Look to Reuse:** Something else."
    assert "Another proposal" not in member.htmx(f"{new(member)}/preview", **other)
    page = member.post(new(member), **{**fields, "act": "preview"})
    assert "Another proposal changes this passage too." in page.text
    whole = {**fields, "whole": c.with_words(("sharing personal", "sharing any"))}
    assert "#whole" in member.post(new(member), **{**whole, "act": "preview"}).links


def test_what_is_missing_is_told_and_stops_nobody(member):
    fields, name = opened(member)
    page = member.post(new(member), **{**fields, "act": "preview"})
    assert "Before you send it" not in page.text
    fields[name] = "# Not a heading"
    page = member.post(new(member), **{**fields, "act": "preview"})
    assert "It has no title yet." in page.text
    assert "It does not say why yet." in page.text
    assert "“# Not a heading” becomes a heading" in page.text
    assert {f"#t-{block(member)}", "#title", "#reason"} <= set(page.links)
    fields |= {"title": "A title", "reason": "Because."}
    assert "Before you send it" not in member.htmx(f"{new(member)}/preview", **fields)
    fields["reason"] = ""
    assert "Submitted." in member.post(new(member), **{**fields, "act": "submit"}).text


def test_what_has_changed_in_the_charter_since_is_told(member):
    c = member.community
    fields, name = opened(member)
    fields[name] = fields[name].replace("personal", "any")
    other = c.decide("cleo", c.with_words(("sharing personal", "sharing private")))
    c.answer_all(other, ["ada", "bela", "cleo", "dov", "edda"])
    c.close("ada", other)
    told = member.htmx(f"{new(member)}/preview", **fields)
    assert "The charter as it reads now" in told


def proposed(site):
    """The text that the first proposal would put in force."""
    with site.community.reading("dov") as (reader, access):
        return amendment_view.look_at_amendment(reader, access, 1).proposed.text


CLAUSES = "We share the kitchen:\n(1) cooks clean,\n(2) guests help.\n\u2022 Pots\n\u2022 Pans"
SAID = "2 lines that begin with a number of their own became passages."


def test_clauses_and_bullets_become_passages_and_the_writer_is_told(member):
    fields, name = opened(member)
    del fields[name]
    at = block(member)
    add = {**fields, "act": f"add:{at}"}
    fields = dict(member.post(new(member), **add).fields)
    fields |= {"t.new-1": CLAUSES, "title": "Kitchen", "reason": "It is full."}
    fields.pop("editorial", None)
    told = member.htmx(f"{new(member)}/preview", **fields)
    assert SAID in told
    assert "2 lines that begin with a bullet became points of a list." in told
    assert "Single lines are joined" not in told
    assert "Other signs stay as typed" not in told
    kept = member.htmx(f"{new(member)}/preview", **fields, keep_lines="yes")
    assert SAID not in kept
    assert "Single lines are joined" in kept or "Other signs stay as typed" in kept
    member.post(new(member), **{**fields, "act": "draft"})
    # The new passage stands behind a point of a list, and is one.
    wanted = "- We share the kitchen:\n\n  (1) cooks clean,\n\n  (2) guests help.\n\n  - Pots"
    assert wanted in proposed(member)


def test_lines_stay_as_they_were_typed_where_that_is_asked_for(member):
    fields, name = opened(member)
    fields |= {name: CLAUSES, "title": "Kitchen", "reason": "It is full.", "keep_lines": "yes"}
    fields.pop("editorial", None)
    member.post(new(member), **{**fields, "act": "draft"})
    assert "- " + CLAUSES.replace("\n", "\n  ") in proposed(member)
    page = member.get(f"{member.base}/amendments/1/edit")
    assert page.fields.get("keep_lines") == "yes"


def test_a_whole_text_is_cut_only_where_it_was_changed(member):
    fields, _ = opened(member)
    whole = member.community.head.document.text + "\n" + CLAUSES
    fields = {**fields, "whole": whole, "title": "Kitchen", "reason": "It is full."}
    fields.pop("editorial", None)
    assert SAID in member.htmx(f"{new(member)}/preview", **fields)
    member.post(new(member), **{**fields, "act": "draft"})
    text = proposed(member)
    assert text.startswith(member.community.head.document.text)
    assert "\n\n(2) guests help.\n" in text


def test_how_others_read_the_whole_text_is_told_with_the_change_that_brings_it(member):
    fields, name = opened(member)
    fields[name] = "Words, and see [the fees](#fees).\n\n    > said"
    told = member.htmx(f"{new(member)}/preview", **fields)
    assert "A link leads to “#fees”, but no heading here is called so." in told
    fields[name] = "Words that everybody reads alike."
    assert "#fees" not in member.htmx(f"{new(member)}/preview", **fields)
