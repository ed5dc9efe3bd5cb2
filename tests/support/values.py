"""Values of the rules, made with as little as a test has to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from amendments.belonging.people import Actor, Community, Role
from amendments.deciding.answering import take_stance
from amendments.deciding.objections import Objection
from amendments.deciding.rounds import Round
from amendments.deciding.stances import Stance, StanceKind
from amendments.ruleset import Ruleset
from amendments.status import Status
from amendments.writing.lifecycle import Amendment, Proposal
from tests.support.clock import START

ZONE = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)

STEWARD = Actor(Role.STEWARD, 1, "m_1")
OTHER_STEWARD = Actor(Role.STEWARD, 2, "m_2")
AUTHOR = Actor(Role.MEMBER, 3, "m_3")
MEMBER = Actor(Role.MEMBER, 4, "m_4")
COMMUNITY = Community(frozenset({1, 2, 3, 4}), frozenset({1, 2}))
ONE_STEWARD = Community(frozenset({1, 3, 4}), frozenset({1}))

WORDS = {"reason": "It leaves someone out.", "acceptable_if": "Name them too."}


def amendment(status: Status = Status.DISCUSSION, **more: Any) -> Amendment:
    """Amendment 1, by AUTHOR, submitted at START unless it is a draft."""
    submitted = None if status is Status.DRAFT else START
    made = Amendment(1, status, frozenset({3}), 1, submitted_at=submitted)
    return replace(made, **more)


def proposal(**more: Any) -> Proposal:
    """A proposal with a title."""
    return replace(Proposal(1, "c" * 64, {"title": "A small change"}), **more)


def decision(size: int = 4, kinds: Mapping[int, StanceKind] | None = None, **more: Any) -> Round:
    """Round 1 on version 1, open for a week from START. Members 1 to `size` sit on its roll.

    `kinds` gives the answers of some members; an `object` in it brings no objection by itself.
    """
    made = Round(
        amendment=1,
        number=1,
        version=1,
        base=1,
        change_sha256="c" * 64,
        ruleset=Ruleset(),
        roll={f"s_{member}": member for member in range(1, size + 1)},
        opened_at=START,
        closes_at=START + timedelta(days=7),
        stances={f"s_{m}": Stance(f"s_{m}", kind, START) for m, kind in (kinds or {}).items()},
    )
    return replace(made, **more)


def objection(member: int = 4, **more: Any) -> Objection:
    """Objection 1, by a member, to version 1 in round 1."""
    return replace(Objection(1, member, first_round=1, raised_in=1, raised_on=1), **more)


def answered(
    round_: Round, member: int, kind: StanceKind, now: datetime = START + HOUR, number: int = 1
) -> Round:
    """The round after a member's answer."""
    words = WORDS if kind is StanceKind.OBJECT else {}
    return take_stance(round_, member, kind, words, now, ZONE, number)[0]
