"""Everything about a life that can be seen: in the program's tables, and in the model."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

from amendments.ruleset import read_ruleset
from tests.support.lives import Model
from tests.support.lives_nouns import Amendment, Round

Look = dict[str, Any]

_AMENDMENTS = """
    SELECT number, status, version, blocked_rounds, editorial, review_of,
           review_announced_at IS NOT NULL, reviewed_at IS NOT NULL
    FROM amendment ORDER BY number"""
_RUNNING = "left_at IS NULL AND term_ends_at IS NOT NULL"
_AUTHORS = """
    SELECT amendment.number, member_id - 1 FROM author
    JOIN amendment ON amendment.id = amendment_id WHERE left_at IS NULL"""
_OBJECTIONS = """
    SELECT amendment.number, objection.number, member_id - 1, objection.status
    FROM objection JOIN amendment ON amendment.id = amendment_id"""
_ROUNDS = """
    SELECT amendment.number, round.number, outcome, closes_at, closing
    FROM round JOIN amendment ON amendment.id = amendment_id"""
_ANSWERS = """
    SELECT amendment.number, round.number, seat.member_id - 1, kind, recorded_by IS NOT NULL
    FROM stance JOIN seat ON seat.id = seat_id
    JOIN round ON round.id = round_id JOIN amendment ON amendment.id = amendment_id
    WHERE stance.id IN (SELECT max(id) FROM stance GROUP BY seat_id)"""
_ROLLS = """
    SELECT amendment.number, round.number, member_id - 1
    FROM seat JOIN round ON round.id = round_id JOIN amendment ON amendment.id = amendment_id"""


def seen(file: sqlite3.Connection) -> Look:
    """What the program has kept."""

    def rows(question: str) -> list[tuple[Any, ...]]:
        return file.execute(question).fetchall()

    (rules,) = rows("SELECT ruleset FROM charter")[0]
    return {
        "texts": [text for (text,) in rows("SELECT text FROM revision ORDER BY number")],
        "rules": read_ruleset(json.loads(rules)),
        "roles": dict(rows("SELECT id - 1, role FROM membership WHERE left_at IS NULL")),
        "terms": {
            who: datetime.fromisoformat(ends)
            for who, ends in rows("SELECT id - 1, term_ends_at FROM membership WHERE " + _RUNNING)
        },
        "changes": rows("SELECT way, member_id - 1, over_at IS NOT NULL FROM steward_change"),
        "amendments": rows(_AMENDMENTS),
        "authors": set(rows(_AUTHORS)),
        "objections": set(rows(_OBJECTIONS)),
        "rounds": {
            (number, which): (outcome, datetime.fromisoformat(closes_at), _counted(closing))
            for number, which, outcome, closes_at, closing in rows(_ROUNDS)
        },
        "answers": set(rows(_ANSWERS)),
        "rolls": set(rows(_ROLLS)),
    }


def _counted(closing: str | None) -> dict[str, int] | None:
    counts = json.loads(closing)["counts"] if closing else None
    return {kind: n for kind, n in counts.items() if n} if counts is not None else None


def expected(model: Model, whole: Callable[[list[str]], str]) -> Look:
    """The same, as the model has it."""
    known = list(enumerate(model.amendments, 1))
    rounds = [(number, one) for number, each in known for one in each.rounds]
    return {
        "texts": [whole(paragraphs) for paragraphs in model.revisions],
        "rules": read_ruleset(model.rules),
        "roles": model.roles,
        "terms": {who: ends for who, ends in model.terms.items() if ends},
        "changes": [(one.way, one.who, one.over) for one in model.changes],
        "amendments": [_amendment(number, one) for number, one in known],
        "authors": {(number, who) for number, one in known for who in one.authors},
        "objections": {
            (number, each.number, each.who, each.status)
            for number, one in known
            for each in one.objections
        },
        "rounds": {
            (number, one.number): (one.outcome, one.closes_at, one.counted)
            for number, one in rounds
        },
        "answers": {answer for number, one in rounds for answer in _answers(number, one)},
        "rolls": {(number, one.number, who) for number, one in rounds for who in one.roll},
    }


def _amendment(number: int, one: Amendment) -> tuple[Any, ...]:
    return (
        number,
        one.status,
        len(one.versions),
        one.blocked,
        one.editorial,
        one.review_of,
        one.announced,
        one.reviewed,
    )


def _answers(number: int, one: Round) -> list[tuple[int, int, int, str, bool]]:
    return [
        (number, one.number, who, kind, who in one.recorded) for who, kind in one.stances.items()
    ]
