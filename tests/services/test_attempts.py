"""What fails holds up nothing else: letters, charters, and the steps of a tick."""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import pairwise

import pytest

from app.mail import due
from app.mail.due import do_what_is_due
from app.mail.sending.outbox import put, send_due
from app.mail.sending.post import Post
from app.mail.sending.waiting import PATIENCE, MailWatch, stuck, waiting_mail
from app.services.upkeep import tick
from app.services.upkeep.attempts import FIRST_PAUSE, LONGEST_PAUSE, TOLD_EVERY, SeparateTasks
from tests.support.texts import KINDNESS

POST = Post("http://testserver", "charter@example.org", b"a secret of the tests", "en")


class Watch:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def fails():
    raise ZeroDivisionError


def test_what_fails_is_tried_again_after_longer_and_longer_pauses(caplog):
    watch = Watch()
    attempts, tries = SeparateTasks(watch), []

    def act():
        tries.append(watch.now)
        raise ZeroDivisionError

    for _ in range(3000):
        assert attempts("counting", act) is None
        watch.now += 1
    pauses = [later - sooner for sooner, later in pairwise(tries)]
    assert pauses[:5] == [FIRST_PAUSE, 4, 8, 16, 32]
    assert set(pauses[5:]) == {LONGEST_PAUSE}
    assert attempts.failing == {"counting": "ZeroDivisionError"}
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_it_is_told_once_then_each_hour_and_when_it_works_again(caplog):
    caplog.set_level(logging.WARNING)
    watch = Watch()
    attempts = SeparateTasks(watch)
    for moment in (0, 10, 100, TOLD_EVERY, TOLD_EVERY + 100):
        watch.now = 1000 + moment
        attempts("counting", fails)
    watch.now += LONGEST_PAUSE
    assert attempts("counting", lambda: 7) == 7
    assert attempts("counting", lambda: 8) == 8
    assert attempts.failing == {}
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR", "WARNING"]


def test_a_charter_that_cannot_be_closed_holds_up_no_other(found_community, clock, monkeypatch):
    first, second = found_community(slug="first"), found_community(slug="second")
    for one in (first, second):
        number = one.decide("cleo", one.with_words(KINDNESS))
        one.answer("cleo", number, "consent")
    clock.advance(timedelta(days=30))
    real = tick.close_due_round

    def broken(writer, access, *which):
        if access.charter.slug == "first":
            fails()
        return real(writer, access, *which)

    monkeypatch.setattr(tick, "close_due_round", broken)
    attempts, sent = SeparateTasks(), []
    closed, _ = do_what_is_due(first.database, sent.append, POST, attempts)
    assert [due.slug for due, _ in closed] == ["second"]
    assert sent
    (what,) = attempts.failing
    assert what.endswith("in first")


@pytest.mark.parametrize(
    "step",
    [
        "widen_what_is_due",
        "close_due_rounds",
        "announce_due_reviews",
        "reactions.react",
        "telling.tell",
        "forget",
    ],
)
def test_a_step_that_fails_holds_up_no_other(community, monkeypatch, step):
    def broken(*_, **__):
        fails()

    home, _, name = step.rpartition(".")
    monkeypatch.setattr(getattr(due, home) if home else due, name, broken)
    with community.database.writing() as writer:
        put(writer, "ada@example.org", "Hello", "…")
    sent, attempts = [], SeparateTasks()
    do_what_is_due(community.database, sent.append, POST, attempts)
    assert "Hello" in [one["Subject"] for one in sent]
    assert len(attempts.failing) == 1


def _put(database, to):
    with database.writing() as writer:
        put(writer, to, "Hello", "…")


def _stuck(database):
    with database.reading() as reader:
        return stuck(reader)


def refuse(_message):
    raise ConnectionRefusedError


def test_mail_is_said_not_to_go_out_when_nothing_leaves_for_a_while(database, clock, caplog):
    watch, began = MailWatch(), clock()
    _put(database, "ada@example.org")
    send_due(database, refuse, "charter@example.org")
    assert _stuck(database) is None, "a moment is nothing"
    clock.advance(PATIENCE)
    _put(database, "bo@example.org")
    send_due(database, refuse, "charter@example.org")
    found = _stuck(database)
    assert (found.since, found.waiting) == (began, 2)
    for _ in range(3):
        watch.look(database)
    (told,) = [one for one in caplog.records if one.name == "app.mail.sending.waiting"]
    assert "2 messages wait" in told.getMessage()
    clock.advance(timedelta(hours=6))
    send_due(database, lambda _: None, "charter@example.org")
    assert _stuck(database) is None
    watch.look(database)
    assert caplog.records[-1].getMessage() == "mail goes out again"


def test_one_address_that_is_refused_is_not_taken_for_mail_that_does_not_go_out(database, clock):
    def one_is_refused(message):
        if message["To"] == "nobody@example.org":
            raise ConnectionRefusedError

    _put(database, "nobody@example.org")
    send_due(database, one_is_refused, "charter@example.org")
    clock.advance(timedelta(minutes=1))
    _put(database, "ada@example.org")
    for _ in range(5):
        send_due(database, one_is_refused, "charter@example.org")
        clock.advance(PATIENCE)
    assert _stuck(database) is None
    with database.reading() as reader:
        (waits,) = waiting_mail(reader)
    assert (waits.to, waits.charter) == ("n…@example.org", "")
