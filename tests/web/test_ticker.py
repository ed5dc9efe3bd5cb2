"""The ticker: a step of it that fails holds up no other, and stops no server."""

from __future__ import annotations

import asyncio

from app.mail import outbox
from app.web.ticker import Ticker


def _fails(_writer):
    raise ZeroDivisionError


def test_the_ticker_goes_on_with_all_else(place, community, monkeypatch, caplog):
    monkeypatch.setattr(outbox, "_claim", _fails)
    seen = []
    monkeypatch.setattr("app.web.ticker.see_erasures_through", lambda *_: seen.append("erasures"))
    ticker = Ticker(place)
    for _ in range(3):
        ticker._tick()
    assert seen == ["erasures"] * 3
    assert list(ticker.attempts.failing) == ["sending mail"]
    assert len([one for one in caplog.records if one.levelname == "ERROR"]) == 1
    assert asyncio.run(_stops(place)) is None


async def _stops(place):
    async with Ticker(place).running():
        pass
