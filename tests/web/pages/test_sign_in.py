"""Signing in: by code, by POST alone, with the same answer for everyone."""

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.web.pages.forms import local_address


def ask(site, email="dov@example.org", **more):
    return site.post("/sign-in", email=email, **more)


def code_in(mail):
    return re.search(r"code is (\S+)", mail.get_content())[1]


def test_by_a_code_from_the_mail(site):
    page = ask(site, next=f"{site.base}/rules")
    assert page.fields["email"] == "dov@example.org"
    assert 'autocomplete="one-time-code"' in page.source
    assert 'autocomplete="off"' not in page.source
    (mail,) = site.mail
    assert "/sign-in#dov%40example.org:" in mail.get_content()
    told = site.post("/sign-in/code", email="Dov@Example.org ", code=code_in(mail).lower(),
                     next=f"{site.base}/rules")  # fmt: skip
    assert told.address.endswith(f"{site.base}/rules?said=signed-in")
    assert "You are signed in." in told.text
    (cookie,) = site.client.cookies.jar
    assert cookie.name == "charter_session"
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.path == "/"


def test_the_answer_is_the_same_for_an_address_that_nobody_has(site):
    known, unknown = ask(site), ask(site, "nobody@example.org")
    assert known.text == unknown.text
    assert len(site.mail) == 1


def test_unknown_addresses_are_not_told_apart_by_the_code_either(site):
    answers = []
    for email in ("dov@example.org", "nobody@example.org"):
        site.client.cookies.clear()
        ask(site, email)
        page = site.post("/sign-in/code", 422, email=email, code="WRNG-CODE")
        answers.append(page.text.replace(email, ""))
    assert answers[0] == answers[1]


def test_a_scanner_that_opens_every_link_signs_nobody_in(site):
    ask(site)
    mail = site.mail[0].get_content()
    own = dict(site.client.cookies)
    site.client.cookies.clear()
    for link in re.findall(r"https?://\S+", mail):
        answer = site.client.get(link.replace("http://127.0.0.1:8000", ""))
        assert answer.status_code == 200
    # It may even run scripts and press the button: the code is for the browser that asked.
    for _ in range(6):
        site.post("/sign-in/code", 422, email="dov@example.org", code=code_in(site.mail[0]))
    site.get("/me")
    assert "charter_session" not in dict(site.client.cookies)
    site.client.cookies.clear()
    site.client.cookies.update(own)
    site.post("/sign-in/code", email="dov@example.org", code=code_in(site.mail[0]), next="/me")
    assert "dov@example.org" in site.get("/me").text


def test_nobody_is_signed_in_as_somebody_else_by_a_link_they_were_sent(site):
    """An attacker's own code does not work in the browser of who gets the attacker's link."""
    ask(site, "edda@example.org")
    site.client.cookies.clear()
    ask(site)
    site.post("/sign-in/code", 422, email="edda@example.org", code=code_in(site.mail[0]))


def test_a_session_that_was_planted_is_not_taken_over(site):
    site.client.cookies.set("charter_session", "planted")
    ask(site)
    site.post("/sign-in/code", email="dov@example.org", code=code_in(site.mail[0]), next="/me")
    assert [one.value for one in site.client.cookies.jar if one.name == "charter_session"
            and one.value != "planted"]  # fmt: skip
    site.client.cookies.clear()
    site.client.cookies.set("charter_session", "planted")
    assert site.get("/me").address.endswith("/sign-in?next=/me")


@pytest.mark.parametrize("value", ["short", "x" * 3000, '"quoted"', "a=b", "é"])
def test_a_browser_is_known_by_a_secret_that_was_made_here(site, value):
    header = {"Cookie": f"charter_asking={value}".encode("latin-1")}
    answer = site.client.post("/sign-in", data={"email": "dov@example.org"}, headers=header)
    assert answer.status_code == 200
    (given,) = re.findall(r"charter_asking=([^;]*)", answer.headers["set-cookie"])
    assert re.fullmatch(r"[\w-]{43}", given)


