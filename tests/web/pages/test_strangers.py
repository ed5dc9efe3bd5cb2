"""What people who had never seen the place stumbled over, and what is there for them now."""

import re
from datetime import timedelta

from app.mail.due import do_what_is_due
from app.mail.kinds.groups import shown
from app.services import entry
from app.storage.mail import notices
from tests.support.texts import KINDNESS
from tests.web.pages.reading import read_page


def test_the_text_can_be_taken_along(site, three):
    number = three.decide("cleo", three.with_words(KINDNESS))
    three.answer_all(number, ["ada", "bela", "cleo", "dov", "edda"])
    three.close("ada", number)
    page = site.get(site.base)
    assert "Take it along:" in page.text
    for link in (one for one in page.links if "/text." in one):
        assert link.startswith(f"{site.base}/revisions/2/text.")
    first = f"{site.base}/revisions/1/text"
    assert f"{first}.md" in site.get(f"{site.base}/revisions/1").links
    markdown, plain = site.client.get(f"{first}.md"), site.client.get(f"{first}.txt")
    with site.installation.database.reading() as reader:
        stored = entry.revision(reader, three.charter, 1)
    assert markdown.content == stored.document.text.encode()
    assert "care-charter-revision-1.md" in markdown.headers["content-disposition"]
    assert "**" not in plain.text
    assert "\n#" not in plain.text
    assert re.search(r"Care Charter · Revision 1, \d+ \w+ \d{4}\n$", plain.text)
    site.get(f"{site.base}/revisions/9/text.md", 404)


def test_a_draft_is_found_again_on_the_charters_page(site, three):
    number = three.propose("dov", three.with_words(KINDNESS), title="Be kind")
    site.sign_in("dov")
    page = site.get(site.base)
    assert "You have a draft from" in page.text
    assert f"{site.base}/amendments/{number}" in page.links
    mine = site.get("/me")
    assert "My drafts" in mine.text
    assert "Your drafts" not in mine.text
    assert mine.links.count(f"{site.base}/amendments/{number}") == 1
    site.sign_in("edda")
    assert "You have a draft" not in site.get(site.base).text


def test_who_has_answered_sees_what_comes_next_and_can_change_it(site, three):
    number = three.decide("cleo", three.with_words(KINDNESS))
    three.answer("dov", number, "consent")
    site.sign_in("dov")
    page = site.get(f"{site.base}/amendments/{number}")
    assert "What happens next: the decision is open until" in page.text
    form = page.source.index('name="stance"')
    assert page.source.rindex("<details", 0, form) > page.source.rindex("</details>", 0, form)
    assert '<details class="my-answer"><summary>Change it</summary>' in page.source
    site.sign_in("edda")
    assert "my-answer" not in site.get(f"{site.base}/amendments/{number}").source


def test_mail_is_chosen_under_headings_and_stewards_have_their_own(site):
    site.sign_in("ada")
    page = site.get("/me/mail")
    assert "For stewards" in page.text
    assert "kind.reported" in page.fields
    address = f"/me/mail/charters/{site.community.slug}"
    ticked = {f"kind.{one.name}": "1" for _title, kinds in shown(is_steward=True) for one in kinds}
    del ticked["kind.reported"]
    site.post(address, rhythm="daily", **ticked)
    assert choice(site, "ada").off == {"reported"}

    site.sign_in("dov")
    page = site.get("/me/mail")
    for heading in ("What needs me", "Proposals and decisions", "Talk", "My membership"):
        assert f"<legend>{heading}</legend>" in page.source
    assert "For stewards" not in page.text
    site.post(address, rhythm="daily", **ticked)
    assert choice(site, "dov").off == frozenset(), "what was not shown is not switched off"


def test_a_change_of_rules_says_which_and_how(site, three):
    three.change_rules("ada", quorum="1/2")
    before, now = "it was “", "” and is now “"
    text = site.get(f"{site.base}/record").text
    assert f"changed the rules of deciding. How many have to answer: {before}" in text
    assert now in text
    assert "Time to answer: it was" not in text, "only what changed is told"
    do_what_is_due(site.installation.database, site.installation.sender, site.installation.post)
    told = [one.get_body(("plain",)).get_content() for one in site.mail]
    (words,) = {
        " ".join(one.split()) for one in told if "changed the rules" in one and "Dov" in one
    }
    assert "How many have to answer. Before: " in words
    assert " Now: " in words


def test_a_stranger_finds_how_to_join_and_stays_in_the_charter(site, found_community):
    found_community(slug="other", stewards=1, members=6)
    site.sign_in("gil")
    page = site.get(site.base)
    assert page.links.count(f"{site.base}/join") == 2, "above the text, and at the foot"
    assert f"{site.base}/join" in site.get(f"{site.base}/rules").links
    page = site.get(f"{site.base}/join")
    assert f"{site.base}/amendments" in page.links
    site.sign_in("dov")
    assert f"{site.base}/join" not in site.get(site.base).links


def test_ones_own_data_can_be_read_on_the_page(site, three, clock):
    three.discuss("dov", three.with_words(KINDNESS), title="Be kind to all")
    site.sign_in("dov")
    assert "care-charter, proposal 1: Be kind to all" in site.get("/me/data").text
    clock.advance(timedelta(hours=1))
    page = site.get("/me/data")
    assert "Be kind to all" not in page.text, "it holds what was said in confidence"
    assert "To read it here, show once more that it is you." in page.text
    assert "To be sure that it is you" in site.post("/me/data", 403).text


def test_what_comes_from_elsewhere_is_refused_by_a_kind_page(site):
    foreign = {"Sec-Fetch-Site": "cross-site"}
    answer = site.client.post("/sign-in", data={"email": "x"}, headers=foreign)
    assert answer.status_code == 403
    assert "so nothing was done" in read_page(answer.text).text
    answer = site.client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "nothing under this host name" in read_page(answer.text).text


def choice(site, who):
    with site.installation.database.reading() as reader:
        person = site.community.people[who].person
        return notices.choice(reader, person, site.community.charter.id)
