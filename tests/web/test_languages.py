"""Which language a request is answered in, and that nothing of another one slips in."""

import pytest

from app import language
from app.services.authentication.sign_in import new_code
from charter.language import gettext, speaking
from tests.support.tongue import marked, speaking_marked

NOTHING = "There is nothing at this address."
GERMAN = {"accept-language": "de-AT;q=0.8, fr, en;q=0.3"}


@pytest.fixture
def tongue(tmp_path, monkeypatch):
    with speaking_marked(tmp_path, monkeypatch):
        yield


def detail(client, path="/api/v1/nowhere", **headers):
    answer = client.get(path, headers=headers)
    assert "Accept-Language" in answer.headers["vary"]
    return answer.json()["detail"]


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("", "en"),
        ("de", "de"),
        ("DE-at", "de"),
        ("fr, de;q=0.5, en;q=0.9", "en"),
        ("de;q=0, en", "en"),
        ("de;q=nan, *;q=x, ;;;", "en"),
        ("fr", "en"),
    ],
)
def test_what_a_browser_wishes_for(tongue, asked, spoken):
    assert language.wished(asked, "en") == spoken


def test_a_request_is_answered_in_the_language_that_it_asks_for(tongue, client):
    assert detail(client) == NOTHING
    assert detail(client, **GERMAN) == marked(NOTHING)
    assert detail(client, cookie="charter_language=en", **GERMAN) == NOTHING
    assert detail(client, cookie="charter_language=xx", **GERMAN) == marked(NOTHING)
    assert gettext(NOTHING) == NOTHING


def test_a_speech_that_changes_is_heard_wherever_it_is_spoken(tongue):
    speech = language.Speech("en")
    with speaking(speech):
        assert gettext(NOTHING) == NOTHING
        speech.change("de")
        assert gettext(NOTHING) == marked(NOTHING)


def test_a_choice_is_kept_in_the_browser_and_with_the_person(client, three, installation):
    page = client.get("/sign-in").text
    assert '<html lang="en-GB" dir="ltr">' in page
    assert '<button class="plain" name="language" value="de" lang="de">Deutsch</button>' in page
    client.post("/language", data={"language": "de", "next": "/sign-in"})
    german = client.get("/sign-in").text
    assert '<html lang="de" dir="ltr">' in german
    assert "Anmelden" in german
    assert client.post("/language", data={"language": "xx"}).status_code == 422
    elsewhere = {"language": "en", "next": "https://elsewhere.example/"}
    assert client.post("/language", data=elsewhere).headers["location"] == "/"
    with installation.database.writing() as writer:
        code = new_code(writer, installation.secret, "ada@example.org")
    client.post("/sign-in/code", data={"email": "ada@example.org", "code": code})
    client.post("/language", data={"language": "de", "next": "/me"})
    client.cookies.delete("charter_language")
    mine = client.get("/me").text
    assert "Was mich braucht" in mine
    assert '<button class="small secondary" name="language" value="">Wie mein Browser' in mine
    client.post("/language", data={"language": "", "next": "/me"})
    mine = client.get("/me").text
    assert "What needs me" in mine
    assert "Pages come in the language that your browser asks for" in mine
    assert "As my browser says" not in mine


def test_kept_pages_are_kept_for_each_language(client, three):
    address = f"/{three.slug}"
    first = client.get(address)
    german = client.get(address, headers=GERMAN)
    assert "Fassung" in german.text
    assert "Fassung" not in first.text
    assert client.get(address).headers["etag"] == first.headers["etag"] != german.headers["etag"]
    assert "Accept-Language" in german.headers["vary"]
