"""Counting in memory: windows begin anew, nothing stays for ever, and no thread is started."""

from __future__ import annotations

import threading

import pytest
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from app.web import counts
from app.web.counts import SWEPT_EVERY, MemoryCounts


@pytest.fixture
def clock(monkeypatch):
    """The time that is counted by, in seconds; a test moves it."""
    moment = [1_000.0]
    monkeypatch.setattr(counts.time, "time", lambda: moment[0])
    return moment


def test_a_window_begins_with_the_first_and_then_anew(clock):
    limiter, twice = FixedWindowRateLimiter(MemoryCounts()), parse("2/minute")
    assert [limiter.hit(twice, "somebody") for _ in range(3)] == [True, True, False]
    assert limiter.hit(twice, "somebody else")
    assert limiter.get_window_stats(twice, "somebody").reset_time == 1_060
    clock[0] += 59
    assert not limiter.hit(twice, "somebody")
    clock[0] += 1
    assert limiter.get_window_stats(twice, "somebody") == (1_060, 2)
    assert limiter.hit(twice, "somebody", cost=2)
    assert not limiter.test(twice, "somebody")


def test_what_has_expired_is_forgotten_by_who_counts(clock):
    kept = MemoryCounts()
    for n in range(100):
        kept.incr(f"short {n}", 1)
    kept.incr("long", 1_000)
    clock[0] += SWEPT_EVERY
    assert kept.incr("new", 1) == 1
    assert set(kept.storage) == {"long", "new"}


def test_counting_starts_no_thread():
    before = threading.active_count()
    kept = MemoryCounts()
    for _ in range(100):
        kept.incr("somebody", 60)
    assert threading.active_count() == before
    assert kept.get("somebody") == 100


def test_counts_are_cleared_one_by_one_and_all(clock):
    kept = MemoryCounts()
    kept.incr("one", 60)
    kept.incr("other", 60)
    kept.clear("one")
    kept.clear("nobody")
    assert (kept.get("one"), kept.get("other"), kept.get_expiry("one")) == (0, 1, clock[0])
    assert (kept.reset(), kept.get("other")) == (1, 0)
    assert kept.check()
