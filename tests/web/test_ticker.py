"""The ticker: a step of it that fails holds up no other, and stops no server."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from sqlmodel import select

from app.mail import telling
from app.mail.sending import outbox
from app.storage.tables import OutgoingMailRow
from app.web.serving.ticker import Ticker
from tests.support.texts import KINDNESS


def _fails(_writer):
    raise ZeroDivisionError


def test_the_ticker_goes_on_with_all_else(installation, community, monkeypatch, caplog):
    monkeypatch.setattr(outbox, "_claim", _fails)
    seen = []
    monkeypatch.setattr(
        "app.web.serving.ticker.see_erasures_through", lambda *_: seen.append("erasures")
    )
    ticker = Ticker(installation)
    for _ in range(3):
        ticker._tick()
    assert seen == ["erasures"] * 3
    assert list(ticker.attempts.failing) == ["sending mail"]
    assert len([one for one in caplog.records if one.levelname == "ERROR"]) == 1
    assert asyncio.run(_stops(installation)) is None


async def _stops(installation):
    async with Ticker(installation).running():
        pass


def test_a_tick_does_some_of_the_mail_and_the_next_follows_at_once(
    installation, community, monkeypatch
):
    monkeypatch.setattr(telling, "MOST_AT_ONCE", 1)
    community.submit("cleo", community.propose("cleo", community.with_words(KINDNESS)))
    ticker, written = Ticker(installation), []
    while ticker._tick():
        with installation.database.reading() as reader:
            written.append(len(reader.session.exec(select(OutgoingMailRow)).all()))
    assert max(after - before for before, after in pairwise([0, *written])) <= 2
    assert written[-1] == 6, "three are welcomed, and three are told of the proposal"
    assert not ticker._tick()


def test_between_two_ticks_that_have_something_to_do_there_is_hardly_a_pause(
    installation, monkeypatch
):
    monkeypatch.setattr(installation.settings, "tick_seconds", 3600.0)
    assert asyncio.run(_four_ticks(installation, monkeypatch)) == 4


async def _four_ticks(installation, monkeypatch):
    loop, done, ticks = asyncio.get_running_loop(), asyncio.Event(), []

    def tick(ticker):
        ticks.append(ticker)
        if len(ticks) == 4:
            loop.call_soon_threadsafe(done.set)
        return len(ticks) < 4

    monkeypatch.setattr(Ticker, "_tick", tick)
    async with asyncio.timeout(20), Ticker(installation).running():
        await done.wait()
    return len(ticks)
