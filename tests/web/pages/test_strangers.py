"""What people who had never seen the place stumbled over, and what is there for them now."""

import re

from app.mail.kinds.groups import shown
from app.services import entry
from app.storage import mail
from tests.support.texts import KINDNESS


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
    with site.place.database.reading() as reader:
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


def choice(site, who):
    with site.place.database.reading() as reader:
        person = site.community.people[who].person
        return mail.choice(reader, person, site.community.charter.id)
