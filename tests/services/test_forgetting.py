"""Nothing that is only kept for a time is kept for longer."""

from datetime import timedelta

import pytest

from app.mail.sending.outbox import put
from app.services.authentication import sessions, sign_in, tokens
from app.services.authentication.ceremonies import CeremonyKind, begin
from app.services.care import forgetting
from app.services.care.forgetting import RETENTIONS
from app.services.texts import calendar_address
from app.storage.tables import KeptAnswerRow, metadata
from app.storage.writing import drafts

SECRET = b"a secret of the tests"
#: How long after it begins each thing is gone, in hours: how long it is good for, and is kept then.
GONE_AFTER = {
    "sign_in": 24 + 1 / 6,
    "ceremony": 1 / 6,
    "web_session": 24 * (30 + 7),
    "api_token": 24 * (10 + 7),
    "kept_answer": 24,
    "outgoing_mail": 24 * 7,
    "kept_draft": 24 * 90,
}


@pytest.fixture
def full(community):
    """A row in each table that is only kept for a time."""
    c = community
    cleo = c.people["cleo"].person
    with c.database.writing() as writer:
        sign_in.new_code(writer, SECRET, "cleo@example.org")
        begin(writer, CeremonyKind.PASSKEY_SIGN_IN)
        sessions.new_session(writer, cleo)
        tokens.new_token(writer, "cleo@example.org", "old", lasts=timedelta(days=10))
        tokens.new_token(writer, "cleo@example.org", "lasting")
        drafts.write(writer, cleo, c.charter.id, "key", "pen", {"text": "Words"})
        put(writer, "cleo@example.org", "Hello", "There.")
        writer.session.add(
            KeptAnswerRow(
                person_id=cleo,
                key="k",
                request_digest="d",
                status=200,
                body="{}",
                created_at=writer.now,
            )
        )
    return c


def counts(c):
    with c.database.reading() as reader:
        return {
            name: len(reader.session.execute(metadata.tables[name].select()).all())
            for name in GONE_AFTER
        }


def test_each_thing_is_kept_for_its_time_and_no_longer(full):
    c, began = full, full.clock.now
    assert {one.table.__tablename__ for one in RETENTIONS} == GONE_AFTER.keys()
    lasting = {"api_token": 1}
    for name, hours in sorted(GONE_AFTER.items(), key=lambda one: one[1]):
        c.clock.set(began + timedelta(hours=hours))
        forgetting.forget(c.database)
        assert counts(c)[name] == 1 + lasting.get(name, 0), name
        c.clock.advance(timedelta(seconds=1))
        forgetting.forget(c.database)
        assert counts(c)[name] == lasting.get(name, 0), name


def test_a_calendar_address_that_was_ended_never_opens_anything_again(community):
    """Its signature is for the number of a row, so that number is not given to another."""
    c = community
    person = c.people["cleo"].person

    def address(*, renew):
        with c.writing("cleo") as (writer, access):
            path = calendar_address.calendar_path(writer, SECRET, access, person, renew=renew)
        return path.rpartition("/")[2].removesuffix(".ics")

    def opens(token):
        with c.database.reading() as reader:
            return calendar_address.person_of_address(reader, SECRET, c.slug, token) is not None

    old = address(renew=False)
    with c.database.writing() as writer:
        calendar_address.revoke(writer, person)
    c.clock.advance(timedelta(days=365))
    forgetting.forget(c.database)
    new = address(renew=False)
    assert (opens(old), opens(new)) == (False, True)
