"""Every page, as a reader, a member and a steward: it is there, and it is made well."""

import pytest

from tests.support.community import Community

PEOPLE = [None, "dov", "ada"]


@pytest.fixture
def numbers(three: Community) -> dict[str, int]:
    """Proposals in every state."""
    c = three
    adopted = c.decide("cleo", c.with_words(("personal information without permission",
                                             "personal things without permission")))  # fmt: skip
    c.answer_all(adopted, ["ada", "bela", "cleo", "dov", "edda"])
    c.close("ada", adopted)
    talk = c.propose("dov", c.with_words(("wherever possible", "wherever you can")))
    c.submit("dov", talk)
    c.comment("edda", talk, "Why?", kind="question")
    c.comment("dov", talk, "Because.", reply_to=1)
    c.revise("dov", talk, c.with_words(("wherever possible", "where you can")), note="Shorter.")
    open_one = c.decide("edda", c.with_words(("kindness, even", "kindness, also")))
    c.object_to("cleo", open_one)
    c.answer("bela", open_one, "concern", "Hm.")
    draft = c.propose("dov", c.with_words(("personal attacks", "any attacks")))
    return {"adopted": adopted, "talk": talk, "open": open_one, "draft": draft}


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_is_there_and_well_made(site, numbers, who):
    site.sign_in(who)
    block = site.community.block("Respect Privacy").id
    for tail in (
        "", "/revisions", "/revisions/1", "/revisions/2", "/on/2024-01-31", "/compare/1...2",
        "/compare/2...1", "/compare/1...2?view=side", f"/passages/{block}", "/amendments", "/rules",
        "/members", "/record", "/record?before=9", f"/amendments/{numbers['adopted']}",
        f"/amendments/{numbers['adopted']}/rounds/1", f"/amendments/{numbers['talk']}",
        f"/amendments/{numbers['talk']}/versions/1...2", f"/amendments/{numbers['open']}",
        f"/amendments/{numbers['open']}?view=side", f"/amendments/{numbers['open']}/rounds/1",
    ):  # fmt: skip
        site.get(site.base + tail)
    site.get("/sign-in")


def test_one_charter_alone_is_the_first_page(site):
    assert site.get("/").address.endswith(site.base)


def test_pages_for_members_alone(site, numbers):
    for who, status in ((None, 403), ("dov", 200)):
        site.sign_in(who)
        site.get(f"{site.base}/amendments/new", status)
        site.get(f"{site.base}/amendments/{numbers['talk']}/edit", status)
        site.get(f"{site.base}/amendments/{numbers['draft']}", 404 if who is None else 200)
    site.sign_in("edda")
    site.get(f"{site.base}/amendments/{numbers['draft']}", 404)
    site.get(f"{site.base}/desk", 403)
    site.sign_in("ada")
    site.get(f"{site.base}/desk")
    site.get("/me")


def test_readers_see_no_names_and_no_comments(site, numbers):
    told = site.get(f"{site.base}/amendments/{numbers['talk']}")
    assert "Dov" not in told.source
    assert "Because." not in told.source
    assert "2 comments" in told.text
    site.sign_in("edda")
    assert "Because." in site.get(f"{site.base}/amendments/{numbers['talk']}").text


def test_a_charter_for_members_is_not_there_for_others(found_community, site):
    hidden = found_community(slug="inner", visibility="members", stewards=1)
    for tail in ("", "/revisions", "/amendments", "/rules", "/members", "/record", "/on/2024-01-31",
                 "/compare/1...1", "/amendments/new", "/desk"):  # fmt: skip
        page = site.get(f"/{hidden.slug}{tail}", 404)
        assert any(link.startswith("/sign-in?next=") for link in page.links)
    assert "inner" not in site.get(f"{site.base}").source
    site.sign_in("ada")
    site.get("/inner")
    assert "/inner" in site.get("/").links


def test_what_is_not_there(site):
    for tail in ("/revisions/99", f"/revisions/{10**20}", "/amendments/7",
                 "/passages/nothing", "/compare/1...9", "/amendments/1/rounds/1"):  # fmt: skip
        page = site.get(site.base + tail, 404)
        assert "/" in page.links
    for tail, status in (
        ("/on/1999-01-01", 404), ("/on/tomorrow", 422), ("/on?day=31.1.2024", 422),
        ("/on/99999-99-99", 422),
    ):  # fmt: skip
        page = site.get(site.base + tail, status)
        assert {f"{site.base}/revisions/1", site.base} <= set(page.links)
        assert "day" in page.fields
    site.get("/nowhere/at/all", 404)


def test_the_forms_of_the_history_lead_to_pages(site, numbers):
    assert site.get(f"{site.base}/on?day=2024-01-31").address.endswith("/on/2024-01-31")
    assert site.get(f"{site.base}/compare?a=1&b=2").address.endswith("/compare/1...2")


def test_a_passage_tells_why_it_is_there(site, numbers):
    block = site.community.block("Respect Privacy").id
    page = site.get(f"{site.base}/passages/{block}")
    assert "It was changed with revision 2" in page.text
    assert "The proposal passed." in page.text
    assert f"{site.base}/amendments/{numbers['adopted']}" in page.links


def test_the_answers_carry_their_policy(site):
    answer = site.client.get(site.base)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