def test_over_https_cookies_are_kept_to_this_host(site):
    settings = site.installation.settings.model_copy(update={"base_url": "https://testserver"})
    app = create_app(replace(site.installation, settings=settings))
    client = TestClient(app, "https://testserver", follow_redirects=False)
    asked = client.post("/sign-in", data={"email": "dov@example.org"})
    typed = {"email": "dov@example.org", "code": code_in(site.mail[0])}
    given = [
        one
        for answer in (
            asked,
            client.post("/sign-in/code", data=typed),
            client.post("/sign-in/passkey/options"),
            client.post("/language", data={"language": "de"}),
            client.post(f"{site.base}/read", data={"revision": "1"}),
            client.post("/sign-out"),
        )
        for one in answer.headers.get_list("set-cookie")
    ]
    names = {one.partition("=")[0] for one in given}
    assert {
        f"__Host-charter_{one}" for one in ("asking", "session", "ceremony", "language")
    } <= names
    for cookie in given:
        assert cookie.startswith("__Host-charter_")
        for part in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"):
            assert part in cookie
        assert "Domain" not in cookie
    assert "Anmelden" in client.get("/sign-in").text


def test_what_is_no_address_is_said_and_kept(site):
    page = site.post("/sign-in", 422, email="no address")
    assert page.fields["email"] == "no address"
    assert "#ask-email" in page.links


def test_a_wrong_code_keeps_what_was_typed(site):
    page = site.post("/sign-in/code", 422, email="dov@example.org", code="WRNG-CODE")
    assert page.fields["email"] == "dov@example.org"
    assert page.fields["code"] == "WRNG-CODE"
    assert "#code-code" in page.links


def test_a_code_works_once(site):
    ask(site)
    code = code_in(site.mail[0])
    site.post("/sign-in/code", email="dov@example.org", code=code, next="/me")
    site.post("/sign-in/code", 422, email="dov@example.org", code=code)


def test_signing_in_again_ends_the_session_before(site):
    site.sign_in("dov")
    before = dict(site.client.cookies)
    with site.installation.database.writing() as writer:
        from app.services.authentication.sign_in import new_code

        code = new_code(writer, site.installation.secret, "dov@example.org")
    site.post("/sign-in/code", email="dov@example.org", code=code, next="/me")
    assert dict(site.client.cookies) != before
    site.client.cookies.clear()
    site.client.cookies.update(before)
    assert site.get("/me").address.endswith("/sign-in?next=/me")


def test_out_again_here_and_everywhere(site):
    site.sign_in("dov")
    kept = dict(site.client.cookies)
    site.post("/sign-out")
    assert site.get("/me").address.endswith("/sign-in?next=/me")
    site.client.cookies.update(kept)
    assert site.get("/me").address.endswith("/sign-in?next=/me")
    site.sign_in("dov")
    site.post("/sign-out/everywhere")
    assert site.get("/me").address.endswith("/sign-in?next=/me")


@pytest.mark.parametrize("path", ["/sign-out", "/sign-out/everywhere"])
def test_signing_out_clears_what_the_browser_kept(site, path):
    site.sign_in("dov")
    answer = site.client.post(path, follow_redirects=False)
    assert answer.headers["clear-site-data"] == '"cache", "storage"'


def test_a_get_signs_nobody_out(site):
    site.sign_in("dov")
    site.get("/sign-out", 404)
    assert "dov@example.org" in site.get("/me").text


def test_a_form_with_a_file_is_refused(site):
    files = {"email": ("email.txt", b"dov@example.org", "text/plain")}
    assert site.client.post("/sign-in", files=files).status_code == 400
    assert site.mail == []


def test_a_form_from_another_site_does_nothing(site):
    site.sign_in("dov")
    answer = site.client.post("/sign-out", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    site.get("/me")


@pytest.mark.parametrize(
    ("wanted", "gone_to"),
    [
        ("/care-charter/rules", "/care-charter/rules"),
        ("/a?b=c#d", "/a?b=c#d"),
        ("", "/"),
        ("care-charter", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\r\nSet-Cookie: a=b", "/"),
        ("/\t/evil.example", "/"),
        ("//[::1/zqx", "/"),
        ("https://[::1/zqx", "/"),
        ("/[::1/zqx", "/[::1/zqx"),
    ],
)
def test_one_is_sent_on_within_this_place_only(wanted, gone_to):
    assert local_address(wanted) == gone_to
