"""The page that says who can read a charter: changing it, being asked, and what readers find."""

from amendments.visibility import NOTICE
from app.mail.due import do_what_is_due


def due(site):
    do_what_is_due(site.place.database, site.place.sender, site.place.post)


def test_a_discussion_is_opened_by_its_steward_and_read_by_all(site):
    house, page_at = site.community, f"{site.base}/visibility"
    number = house.propose("cleo", house.with_words(("Respect Privacy", "Respect privacy")))
    house.submit("cleo", number)
    house.comment("dov", number, "said in confidence", kind="question")
    house.comment("edda", number, "an answer to it", reply_to=1)
    proposal = f"{site.base}/amendments/{number}"
    page = site.get(page_at)
    assert "stay among members" in page.text
    assert "Change who can read it" not in page.text
    site.sign_in("ada")
    page = site.post(page_at, 422, to="nobody", reason="Kept what I typed")
    assert "Please choose who is to read it" in page.text
    assert "Kept what I typed" in page.source
    page = site.post(page_at, to="open", reason="We trust.")
    assert "It is announced" in page.text
    assert "Any steward can stop it until then" in page.text
    due(site)
    site.sign_in("edda")
    assert "May everyone read what you wrote here before?" in site.get("/me").text
    page = site.post(f"{page_at}/consent", discussion="yes")
    assert "Your answer is kept" in page.text
    assert "May everyone read" not in site.get("/me").text
    site.sign_in(None)
    assert "1 comment" not in site.get(page_at).text
    assert "an answer to it" not in site.get(proposal).text
    site.place.database.clock.advance(NOTICE)
    page = site.get(proposal)
    assert "an answer to it" in page.text
    assert "Edda" in page.text
    assert "Said among members" in page.text
    assert "said in confidence" not in page.text
    assert "Dov" not in page.text
    assert "Cleo" not in page.text
    assert 'id="comment-body"' not in page.text
    site.sign_in("dov")
    assert "Anyone can read this, with your name." in site.get(proposal).text
    house.comment("dov", number, "said to all")
    site.sign_in(None)
    assert "said to all" in site.get(proposal).text
    told = site.client.get(f"/api/v1/charters/care-charter/amendments/{number}/comments").json()
    assert [(one["body"], one["author"]) for one in told["items"]] == [
        ("an answer to it", {"member": None, "name": "Edda"}),
        ("said to all", {"member": None, "name": "Dov"}),
    ]
    record = site.get(f"{site.base}/record").text
    assert "From now on everyone can read the charter, its proposals and the discussion." in record
    assert "A member agreed that everyone reads what they said in discussions before" in record


def test_what_is_announced_can_be_stopped_and_what_is_narrowed_is_unknown_to_others(site):
    page_at = f"{site.base}/visibility"
    site.sign_in("ada")
    site.post(page_at, to="open")
    assert "nothing has changed" in site.post(f"{page_at}/stop").text
    assert "Fewer people" in site.post(page_at, to="members").text
    site.sign_in(None)
    site.get(site.base, 404)
    site.get(page_at, 404)
