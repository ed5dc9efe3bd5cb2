"""What ties the second step of a way in to the first: once, for ten minutes, for one purpose."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.services.authentication import ceremonies
from app.services.authentication.ceremonies import (
    CEREMONY_LASTS,
    CeremonyKind,
    derived,
    derived_text,
)
from app.services.authentication.passkeys import site_of
from app.settings import Settings

SECRET = b"a secret of the tests"


@pytest.fixture
def act(community):
    def do(name, *arguments, **more):
        with community.database.writing() as writer:
            return getattr(ceremonies, name)(writer, *arguments, **more)

    return do


def test_it_ends_once(act, community):
    cleo = community.people["cleo"].person
    key = act("begin", CeremonyKind.PASSKEY_NEW, person=cleo, to="/me")
    done = act("finish", CeremonyKind.PASSKEY_NEW, key)
    assert (done.person, done.next) == (cleo, "/me")
    assert act("finish", CeremonyKind.PASSKEY_NEW, key) is None


@pytest.mark.parametrize("key", [None, "", "made up"])
def test_nobody_ends_what_has_not_begun(act, key):
    assert act("finish", CeremonyKind.PASSKEY_NEW, key) is None


def test_it_cannot_be_ended_as_another_and_is_over_then(act):
    key = act("begin", CeremonyKind.PASSKEY_CONFIRM)
    assert act("finish", CeremonyKind.PASSKEY_SIGN_IN, key) is None
    assert act("finish", CeremonyKind.PASSKEY_CONFIRM, key) is None


def test_it_lasts_ten_minutes(act, clock):
    key = act("begin", CeremonyKind.PASSKEY_NEW)
    clock.advance(CEREMONY_LASTS)
    assert act("finish", CeremonyKind.PASSKEY_NEW, key) is None


def test_nothing_that_is_stored_tells_what_must_not_be_guessed(act, community):
    key = act("begin", CeremonyKind.PROVIDER_SIGN_IN)
    with community.database.reading() as reader:
        kept = str(reader.session.execute(text("SELECT * FROM ceremony")).all())
    told = [derived_text(SECRET, key, what) for what in ("state", "nonce", "verifier", "challenge")]
    assert len(set(told)) == 4
    assert not any(one in kept for one in (key, *told))
    assert derived(SECRET, key, "state") != derived(b"another secret", key, "state")


@pytest.mark.parametrize(
    ("base", "origin"),
    [
        ("https://charter.example.org", "https://charter.example.org"),
        ("https://charter.example.org:8443/", "https://charter.example.org:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://charter.example.org", None),
        ("http://127.0.0.1:8000", None),
        ("https://192.0.2.7", None),
        ("https://[2001:db8::1]", None),
    ],
)
def test_passkeys_are_for_a_name_over_https(base, origin):
    site = site_of(Settings(base_url=base))
    assert (site.origin if site else None) == origin


def test_a_ceremony_that_nobody_ended_is_forgotten(act, community, clock):
    from app.mail.due import do_what_is_due

    act("begin", CeremonyKind.PASSKEY_NEW)
    clock.advance(CEREMONY_LASTS + timedelta(seconds=1))
    do_what_is_due(community.database, lambda _: None, Settings())
    with community.database.reading() as reader:
        assert reader.session.execute(text("SELECT count(*) FROM ceremony")).scalar_one() == 0
