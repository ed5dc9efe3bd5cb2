"""What someone types is kept for them alone, and is never lost: by the page's buttons."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from app.services.care.forgetting import forget
from app.storage.tables import KeptDraftRow
from app.storage.writing import drafts

TYPED = "**Respect Privacy:** Typed with care."


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
    # A box that is not ticked is not sent.
    fields = {one: words for one, words in page.fields.items() if one != "editorial"}
    return fields, f"t.{block(site)}"


def person(site, name="dov"):
    return site.community.people[name].person


def kept(site, name="dov"):
    with site.installation.database.reading() as reader:
        return drafts.drafts_of(reader, person(site, name))


def test_from_the_first_word_to_the_next_day_and_sent(member):
    fields, name = opened(member)
    assert "Saved" not in member.htmx(f"{new(member)}/preview", **fields)
    assert kept(member) == []
    fields[name] = TYPED
    told = member.htmx(f"{new(member)}/preview", **fields)
    assert 'id="draft-said" hx-swap-oob="innerHTML">Saved<' in told
    assert "1 passage changes" in told
    mine = member.get("/me")
    assert "My drafts Seen by nobody" in mine.text
    assert "Respect Privacy: Typed with care. A new proposal, Care Charter" in mine.text
    (address,) = [one for one in mine.links if "draft=" in one]
    page = member.get(address)
    assert page.fields[name] == TYPED
    assert "Saved" in page.text
    sent = member.post(new(member), **{**page.fields, "title": "Typed", "act": "submit"})
    assert "Submitted." in sent.text
    assert kept(member) == []
    assert "My drafts" not in member.get("/me").text
    # A word that comes late, from the window that sent it, brings nothing back.
    assert "thrown away in another window" in member.htmx(f"{new(member)}/preview", **page.fields)
    assert kept(member) == []


def test_without_a_script_every_button_keeps_what_is_there(member):
    fields, name = opened(member)
    fields[name] = TYPED
    page = member.post(new(member), **{**fields, "act": f"open:{block(member, 'Look to Reuse')}"})
    assert "Saved" in page.text
    refused = member.post(new(member), 422, **{**page.fields, "act": "draft"})
    assert "Please give your proposal a title" in refused.text
    assert "Saved" in refused.text
    (draft,) = kept(member)
    assert draft.fields[name] == TYPED
    saved = member.post(new(member), **{**refused.fields, "title": "Typed", "act": "draft"})
    assert "Your draft is saved." in saved.text
    assert kept(member) == []


def test_it_is_offered_where_one_began_and_can_be_thrown_away(member):
    fields, name = opened(member)
    member.htmx(f"{new(member)}/preview", **{**fields, name: TYPED})
    page = member.get(new(member))
    assert "You began this earlier, and have not sent it: Respect Privacy: Typed" in page.text
    assert name not in page.fields
    (draft,) = kept(member)
    gone = member.post(f"/me/drafts/{draft.key}/throw-away", next=new(member))
    assert "Your draft is thrown away." in gone.text
    assert kept(member) == []
    member.get(f"{new(member)}?draft={draft.key}", 404)
    assert "no such draft" in member.post(f"/me/drafts/{draft.key}x/throw-away", 404).text


def test_nobody_else_ever_sees_it(member):
    fields, name = opened(member)
    member.htmx(f"{new(member)}/preview", **{**fields, name: TYPED})
    (draft,) = kept(member)
    member.sign_in("ada")
    assert "Typed with care" not in member.get("/me").text
    assert "Typed with care" not in member.get(new(member)).text
    member.get(f"{new(member)}?draft={draft.key}", 404)
    member.post(f"/me/drafts/{draft.key}/throw-away", 404)
    other = {**opened(member)[0], "draft": draft.key, name: "Not mine."}
    member.htmx(f"{new(member)}/preview", **other)
    assert kept(member)[0].fields[name] == TYPED
    assert all("Typed with care" not in line for line in member.community.lines())


def test_two_windows_on_one_draft(member):
    fields, name = opened(member)
    member.htmx(f"{new(member)}/preview", **{**fields, name: "First."})
    (draft,) = kept(member)
    second = member.get(f"{new(member)}?draft={draft.key}").fields
    # The first window goes on before the second has written: the second is told, and is not lost.
    member.htmx(f"{new(member)}/preview", **{**fields, name: "First, and more."})
    told = member.htmx(f"{new(member)}/preview", **{**second, name: "Second."})
    assert "Nothing was overwritten" in told
    assert f"draft={draft.key}" in told
    assert [one.fields[name] for one in kept(member)] == ["First, and more."]
    page = member.post(new(member), **{**second, name: "Second.", "act": "fork"})
    assert page.fields[name] == "Second."
    assert page.fields["draft"] != draft.key
    assert sorted(one.fields[name] for one in kept(member)) == ["First, and more.", "Second."]


def test_a_new_version_is_kept_too(member):
    c = member.community
    number = c.propose("dov", c.with_words(("personal attacks", "attacks")))
    address = f"{member.base}/amendments/{number}/edit"
    fields = member.get(address).fields
    assert "Saved" not in member.htmx(f"{address}/preview", **fields)
    member.htmx(f"{address}/preview", **{**fields, "note": "Half a"})
    (draft,) = kept(member)
    assert draft.amendment == number
    page = member.get("/me")
    assert f"A new version of proposal {number}" in page.text
    page = member.get(f"{address}?draft={draft.key}")
    assert page.fields["note"] == "Half a"
    member.get(f"{new(member)}?draft={draft.key}", 404)
    member.post(address, **{**page.fields, "act": "save"})
    assert kept(member) == []


def test_how_long_and_how_much(member, clock):
    fields, name = opened(member)
    assert "too long" in member.htmx(f"{new(member)}/preview", **{**fields, name: "x" * 1_300_000})
    member.htmx(f"{new(member)}/preview", **{**fields, name: "a\x00b"})
    assert [one.fields[name] for one in kept(member)] == ["a\x00b"]
    clock.advance(timedelta(days=89))
    forget(member.installation.database)
    assert len(kept(member)) == 1
    clock.advance(timedelta(days=2))
    forget(member.installation.database)
    with member.installation.database.reading() as reader:
        assert reader.session.exec(select(KeptDraftRow)).first() is None
    member.sign_in("dov")
    member.htmx(f"{new(member)}/preview", **{**opened(member)[0], name: TYPED})
    with member.installation.database.writing() as writer:
        drafts.forget_drafts(writer, person(member))
    assert kept(member) == []


def code_in(mail):
    return re.search(r"code is (\S+)", mail.get_content())[1]


def test_a_session_that_ended_goes_on_after_signing_in(member):
    fields, name = opened(member)
    fields |= {name: TYPED, "title": "Typed"}
    member.sign_in(None)
    page = member.post(new(member), 403, **{**fields, "act": "submit"})
    assert "What you typed is kept" in page.text
    page = member.post("/sign-in/again", **{**page.fields, "again_email": "dov@example.org"})
    wrong = {**page.fields, "again_code": "AAAA-AAAA"}
    page = member.post("/sign-in/again/code", 422, **wrong)
    assert page.fields[name] == TYPED
    done = member.post(
        "/sign-in/again/code", **{**page.fields, "again_code": code_in(member.mail[-1])}
    )
    assert "Submitted." in done.text
    assert "Typed with care" in done.text


def test_a_comment_and_an_answer_wait_too(member):
    c = member.community
    number = c.decide("cleo", c.with_words(("personal attacks", "attacks")))
    at = f"{member.base}/amendments/{number}"
    by = member.get(at).fields["by"]
    member.sign_in(None)
    for path, words in (
        ("/comments", {"body": "Half a thought.", "kind": "concern"}),
        ("/rounds/1/stance", {"stance": "object", "reason": "Harm.", "acceptable_if": "Less."}),
    ):
        page = member.post(at + path, 403, **{**words, "by": by})
        assert words.items() <= page.fields.items()
        assert "Sign in" in page.text
    member.sign_in("edda")
    page = member.post(f"{at}/comments", 403, body="Dov wrote this.", by=by)
    assert "Somebody else wrote this" in page.text
    member.sign_in("dov")
    done = member.post(f"{at}/comments", body="Dov wrote this.", kind="reaction", by=by)
    assert "Your comment is there." in done.text


def test_one_is_sent_on_within_this_place_only(member):
    member.post("/sign-in/again", again_email="dov@example.org", again_to="/x")
    answer = member.client.post(
        "/sign-in/again/code",
        data={
            "again_email": "dov@example.org",
            "again_to": "//evil.example",
            "again_code": code_in(member.mail[-1]),
        },
        follow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (307, "/")
