"""The page that says who can read a charter: changing it, being asked, and what readers find."""

from amendments.belonging.visibility import NOTICE
from app.mail.due import do_what_is_due


def due(site):
    do_what_is_due(site.installation.database, site.installation.sender, site.installation.post)


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
    new = f"{site.base}/amendments/new?passage={house.block('Respect Privacy').id}"
    assert "Only members see that it is from you" in site.get(new).text
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
    site.installation.database.clock.advance(NOTICE)
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
    assert "everyone can read it, with your name, and members" in site.get(new).text
    house.comment("dov", number, "said to all")
    site.sign_in(None)
    assert "said to all" in site.get(proposal).text
    said_openly = house.discuss("cleo", house.with_words(("kindness, even", "kindness, also")))
    assert "By Cleo" in site.get(f"{site.base}/amendments/{said_openly}").text
    told = site.client.get(f"/api/v1/charters/care-charter/amendments/{number}/comments").json()
    assert told["kept_back"] == 1
    assert [(one["body"], one["author"]) for one in told["items"]] == [
        ("an answer to it", {"member": None, "name": "Edda", "role": "member"}),
        ("said to all", {"member": None, "name": "Dov", "role": "member"}),
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


def test_forms_say_from_which_day_on_more_people_read_what_is_written(site):
    house, page_at = site.community, f"{site.base}/visibility"
    number = house.propose("ada", house.with_words(("kindness, even", "kindness")))
    forms = (f"{site.base}/amendments/new", f"{site.base}/amendments/{number}")
    site.sign_in("ada")
    # Each time: who reads it now, what is announced, and what both forms say about it.
    for now, to, new, comment in (
        ("public", "open", "who proposes something, and the discussion", "the discussion"),
        ("members", "public", "what is proposed and why , without the name", ""),
        ("members", "open", "what is proposed and why, and the discussion", "the discussion"),
    ):
        if house.charter.openness != now:
            site.post(page_at, to=now)
        assert not any("will read" in site.get(one).text for one in forms)
        site.post(page_at, to=to)
        said = [site.get(one).text for one in forms]
        for text in said:
            assert "From Monday, 9 March 2026" in text
            assert f"on, everyone will read {new}" in text
            assert ". That is about what is submitted or written after that." in text
        # A draft is submitted and discussed in two places.
        assert said[1].count("everyone will read") == (2 if comment else 1)
        assert (f"on, everyone will read {comment} , with names" in said[1]) == bool(comment)
        site.sign_in(None)
        assert "will read" not in site.client.get(forms[1]).text
        site.sign_in("ada")
        if now != "members" or to != "open":
            site.post(f"{page_at}/stop")
    house.submit("ada", number)
    site.installation.database.clock.advance(NOTICE)
    assert not any("will read" in site.get(one).text for one in forms)
