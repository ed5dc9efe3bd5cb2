"""Inviting, joining and asking, as people do it on the pages."""

import re
from datetime import timedelta

import pytest

from app.mail.due import do_what_is_due
from app.storage.texts import charters


def links(mail):
    return re.findall(r"http\S+?(/care-charter/join/\S+)", mail.get_content())


def sent(site, before=0):
    """What has gone out since, after all that is due was done."""
    do_what_is_due(site.installation.database, site.installation.sender, site.installation.post)
    return site.mail[before:]


def people(site):
    with site.installation.database.reading() as reader:
        found = charters.members(reader, site.community.charter.id)
    return {one.email: (one.name, one.role.value) for one in found}


def invited(site, email):
    """The link in the mail of a new invitation by ada."""
    site.sign_in("ada")
    before = len(sent(site))
    page = site.post(f"{site.base}/members/invitations", email=email)
    assert "The invitation is on its way" in page.text
    assert email in page.text
    (mail,) = sent(site, before)
    assert mail["To"] == email
    assert "Ada (steward) invites you" in mail.get_content()
    (link,) = links(mail)
    site.sign_in(None)
    return link


def test_somebody_is_invited_says_yes_and_signs_in(site):
    link = invited(site, "finn@example.org")
    page = site.get(link)
    assert "Join Care Charter?" in page.text
    for _ in range(3):  # a robot that opens every link
        site.get(link)
    assert "finn@example.org" not in people(site)
    page = site.post(link, answer="yes", name="  Finn   Berg ")
    assert people(site)["finn@example.org"] == ("Finn Berg", "member")
    assert "You belong to the charter now" in page.text
    code = re.search(r"code is (\S+)", site.mail[-1].get_content())[1]
    page = site.post("/sign-in/code", **{**page.fields, "code": code})
    assert page.address.endswith(f"{site.base}?said=signed-in")
    assert "You belong to this charter already." in site.get(link).text
    assert "You belong to this charter already." in site.post(link, answer="yes").text
    site.sign_in(None)
    assert "If you have joined with it, sign in." in site.get(link, 404).text
    site.post(link, 404, answer="yes")
    assert "Finn" not in "".join(site.community.lines())
    assert "joined by invitation 1" in site.get(f"{site.base}/record").text


def test_who_says_no_does_not_belong_and_the_address_is_gone(site):
    link = invited(site, "finn@example.org")
    assert "Thank you for saying so" in site.post(link, answer="no").text
    assert "finn@example.org" not in people(site)
    site.get(link, 404)
    site.sign_in("ada")
    assert "finn@example.org" not in site.get(f"{site.base}/members").source


def test_inviting_tells_nothing_about_who_has_an_account(site, found_community):
    found_community(slug="other", stewards=1, members=5)  # gil has an account, elsewhere
    answers = []
    for email in ("nobody@example.org", "gil@example.org", "dov@example.org"):
        link = invited(site, email)
        answers.append(site.get(link).source.replace(link, "").replace(email, ""))
    assert answers[0] == answers[1] == answers[2]
    before = people(site)
    site.post(link, answer="yes", name="Somebody Else")  # dov's, who belongs already
    assert people(site) == before
    site.get(link, 404)


def test_what_was_sent_to_another_address_is_for_nobody_else(site):
    link = invited(site, "finn@example.org")
    site.sign_in("dov")
    assert "another address" in site.get(link).text
    assert "another address" in site.post(link, 403, answer="yes").text
    assert "finn@example.org" not in people(site)


def test_an_invitation_ends_and_can_be_taken_back(site, clock):
    link = invited(site, "finn@example.org")
    clock.advance(timedelta(days=13, hours=23))
    site.get(link)
    clock.advance(timedelta(hours=1))
    site.get(link, 404)
    site.post(link, 404, answer="yes")
    sent(site)
    with site.installation.database.reading() as reader:
        query = "SELECT count(*) FROM invitation WHERE address IS NOT NULL"
        assert reader.session.connection().exec_driver_sql(query).scalar_one() == 0
    link = invited(site, "finn@example.org")
    site.sign_in("ada")
    page = site.post(f"{site.base}/members/invitations", 409, email="Finn@example.org")
    assert "has an open invitation already" in page.text
    page = site.post(f"{site.base}/members/invitations/2/withdraw")
    assert "Taken back" in page.text
    assert "finn@example.org" not in page.source
    site.post(f"{site.base}/members/invitations/2/withdraw", 409)
    site.sign_in(None)
    site.get(link, 404)


