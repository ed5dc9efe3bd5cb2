"""An answer holds until the next commit, and no longer than time leaves it as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.authentication.sessions import find_session
from app.storage.data_version.version import DataVersion
from app.web.answer_cache import pending
from app.web.answer_cache.pending import PendingAnswer
from app.web.pages.texts import rules
from app.web.rendering.moments import relative
from app.web.serving.ticker import Ticker
from tests.support.clock import START
from tests.support.machine import Machine
from tests.web.answer_cache.addresses import API, PROPOSAL, RULES, SLUG
from tests.web.answer_cache.conftest import Browser

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
JUST_BEFORE = timedelta(microseconds=-1)


def test_a_commit_makes_all_that_is_kept_old(browsers, stranger, three, number):
    dov = browsers("dov")
    for browser in (stranger, dov):
        assert browser.keeps(PROPOSAL)
    three.comment("edda", number, "Something new.")
    assert "Something new." in dov.ask(PROPOSAL).text
    assert not stranger.from_memory(PROPOSAL)


def test_who_has_just_sent_something_sees_it(browsers):
    dov = browsers("dov")
    for words in ("This first.", "This then."):
        assert dov.keeps(PROPOSAL)
        sent, headers = {"body": words, "kind": "reaction"}, {"Cookie": dov.cookies}
        assert dov.client.post(f"{PROPOSAL}/comments", data=sent, headers=headers).is_redirect
        assert words in dov.ask(PROPOSAL).text


def test_what_changes_while_an_answer_is_made_is_in_the_next_one(
    stranger, three, number, monkeypatch
):
    in_words = rules.rules_in_words

    def meanwhile(ruleset):
        three.comment("dov", number)
        return in_words(ruleset)

    with monkeypatch.context() as patched:
        patched.setattr(rules, "rules_in_words", meanwhile)
        assert not stranger.keeps(RULES)
    assert stranger.keeps(RULES)


def test_each_minute_has_its_own(stranger, clock):
    assert stranger.keeps(RULES)
    clock.advance(59 * SECOND)
    assert stranger.from_memory(RULES)
    clock.advance(SECOND)
    assert not stranger.from_memory(RULES)


def test_a_clock_that_goes_back_finds_nothing(stranger, clock):
    clock.advance(30 * SECOND)
    assert stranger.keeps(RULES)
    clock.advance(-SECOND)
    assert not stranger.from_memory(RULES)


@pytest.mark.parametrize("path", [f"/{SLUG}", PROPOSAL, f"{API}/amendments", RULES])
def test_whoever_looks_first_after_a_deadline_finds_it_done(stranger, three, clock, path):
    clock.set(clock.now.replace(second=20))
    number = three.decide("cleo", three.with_words(("wherever possible", "wherever you can")))
    closes_at = three.round(number).value.closes_at
    assert closes_at.second == 20
    clock.set(closes_at + JUST_BEFORE)
    assert stranger.keeps(path)
    assert three.round(number).value.is_open
    clock.set(closes_at)
    stranger.ask(path)
    assert not three.round(number).value.is_open


def test_a_session_is_over_to_the_second(browsers, clock):
    clock.set(clock.now.replace(second=17))
    dov = browsers("dov")
    clock.advance(timedelta(days=30) - SECOND)
    assert dov.keeps(f"/{SLUG}")
    clock.advance(SECOND)
    assert 'href="/sign-in' in dov.ask(f"/{SLUG}").text


@given(
    away=st.one_of(
        st.integers(-400_000, 400_000), st.integers(-4_000, 4_000), st.integers(-90, 90)
    ),
    later=st.floats(0, 1, exclude_max=True),
    more=st.integers(0, 999_999),
)
def test_words_about_time_say_for_how_long_they_are_true(away, later, more):
    now = START + timedelta(microseconds=more)
    moment = START + away * SECOND
    answer = PendingAnswer(None, lambda _version: None, DataVersion(1, now.timestamp()))
    answer.until = now.timestamp() + 10_000_000
    token = pending.follow(answer)
    words = relative(moment, now)
    pending.leave(token)
    assert answer.until > now.timestamp()
    lasts = timedelta(seconds=answer.until - now.timestamp())
    at = now + lasts * later * 0.999_999
    assert relative(moment, at) == words
    if lasts < timedelta(days=100):
        assert relative(moment, now + lasts + timedelta(milliseconds=1)) != words


def test_a_clock_that_leaps_lets_no_page_say_that_all_is_well(
    installation, three, clock, database_url, service
):
    machine = Machine(clock)
    watched = replace(installation, database=machine.process(database_url))
    watched.database.try_writing()
    with watched.database.writing():
        pass
    someone = Browser(watched, service(watched))
    assert someone.keeps(RULES)
    before = someone.ask(RULES).text
    machine.pass_time(20 * MINUTE)
    with watched.database.writing():
        pass  # The time is seen, and nothing is written.
    machine.leap(-20 * MINUTE)
    for _ in range(2):
        told = someone.ask(RULES).text
        assert someone.statements
        assert "The clock of this place went back" in told
        assert "The clock of this place" not in before
    watched.database.dispose()


def test_a_service_in_which_nothing_happens_keeps_what_it_has(stranger, installation):
    ticker = Ticker(installation)
    while ticker._tick():
        pass  # what waits goes out first, some of it at a time
    ticker._tick()
    assert stranger.keeps(RULES)
    for _ in range(3):
        ticker._tick()
        assert stranger.from_memory(RULES)


def test_the_first_use_of_a_day_is_noted_and_then_answers_are_kept_again(
    browsers, installation, clock
):
    dov = browsers("dov")
    assert dov.keeps(RULES)
    clock.advance(timedelta(days=1))
    assert dov.keeps(RULES)
    with installation.database.reading() as reader:
        assert find_session(reader, dov.session).last_used_on == clock.now.date()
