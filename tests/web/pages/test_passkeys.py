"""Passkeys at the door: what is no answer of a device opens nothing. See also tests/browser."""

import json
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.storage.tables import PasskeyRow
from tests.web.pages.conftest import Site


@pytest.fixture
def home(site):
    """The same place under a name and HTTPS, where browsers know passkeys."""
    settings = site.installation.settings.model_copy(update={"base_url": "https://testserver"})
    installation = replace(site.installation, settings=settings)
    client = TestClient(create_app(installation), "https://testserver")
    with installation.database.writing() as writer:
        writer.session.add(
            PasskeyRow(
                person_id=site.community.people["dov"].person, credential_id="QUJD",
                public_key="QUJD", user_handle="ZG92", sign_count=0, name="x",
                created_at=writer.now,
            )
        )  # fmt: skip
    return Site(installation, site.community, client, site.mail)


def answer(**changes):
    return json.dumps({
        "id": "QUJD", "rawId": "QUJD", "type": "public-key",
        "response": {"clientDataJSON": "e30", "authenticatorData": "QUJD", "signature": "QUJD",
                     "userHandle": "ZG92"},
        **changes,
    })  # fmt: skip


ANSWERS = {
    "nothing": "", "no json": "{", "no object": "[]", "a number": "7", "deep": "[" * 9000,
    "nothing in it": "{}", "no response": answer(response=None), "garbage": answer(),
    "another handle": answer(response={"userHandle": "YWRh"}), "no handle": answer(response={}),
    "an unknown key": answer(id="AAAA"), "a strange id": answer(id="\x00é\ud800"),
    "a list as id": answer(id=[]),
}  # fmt: skip


@pytest.mark.parametrize("what", ANSWERS)
def test_what_is_no_answer_opens_nothing(home, what):
    options = home.client.post("/sign-in/passkey/options")
    assert options.json()["rpId"] == "testserver"
    assert options.headers["cache-control"] == "no-store"
    page = home.post("/sign-in/passkey", 422, passkey=ANSWERS[what])
    assert "did not work" in page.text
    assert "/sign-in?next=/me" in home.get("/me").address


def test_each_time_the_challenge_is_another(home):
    first, second = (home.client.post("/sign-in/passkey/options").json() for _ in range(2))
    assert first["challenge"] != second["challenge"]


def test_who_is_signed_out_adds_and_confirms_nothing(home):
    for tail in ("/me/security/passkeys/new", "/me/security/passkeys",
                 "/me/security/passkeys/1/remove", "/me/confirm/passkey"):  # fmt: skip
        assert "/sign-in" in home.post(tail).address
    home.post("/me/confirm/passkey/options", 404)


def test_an_answer_that_made_no_passkey_is_refused(home):
    home.sign_in("dov")
    assert "charter_ceremony" in str(home.client.post("/me/security/passkeys/new").headers)
    page = home.post("/me/security/passkeys", 422, name="x", passkey=answer())
    assert "could not be added" in page.text


def test_nobody_removes_the_passkey_of_another(home):
    home.sign_in("edda")
    home.post("/me/security/passkeys/1/remove", 404)
    home.sign_in("dov")
    assert "opens nothing" in home.post("/me/security/passkeys/1/remove").text


def test_adding_one_needs_a_fresh_sign_in(home, clock):
    from datetime import timedelta

    home.sign_in("dov")
    clock.advance(timedelta(minutes=15))
    assert "confirm that it is you" in home.post("/me/security/passkeys/new", 403).text


def test_by_a_number_there_are_no_passkeys(site):
    site.post("/sign-in/passkey", 404)
    site.post("/sign-in/passkey/options", 404)
    assert "passkey" not in site.get("/sign-in").text
    site.sign_in("dov")
    site.post("/me/security/passkeys/new", 404)
