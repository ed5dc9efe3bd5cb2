"""What is worth a look is said while one writes, and stops nobody."""

import pytest


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
    assert "“personal” would become “private”" in told
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


def test_how_others_read_the_whole_text_is_told_with_the_change_that_brings_it(member):
    fields, name = opened(member)
    fields[name] = "Words, and see [the fees](#fees).\n\n    > said"
    told = member.htmx(f"{new(member)}/preview", **fields)
    assert "A link leads to “#fees”, but no heading here is called so." in told
    fields[name] = "Words that everybody reads alike."
    assert "#fees" not in member.htmx(f"{new(member)}/preview", **fields)