def test_a_link_for_some_people_and_some_days(site, clock):
    site.sign_in("ada")
    site.post(f"{site.base}/members/links", 422, uses="0", days="7")
    site.post(f"{site.base}/members/links", 422, uses="1", days="91")
    page = site.post(f"{site.base}/members/links", uses="2", days="7")
    (link,) = re.findall(r"http\S+?(/care-charter/join/[^<\s]+)", page.source)
    assert link not in site.get(f"{site.base}/members").source
    with site.installation.database.reading() as reader:
        rows = reader.session.connection().exec_driver_sql("SELECT * FROM invitation").all()
    assert link.rpartition("/")[2] not in str(rows)
    site.sign_in(None)
    before = len(sent(site))
    page = site.post(link, email="finn@example.org")
    assert "A mail is on its way" in page.text
    assert "finn@example.org" not in people(site)  # anyone can type in any address
    (mail,) = site.mail[before:]
    (own,) = links(mail)
    site.post(own, answer="yes", name="Finn")
    assert people(site)["finn@example.org"] == ("Finn", "member")
    site.get(own, 404)
    # Whoever was removed does not come back by a link that goes round.
    site.community.look_again()
    site.community.remove("ada", "finn", "They shouted.")
    site.post(link, email="finn@example.org")
    (again,) = links(site.mail[-1])
    assert "invitation of your own" in site.post(again, 403, answer="yes", name="Finn").text
    clock.advance(timedelta(days=7))
    site.get(link, 404)


def test_somebody_who_is_signed_in_takes_the_last_use_of_a_link(site, found_community):
    found_community(slug="other", stewards=1, members=6)
    site.sign_in("ada")
    page = site.post(f"{site.base}/members/links", uses="1", days="7")
    (link,) = re.findall(r"http\S+?(/care-charter/join/[^<\s]+)", page.source)
    site.sign_in("gil")
    page = site.post(link, answer="yes", name="Another Name")
    assert "You belong to this charter now" in page.text
    assert people(site)["gil@example.org"] == ("Gil", "member")
    site.sign_in("hana")
    site.get(link, 404)


def test_asking_to_join_and_the_two_answers(site, clock):
    sent(site)
    page = site.get(site.base)
    assert f"{site.base}/join" in page.links
    site.post(f"{site.base}/join", 422, email="nothing")
    page = site.post(f"{site.base}/join", email="finn@example.org")
    assert "A mail is on its way" in page.text
    (own,) = links(site.mail[-1])
    site.post(own, 422, name="Finn", why=" ")
    page = site.post(own, name="Finn", why="I live next door & care.")
    assert "The stewards answer you by mail" in page.text
    assert "finn@example.org" not in people(site)
    told = {one["To"] for one in sent(site) if "asks to join" in one["Subject"]}
    assert told == {"ada@example.org", "bela@example.org"}

    site.sign_in("dov")
    assert "I live next door" not in site.get(f"{site.base}/members").source
    assert "I live next door" not in "".join(
        site.client.get("/api/v1/charters/care-charter/record?openings=1").text
    )
    site.post(f"{site.base}/members/requests/1/yes", 403)
    site.sign_in("ada")
    assert "I live next door & care." in site.get(f"{site.base}/members").text
    site.post(f"{site.base}/members/requests/1/no", 422, reason="")
    before = len(site.mail)
    site.post(f"{site.base}/members/requests/1/no", reason="We are full <for> now.")
    (mail,) = sent(site, before)
    assert mail["To"] == "finn@example.org"
    assert "We are full <for> now." in mail.get_body(("plain",)).get_content()
    assert "belong to" not in mail.get_body(("plain",)).get_content()
    site.post(f"{site.base}/members/requests/1/yes", 409)

    site.sign_in("finn")
    page = site.get(f"{site.base}/join")
    assert "You can ask again on" in page.text
    site.post(f"{site.base}/join", 409, why="Please.")
    clock.advance(timedelta(days=30))
    site.sign_in("finn")
    site.post(f"{site.base}/join", why="Now?")
    assert "You have asked already" in site.get(f"{site.base}/join").text
    site.sign_in("bela")
    before = len(site.mail)
    assert (
        "They belong to this charter now" in site.post(f"{site.base}/members/requests/2/yes").text
    )
    assert "the stewards said yes" in sent(site, before)[-1].get_body(("plain",)).get_content()
    assert people(site)["finn@example.org"] == ("Finn", "member")


