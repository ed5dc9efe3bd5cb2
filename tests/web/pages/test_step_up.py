"""A fresh sign-in before acts that reach far, with what was typed carried along."""

import re
from datetime import timedelta

import pytest

from app.services.belonging.stewards import open_changes
from tests.support import who_asks

REASON = "Cleo & nobody else"
OBJECTION = "/{slug}/amendments/{k:int}"
#: Every act that reaches far, with what makes it so.
FAR = {
    "/{slug}/members/stewards": {},
    "/{slug}/members/stewards/end": {},
    "/{slug}/members/stewards/{n}/confirm": {},
    "/{slug}/members/remove": {"sure": "yes"},
    "/{slug}/rules": {"act": "now"},
    "/{slug}/visibility": {"to": "open"},
    f"{OBJECTION}/objections/{{o:int}}/set-aside": {},
    f"{OBJECTION}/rounds/{{r:int}}/objections/{{o:int}}": {"resolution": "set_aside"},
    "/me/erase": {"way": "name"},
    "/me/security/tokens": {"name": "A", "scope": "steward", "expires": "30"},
}
#: These need a host name or a provider: see test_passkeys.py and test_provider.py.
ELSEWHERE = {"/me/security/passkeys/new", "/me/security/provider"}


def code_in(mail):
    return re.search(r"code is (\S+)", mail.get_content())[1]


@pytest.fixture
def typed(site):
    """What ada types in, to propose that cleo is a steward."""
    return {"member": site.community.handle("cleo"), "reason": REASON}


@pytest.fixture
def members(site, clock):
    """The address that makes stewards; ada signed in sixteen minutes ago."""
    site.sign_in("ada")
    clock.advance(timedelta(minutes=16))
    return f"{site.base}/members/stewards"


def proposed(site):
    """The reasons of what was proposed."""
    with site.community.reading("bela") as (reader, access):
        return [one.reason for one in open_changes(reader, access)]


def test_a_steward_is_proposed_after_confirming(site, members, typed):
    page = site.post(members, 403, **typed)
    assert "confirm that it is you" in page.text
    assert proposed(site) == []
    before = site.client.cookies["charter_session"]
    page = site.post("/me/confirm", **page.fields)
    assert site.mail[-1]["To"] == "ada@example.org"
    fields = {**page.fields, "confirm_code": code_in(site.mail[-1])}
    told = site.post("/me/confirm/code", **fields)
    assert "Another steward can confirm it" in told.text
    assert proposed(site) == [REASON]
    assert site.client.cookies["charter_session"] != before


def test_what_reaches_far_asks_who_it_is(site, members):
    before = site.community.lines()
    for path, sent in {**FAR, "/me/data": {}, "/me/data/export": {}}.items():
        address = re.sub(r"\{\w+(:int)?\}", "1", path.replace("{slug}", site.base.strip("/")))
        assert "confirm that it is you" in site.post(address, 403, **sent).text, path
    assert site.community.lines() == before


def test_these_are_all_that_reach_far():
    done_from = who_asks.addresses(who_asks.service()).values()
    told = {at for where in done_from for one in where for at in re.findall(r"`POST (.+)`\\", one)}
    assert told == FAR.keys() | ELSEWHERE


def test_right_after_signing_in_nothing_is_asked(site, typed):
    site.sign_in("ada")
    site.post(f"{site.base}/members/stewards", **typed)
    assert proposed(site) == [REASON]


def test_what_does_not_reach_far_needs_no_second_sign_in(site, members):
    site.post(f"{site.base}/members/invitations", email="finn@example.org")
    assert '"invitation.made"' in site.community.lines()[-1]


def test_who_may_not_do_it_is_told_so_at_once(site, clock, typed):
    site.sign_in("dov")
    clock.advance(timedelta(minutes=16))
    address = f"{site.base}/members/stewards"
    assert "Only a steward" in site.post(address, 403, **typed).text
    site.sign_in(None)
    assert "Only a steward" in site.post(address, 403, **typed).text


def test_a_wrong_code_keeps_what_was_typed(site, members, typed):
    page = site.post(members, 403, **typed)
    page = site.post("/me/confirm", **page.fields)
    page = site.post("/me/confirm/code", 422, **{**page.fields, "confirm_code": "AAAA-AAAA"})
    assert page.fields["reason"] == REASON
    assert "#confirm-code" in page.links
    assert proposed(site) == []


def test_the_old_secret_is_worth_nothing_after_confirming(site, members, typed):
    stolen = dict(site.client.cookies)
    page = site.post("/me/confirm", **site.post(members, 403, **typed).fields)
    site.post("/me/confirm/code", **{**page.fields, "confirm_code": code_in(site.mail[-1])})
    site.client.cookies.clear()
    site.client.cookies.update(stolen)
    assert site.get("/me").address.endswith("/sign-in?next=/me")


def test_somebody_elses_code_confirms_nothing(site, members, typed):
    own = dict(site.client.cookies)
    site.post("/sign-in", email="bela@example.org")
    code = code_in(site.mail[-1])
    site.client.cookies.update(own)
    fields = {"confirm_to": members, "confirm_code": code, **typed}
    site.post("/me/confirm/code", 422, **fields)
    assert proposed(site) == []


def test_one_is_sent_on_within_this_place_only(site, members):
    page = site.post("/me/confirm", confirm_to="https://evil.example/take", secret="typed")
    assert page.fields["confirm_to"] == "/"
    answer = site.client.post(
        "/me/confirm/code",
        data={"confirm_to": "//evil.example", "confirm_code": code_in(site.mail[-1])},
        follow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (307, "/")


def test_who_is_signed_out_meanwhile_signs_in(site):
    for tail in ("", "/code"):
        assert site.post(f"/me/confirm{tail}").address.endswith("/sign-in")


def test_htmx_shows_the_whole_page(site, members, typed):
    answer = site.client.post(members, data=typed, headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert answer.headers["hx-retarget"] == "body"


def test_a_token_that_acts_as_a_steward_needs_it_and_others_do_not(site, members):
    token = {"name": "Mine", "scope": "steward", "expires": "30"}
    site.post("/me/security/tokens", **{**token, "scope": "take-part"})
    page = site.post("/me/security/tokens", 403, **token)
    page = site.post("/me/confirm", **page.fields)
    told = site.post("/me/confirm/code", **{**page.fields, "confirm_code": code_in(site.mail[-1])})
    assert "lc_" in told.text
