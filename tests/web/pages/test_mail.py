"""Choosing what comes by mail: on the page, and by the links at the foot of each mail."""

import re

import pytest

from app.mail.due import do_what_is_due
from app.mail.kinds import ALL
from app.mail.switches import Switch, read_token, token_of
from app.storage.mail import notices
from app.storage.mail.notices import Choice, Quiet, Rhythm
from tests.support.texts import KINDNESS, SHARING

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def choice(site, who):
    with site.installation.database.reading() as reader:
        person = site.community.people[who].person
        return notices.choice(reader, person, site.community.charter.id)


def do(site):
    site.mail.clear()
    do_what_is_due(site.installation.database, site.installation.sender, site.installation.post)
    return {one["To"].partition("@")[0]: one for one in site.mail}


def test_nobody_chooses_without_signing_in(site):
    assert site.get("/me/mail").address.endswith("/sign-in?next=/me/mail")
    site.post("/me/mail/quiet", 403, begins="1", ends="2")
    site.post(f"/me/mail/charters/{site.community.slug}", 403, rhythm="nothing")


def test_a_person_chooses_how_often_and_what(site):
    site.sign_in("dov")
    assert "/me/mail" in site.get("/me").links
    page = site.get("/me/mail")
    assert page.fields["rhythm"] == "at_once"
    names = {f"kind.{one.name}": "1" for one in ALL if one.name != "replied"}
    address = f"/me/mail/charters/{site.community.slug}"
    page = site.post(address, rhythm="daily", hold="1", **names)
    assert "Kept. Your mail comes as you said." in page.text
    assert page.fields["rhythm"] == "daily"
    assert choice(site, "dov") == Choice(
        Rhythm.DAILY, holds_important=True, off=frozenset({"replied"})
    )
    assert choice(site, "edda") == Choice()
    site.post(address, 422, rhythm="hourly")
    site.post("/me/mail/charters/other", 404, rhythm="daily")
    assert choice(site, "dov").rhythm is Rhythm.DAILY


def test_what_was_off_before_and_is_not_on_the_page_stays_off(site):
    """Who was a steward chose about mail for stewards, which the page of a member does not show."""
    person, charter = site.community.people["dov"].person, site.community.charter.id
    with site.installation.database.writing() as writer:
        notices.save_choice(writer, person, charter, Choice(off=frozenset({"reported", "replied"})))
    site.sign_in("dov")
    page = site.get("/me/mail")
    assert "kind.reported" not in page.fields
    on = {f"kind.{one.name}": "1" for one in ALL if one.name not in {"mentioned", "reported"}}
    site.post(f"/me/mail/charters/{site.community.slug}", rhythm="at_once", **on)
    assert choice(site, "dov").off == {"reported", "mentioned"}


def test_a_person_chooses_quiet_hours(site):
    site.sign_in("dov")
    page = site.post("/me/mail/quiet", begins="21", ends="9", zone="Asia/Kathmandu")
    assert page.fields["zone"] == "Asia/Kathmandu"
    with site.installation.database.reading() as reader:
        found = notices.quiet_of(reader, site.community.people["dov"].person)
    assert (found.begins, found.ends, found.zone.key) == (21, 9, "Asia/Kathmandu")
    page = site.post("/me/mail/quiet", 422, begins="21", ends="9", zone="Atlantis")
    assert "no time zone of this name" in page.text
    assert page.fields["zone"] == "Atlantis"
    for wrong in ("24", "-1", "x", ""):
        site.post("/me/mail/quiet", 422, begins=wrong, ends="9")
    site.post("/me/mail/quiet", begins="5", ends="5", zone="")
    with site.installation.database.reading() as reader:
        found = notices.quiet_of(reader, site.community.people["dov"].person)
    assert found == Quiet(5, 5)


@pytest.fixture
def letter(site):
    """A mail to dov about a new proposal."""
    do(site)
    number = site.community.propose("cleo", site.community.with_words(KINDNESS))
    site.community.submit("cleo", number)
    return do(site)["dov"]


def link(letter):
    address = re.search("<(.*)>", letter["List-Unsubscribe"])[1]
    return address.partition("http://127.0.0.1:8000")[2]


def test_one_press_in_a_mail_program_stops_a_kind_without_signing_in(site, letter):
    answer = site.client.post(link(letter), data=ONE_CLICK, follow_redirects=False)
    assert answer.status_code == 200
    assert not answer.history
    assert "set-cookie" not in answer.headers
    assert choice(site, "dov") == Choice(off=frozenset({"proposed"}))
    other = site.community.propose("cleo", site.community.with_words(SHARING))
    site.community.submit("cleo", other)
    assert set(do(site)) == {"ada", "bela", "edda"}


def test_looking_at_the_link_stops_nothing_and_its_button_does(site, letter):
    page = site.get(link(letter))
    assert "Somebody brings a new proposal into discussion" in page.text
    assert "Care Charter" in page.text
    assert choice(site, "dov") == Choice()
    assert "Done." in site.post(link(letter)).text
    assert "Done." in site.post(link(letter)).text
    assert choice(site, "dov").off == {"proposed"}
    page = site.post(link(letter).replace("/off/", "/on/"))
    assert "It comes to you by mail again." in page.text
    assert choice(site, "dov") == Choice()


def test_the_link_of_a_digest_stops_all_of_a_charter(site):
    person, charter = site.community.people["dov"].person, site.community.charter.id
    token = token_of(site.installation.secret, Switch(person, charter, "all"))
    site.post(f"/me/mail/off/{token}")
    assert choice(site, "dov").rhythm is Rhythm.NOTHING
    site.post(f"/me/mail/on/{token}")
    assert choice(site, "dov").rhythm is Rhythm.AT_ONCE


def test_a_link_that_was_changed_does_nothing(site, letter):
    token = link(letter).rpartition("/")[2]
    person, charter, kind, signature = token.split(".")
    for wrong in (
        f"{int(person) + 1}.{charter}.{kind}.{signature}",
        f"{person}.{charter}.decision-opened.{signature}",
        f"{person}.{charter}.{kind}.{signature[:-1]}0"
        if not signature.endswith("0")
        else f"{person}.{charter}.{kind}.{signature[:-1]}1",
        token[:-1],
        "x",
        "1.2.3.é",
        "...",
    ):
        site.get(f"/me/mail/off/{wrong}", 404)
        site.post(f"/me/mail/off/{wrong}", 404)
    assert choice(site, "dov") == Choice()
    assert read_token(b"another secret", token) is None