def test_requests_are_switched_off_and_on(site):
    site.sign_in("dov")
    site.post(f"{site.base}/members/requests/switch", 403, takes="no")
    site.sign_in("ada")
    site.post(f"{site.base}/members/requests/switch", takes="no")
    site.sign_in(None)
    assert f"{site.base}/join" not in site.get(site.base).links
    assert "takes no requests" in site.get(f"{site.base}/join").text
    site.post(f"{site.base}/join", 403, email="finn@example.org")
    site.sign_in("ada")
    site.post(f"{site.base}/members/requests/switch", takes="yes")
    site.sign_in(None)
    assert f"{site.base}/join" in site.get(site.base).links


def test_a_charter_for_members_is_joined_by_invitation_only(site, found_community):
    inner = found_community(slug="inner", visibility="members", stewards=1)
    site.get("/inner/join", 404)
    site.get("/inner/join/nothing", 404)
    site.sign_in("ada")
    page = site.post("/inner/members/links", uses="1", days="7")
    (link,) = re.findall(r"http\S+?(/inner/join/[^<\s]+)", page.source)
    site.sign_in("bela")
    assert "Join Care Charter?" in site.get(link).text
    site.post(link, answer="yes")
    assert "bela@example.org" in {one.email for one in _members_of(site, inner)}


def _members_of(site, house):
    with site.installation.database.reading() as reader:
        return charters.members(reader, house.charter.id)


def test_who_was_removed_is_told_why(site):
    before = len(sent(site))
    site.community.remove("ada", "dov", "They told others what was said here.")
    (mail,) = sent(site, before)
    assert mail["To"] == "dov@example.org"
    words = " ".join(mail.get_body(("plain",)).get_content().split())
    assert "Ada (steward) removed you from Care Charter" in words
    assert "They told others what was said here." in words
    assert mail["List-Unsubscribe"] is None


@pytest.mark.parametrize("path", ["invitations", "links", "requests/1/yes"])
def test_only_stewards_let_people_in(site, path):
    site.sign_in("dov")
    page = site.post(f"{site.base}/members/{path}", 403, email="x@example.org", uses="1", days="1")
    assert "Only a steward" in page.text


def test_somebody_goes_by_another_name_everywhere(site, found_community):
    found_community(slug="other", stewards=1, members=3)
    site.sign_in("dov")
    page = site.post("/me/name", 422, name="  ")
    assert "Please write the name" in page.text
    page = site.post("/me/name", 422, name="x" * 101)
    assert page.fields["name"] == "x" * 101
    page = site.post("/me/name", name="  Dov   <b>Lind</b> ")
    assert "Everybody sees your new name" in page.text
    site.sign_in("cleo")
    for slug in ("care-charter", "other"):
        assert "Dov <b>Lind</b>" in site.get(f"/{slug}/members").text
        assert "goes by another name now" in site.get(f"/{slug}/record").text
    assert "Lind" not in "".join(site.community.lines())


def test_the_stewards_forms_keep_what_was_typed(site, three):
    site.sign_in("ada")
    handle = three.handle("dov")
    three.remove("bela", "dov", "They moved away.")  # while the form was open
    typed = {"member": handle, "until": "2027-02-28", "reason": "They listen well."}
    page = site.post(f"{site.base}/members/stewards", 404, **typed)
    assert "What you typed is still here." in page.text
    assert "<details open>" in page.source
    assert 'value="2027-02-28"' in page.source
    assert "They listen well.</textarea>" in page.source
    page = site.post(f"{site.base}/members/requests/9/yes", 404)
    assert "What you typed" not in page.text
