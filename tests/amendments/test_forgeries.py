"""A record that was written anew to tell another story is found out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from amendments.belonging.people import READER
from amendments.replay.verify import verify
from app.demo.story import tell
from app.services.entry import CharterAccess
from app.services.record import export_record
from app.storage.engine.database import Database
from app.storage.texts import charters
from tests.support.forging import Body, chained, drop, of

END = datetime(2026, 3, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def events(tmp_path_factory) -> list[Body]:
    """The events of the demonstration's record."""
    url = f"sqlite:///{tmp_path_factory.mktemp('record') / 'demo.db'}"
    tell(url, END)
    database = Database(url)
    with database.reading() as reader:
        charter = charters.find(reader, "care-charter")
        assert charter is not None
        access = CharterAccess(charter, READER, charters.community(reader, charter.id))
        lines = list(export_record.lines(reader, access, openings=False))
    database.dispose()
    return [json.loads(line) for line in lines]


def _set(events, kind, name, value, at=0):
    of(events, kind, at)["data"][name] = value


def _one_answer_less(events):
    closed = of(events, "round.closed")
    closed["data"]["stances"].popitem()


def _other_actor(events, kind, actor):
    of(events, kind)["actor"] = actor


def _someone_twice(events):
    roll = of(events, "round.opened")["data"]["roll"]
    roll[0] = roll[1]


FORGERIES: dict[str, Callable[[list[Body]], object]] = {
    "a reason for deciding on the same words again, of words that are others": lambda e: of(
        e, "round.opened"
    )["words"].update(again="0" * 64),
    "an answer left out of the count": _one_answer_less,
    "another outcome": lambda e: _set(e, "round.closed", "outcome", "blocked"),
    "a passed round declared void": lambda e: _set(e, "round.closed", "outcome", "void"),
    "a passed round that published nothing": drop("revision.published", -1),
    "a revision dated back": lambda e: _set(e, "revision.published", "dated", "1999-01-01"),
    "a revision from another version": lambda e: _set(e, "revision.published", "version", 2),
    "another result frozen": lambda e: _set(e, "round.opened", "result_sha256", "0" * 64),
    "another revision in force": lambda e: _set(e, "round.opened", "in_force", 1, at=-1),
    "a result that is hidden": lambda e: of(e, "round.opened", -1)["data"].pop("in_force"),
    "an end for another reason": lambda e: _set(
        e, "round.closed", "cause", {"kind": "publication", "revision": 2}
    ),
    "an end without a reason": lambda e: of(e, "round.closed")["data"].pop("cause"),
    "someone on the roll twice": _someone_twice,
    "a roll without someone": lambda e: of(e, "round.opened")["data"]["roll"].pop(),
    "a nearer deadline": lambda e: _set(e, "round.opened", "closes_at", END.isoformat()),
    "softer rules": lambda e: of(e, "round.opened")["data"]["ruleset"].update(quorum="0"),
    "a round opened by its author": lambda e: _other_actor(
        e, "round.opened", of(e, "amendment.drafted")["actor"]
    ),
    "a proposal by a stranger": lambda e: _other_actor(e, "amendment.drafted", "m_stranger"),
    "a proposal in another's name": lambda e: _set(e, "amendment.drafted", "authors", ["m_x"]),
    "an answer left out": drop("stance.taken"),
    "a submission left out": drop("amendment.submitted"),
    "an unknown kind": lambda e: e[3].update(kind="charter.sold"),
    "a time without its zone": lambda e: e[0].update(at=e[0]["at"].rstrip("Z")),
    "a zone that is none": lambda e: _set(e, "charter.founded", "timezone", "Europe"),
    "a rule that is none": lambda e: of(e, "charter.founded")["data"]["ruleset"].update(quorum="x"),
}


def test_the_true_record_is_consistent(events):
    report = verify(chained(events))
    assert report.problems == ()
    assert (report.revisions, report.decisions) == (4, 3)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_record_is_found_out(events, forgery):
    forged = json.loads(json.dumps(events))
    FORGERIES[forgery](forged)
    assert not verify(chained(forged)).is_consistent


def test_a_line_that_is_nested_too_deeply_is_a_problem_and_no_crash():
    assert not verify(["[" * 100_000]).is_consistent
