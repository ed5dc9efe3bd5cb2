"""No sentence of any page or letter is English only: each goes through the catalogues.

All are read in a language that marks every sentence of the program. What stands outside of the
marks has to be somebody's own words.
"""

from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from app.mail.due import do_what_is_due
from app.main import create_app
from tests.browser.pages import looks
from tests.browser.stage import build
from tests.support.tongue import CODE, speaking_marked
from tests.support.unspoken import own_words, unspoken, unspoken_in


@pytest.fixture
def stage(tmp_path, monkeypatch):
    (tmp_path / "words").mkdir()
    with speaking_marked(tmp_path / "words", monkeypatch):
        monkeypatch.setenv("CHARTER_LANGUAGE", CODE)
        made = build(tmp_path)
        yield made
        made.installation.database.dispose()


def sign_in(client, stage, who):
    client.cookies.clear()
    if who is not None:
        sent = {"email": f"{who}@example.org", "code": stage.code(who)}
        assert client.post("/sign-in/code", data=sent, follow_redirects=False).status_code == 303


def test_every_page_and_every_letter_speaks_one_language(stage):
    own, found = own_words(stage.installation.database), {}
    with TestClient(create_app(stage.installation), headers={"accept-language": CODE}) as client:
        for look in sorted(looks(stage), key=lambda one: str(one.who)):
            if look.who != getattr(client, "who", "nobody"):
                sign_in(client, stage, look.who)
                client.who = look.who
            left = unspoken(client.get(look.path).text, own)
            if left:
                found[look.name] = left
    # At night nobody is written to.
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    stage.clock.set(tomorrow.replace(hour=11))
    do_what_is_due(stage.installation.database, stage.installation.sender, stage.installation.post)
    assert len(stage.mail) > 20
    for letter in stage.mail:
        left = unspoken_in(letter, own)
        if left:
            found[letter["Subject"]] = left
    assert not found, "\n".join(f"{name}: {left}" for name, left in found.items())
