import hashlib
import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.record.events import Event, EventKind
from amendments.record.lines import digest_of_line, sealed_digest, timestamp, write_line
from amendments.status import Status
from tests.support.clock import START

EVENT = Event(
    EventKind.STANCE_TAKEN,
    None,
    {"round": 1, "seat": "s_1", "closes_at": START, "extended_for": None},
    {"stance": "consent"},
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=10,
)


def line(event=EVENT, **more):
    parts = {
        "charter": "c_1",
        "seq": 1,
        "previous": None,
        "at": START,
        "words": dict.fromkeys(event.words, "d" * 64),
    }
    return write_line(event, **{**parts, **more})


def test_a_line_is_exactly_this():
    assert line(seq=2, previous="e" * 64).text == (
        '{"actor":null,"at":"2026-03-02T09:00:00.000000Z","charter":"c_1",'
        '"data":{"closes_at":"2026-03-02T09:00:00.000000Z","extended_for":null,"round":1,'
        '"seat":"s_1"},"kind":"stance.taken","prev":"' + "e" * 64 + '","seq":2,'
        '"words":{"stance":"' + "d" * 64 + '"}}'
    )


def test_the_digest_is_that_of_the_bytes_of_the_line():
    made = line(Event(EventKind.COMMENTED, "m_1", {"ä": "ß", "b": ["€", 1, True]}))
    assert made.digest == hashlib.sha256(made.text.encode("utf-8")).hexdigest()
    assert made.digest == digest_of_line(made.text)


def test_members_are_sorted_by_utf_16_as_rfc_8785_asks():
    made = line(Event(EventKind.COMMENTED, None, {"\U0001f600": 1, "\ufb33": 2, "1": 3, "\r": 4}))
    assert list(json.loads(made.text)["data"]) == ["\r", "1", "\U0001f600", "\ufb33"]


@given(st.dictionaries(TEXT, JSON, max_size=4))
def test_a_line_says_what_it_was_given_and_is_one_line(data):
    made = line(Event(EventKind.COMMENTED, "m_1", data))
    assert json.loads(made.text)["data"] == data
    assert "\n" not in made.text
    assert made.text == line(Event(EventKind.COMMENTED, "m_1", dict(reversed(data.items())))).text


def test_moments_and_enumerations_become_plain_json():
    made = line(
        Event(EventKind.COMMENTED, None, {"at": START, "status": Status.DRAFT, "t": (1, 2)})
    )
    assert json.loads(made.text)["data"] == {
        "at": "2026-03-02T09:00:00.000000Z",
        "status": "draft",
        "t": [1, 2],
    }


def test_a_timestamp_is_utc_with_microseconds_whatever_the_zone():
    there = datetime(2026, 3, 2, 12, 30, 0, 5, tzinfo=timezone(timedelta(hours=3, minutes=30)))
    assert timestamp(there) == "2026-03-02T09:00:00.000005Z"


def test_timestamps_sort_as_moments_do():
    moments = [START + timedelta(microseconds=10**power) for power in range(14)]
    assert sorted(map(timestamp, moments)) == list(map(timestamp, moments))


def test_words_are_never_written_in_the_open():
    event = Event(EventKind.MEMBER_ADDED, None, {"member": "m_1"}, {"name": "Ada Lovelace"})
    assert "Ada" not in line(event).text


@pytest.mark.parametrize("words", [{}, {"stance": "d", "reason": "d"}, {"reason": "d"}])
def test_every_word_of_an_event_has_to_be_sealed(words):
    with pytest.raises(ValueError, match="sealed"):
        line(words=words)


def test_a_seal_is_the_digest_of_salt_line_feed_and_text():
    assert sealed_digest("00ff", "Grüße") == hashlib.sha256("00ff\nGrüße".encode()).hexdigest()


@given(st.text("0123456789abcdef", min_size=32, max_size=32), TEXT, TEXT)
def test_a_seal_is_of_one_text_only(salt, one, other):
    assert (sealed_digest(salt, one) == sealed_digest(salt, other)) == (one == other)
