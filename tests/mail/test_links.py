"""Every address in every letter is a page for whoever opens it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.mail.due import do_what_is_due
from app.mail.invitations import send_invitation, send_proof
from app.mail.notices import tell_of_new_way_in
from app.mail.sending.post import Post
from app.mail.sign_in import send_code
from app.main import create_app, make_installation
from app.services.authentication import sessions, sign_in
from app.services.belonging.invite import invite_address, let_prove
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.texts import charters
from tests.matrix.scene import SECRET, Scene
from tests.support.clock import Clock
from tests.support.databases import migrate_once

BASE = "http://testserver"
ADDRESS = re.compile(rf"{BASE}[^\s\"<>]*")


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """A place in which much has happened, at a clock that stands still."""
    url, clock = f"sqlite:///{tmp_path_factory.mktemp('links') / 'links.db'}", Clock()
    migrate_once(url)
    database = Database(url, clock)
    house = Scene(database, clock, "members").house
    with database.writing() as writer:
        ada = charters.find_person(writer, "ada@example.org")
        charter = charters.find(writer, house.slug)
        made = invite_address(writer, charter, "kim@example.org", by=None)
        send_invitation(
            writer, BASE, charter, "kim@example.org", made.token, who="Ada", ends_at=made.ends_at
        )
        proof = let_prove(writer, charter, "lou@example.org", None)
        send_proof(
            writer, BASE, charter, "lou@example.org", proof, asks=False, ends_at=made.ends_at
        )
        send_code(writer, BASE, ada.email, sign_in.new_code(writer, SECRET, ada.email))
        tell_of_new_way_in(writer, BASE, ada.email, "a passkey")
    database.dispose()
    settings = Settings(database_url=url, secret=SECRET.decode(), tick_seconds=0, base_url=BASE)
    made = make_installation(settings, clock=clock)
    yield made
    made.database.dispose()


def _letters(installation):
    letters = []
    post = Post(BASE, "charter@localhost", SECRET, "en")
    while do_what_is_due(installation.database, letters.append, post)[1]:
        pass
    return letters


def _addresses(letter):
    parts = [one.get_content() for one in letter.walk() if not one.is_multipart()]
    text = "\n".join(map(str, [*letter.values(), *parts])).replace("&amp;", "&")
    return {one.rstrip(".,>").partition("#")[0] for one in ADDRESS.findall(text)}


def _open(app, installation, who, address):
    """What an address answers to somebody; who has an account is signed in."""
    with TestClient(app, base_url=BASE, follow_redirects=False) as client:
        with installation.database.writing() as writer:
            person = charters.find_person(writer, who)
            token = sessions.new_session(writer, person.id) if person else ""
        client.cookies.set("charter_session", token)
        return client.get(address.removeprefix(BASE))


def test_every_address_in_a_letter_is_a_page_for_who_got_it(installation):
    app, opened = create_app(installation), 0
    for wait in (timedelta(0), timedelta(days=1)):
        installation.database.clock.advance(wait)
        found = {
            (one["To"], address) for one in _letters(installation) for address in _addresses(one)
        }
        for who, address in sorted(found):
            answer = _open(app, installation, who, address)
            assert answer.status_code == 200, (who, address)
            assert answer.headers["content-type"].startswith("text/html"), address
        opened += len(found)
    assert opened > 50
