"""What lets someone act in a person's name: they see all of it, and end each part of it."""

import re
from datetime import timedelta

import pytest

from app.services.authentication.sessions import list_sessions
from app.services.authentication.tokens import Scope, find_token, list_tokens

HERE = "/me/security"


def elsewhere(site, name):
    """Sign in in another browser. Returns its cookies."""
    own = dict(site.client.cookies)
    site.sign_in(name)
    other = dict(site.client.cookies)
    site.client.cookies.clear()
    site.client.cookies.update(own)
    return other


def is_signed_in(site, cookies):
    own = dict(site.client.cookies)
    site.client.cookies.clear()
    site.client.cookies.update(cookies)
    answer = site.client.get("/me", follow_redirects=False)
    site.client.cookies.clear()
    site.client.cookies.update(own)
    return answer.status_code == 200


def ends(page, what):
    """The addresses of the buttons that end sessions or tokens, in their order."""
    return re.findall(rf'action="({HERE}/{what}/\d+/end)"', page.source)


def test_it_is_for_who_is_signed_in(site):
    for tail in ("/sessions/1/end", "/sessions/end-others", "/tokens", "/tokens/1/end"):
        assert site.post(HERE + tail).address.endswith(f"/sign-in?next={HERE}")
    assert site.get(HERE).address.endswith(f"/sign-in?next={HERE}")


def test_sessions_are_listed_by_day_and_ended_one_by_one(site, clock):
    other = elsewhere(site, "dov")
    clock.advance(timedelta(days=2))
    site.sign_in("dov")
    page = site.get(HERE)
    assert "This browser , signed in on 4 March 2026 , last used on 4 March 2026" in page.text
    assert "signed in on 2 March 2026 , last used on 2 March 2026" in page.text
    assert is_signed_in(site, other)
    assert "signed in on 2 March 2026 , last used on 4 March 2026" in site.get(HERE).text
    (address,) = ends(page, "sessions")
    assert "That browser is signed out." in site.post(address).text
    assert not is_signed_in(site, other)
    assert is_signed_in(site, dict(site.client.cookies))
    site.post(address, 404)


def test_all_other_browsers_are_signed_out_at_once(site):
    site.sign_in("dov")
    others = [elsewhere(site, "dov") for _ in range(2)]
    told = site.post(f"{HERE}/sessions/end-others")
    assert "Every other browser is signed out." in told.text
    assert not any(is_signed_in(site, one) for one in others)
    assert is_signed_in(site, dict(site.client.cookies))


def test_nobody_ends_what_is_somebody_elses(site):
    dov = elsewhere(site, "dov")
    site.sign_in("edda")
    with site.installation.database.reading() as reader:
        (listed,) = list_sessions(reader, site.community.people["dov"].person)
    site.post(f"{HERE}/sessions/{listed.id}/end", 404)
    assert is_signed_in(site, dov)


def make_token(site, status=200, **changes):
    typed = {"name": "My calendar", "scope": "read", "expires": "30"}
    return site.post(f"{HERE}/tokens", status, **{**typed, **changes})


def test_a_token_is_shown_once_and_told_by_mail(site, clock):
    site.sign_in("dov")
    page = make_token(site)
    (secret,) = re.findall(r"lc_[\w-]+", page.text)
    with site.installation.database.reading() as reader:
        token = find_token(reader, secret)
    assert (token.scope, token.expires_at) == (Scope.READ, clock() + timedelta(days=30))
    again = site.get(HERE)
    assert secret not in again.source
    assert "My calendar reads Made on 2 March 2026 , not used yet, ends on 1 April" in again.text
    with site.installation.database.reading() as reader:
        waiting = reader.session.connection().exec_driver_sql("SELECT body FROM outgoing_mail")
        (told,) = waiting.scalars()
    assert "My calendar" in told
    assert secret not in told


def test_a_token_ends_when_its_person_says_so(site):
    site.sign_in("dov")
    make_token(site)
    page = site.get(HERE)
    (address,) = ends(page, "tokens")
    site.sign_in("edda")
    site.post(address, 404)
    site.sign_in("dov")
    assert "worth nothing" in site.post(address).text
    with site.installation.database.reading() as reader:
        assert list_tokens(reader, site.community.people["dov"].person) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "token-name"),
        ({"name": "x" * 101}, "token-name"),
        ({"scope": "all"}, "token-scope"),
        ({"expires": "100000"}, "token-expires"),
    ],
)
def test_a_token_that_cannot_be_made_keeps_what_was_typed(site, changes, field):
    site.sign_in("dov")
    page = make_token(site, 422, **changes)
    assert f"#{field}" in page.links
    assert page.fields["name"] == changes.get("name", "My calendar")


def test_what_has_ended_is_forgotten_after_a_week(site, clock):
    from app.mail.due import do_what_is_due

    elsewhere(site, "dov")
    clock.advance(timedelta(days=36))
    do_what_is_due(site.installation.database, site.mail.append, site.installation.settings)
    assert count(site) == 1
    clock.advance(timedelta(days=2))
    do_what_is_due(site.installation.database, site.mail.append, site.installation.settings)
    assert count(site) == 0


def count(site):
    with site.installation.database.reading() as reader:
        rows = reader.session.connection().exec_driver_sql("SELECT count(*) FROM web_session")
        return rows.scalar_one()
