"""Which language a request is answered in, and that nothing of another one slips in."""

import pytest

from app import language
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
