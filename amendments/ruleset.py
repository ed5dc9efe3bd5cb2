"""The decision rules of a charter, as data.

A round pins a copy, so that nobody can change the rules of a decision that is under way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

from amendments.durations import format_duration, parse_duration
from amendments.refusals import BadInput
from charter.language import gettext as _


class Reveal(StrEnum):
    """When a member sees the answers of the others."""

    AFTER_STANCE = "after_stance"
    LIVE = "live"
    AFTER_CLOSE = "after_close"


class RulesChange(StrEnum):
    """How the decision rules themselves can be changed."""

    STEWARDS = "stewards"
    AMENDMENT = "amendment"


MOST_ROUNDS = 20

# Fraction() reads more than this: of “1e999999999” it would write out every digit.
_FRACTION = re.compile(r"\d{1,9}(?:/\d{1,9}|\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Times, quorum and reveal. The defaults are those of the design.

    `editorial` is how long a correction waits for someone to say that it changes the meaning;
    `set_aside` allows two stewards to set an objection aside. `closing` is how long anyone can say
    no before a proposal on which nothing is left to decide is closed.
    """

    discussion: timedelta = timedelta(days=5)
    round: timedelta = timedelta(days=7)
    quorum: Fraction = Fraction(1, 3)
    reveal: Reveal = Reveal.AFTER_STANCE
    need_time: timedelta = timedelta(hours=72)
    late_objection: timedelta = timedelta(hours=48)
    neighbour_notice: timedelta = timedelta(hours=48)
    max_rounds: int = 3
    editorial: timedelta = timedelta(days=3)
    set_aside: bool = False
    rules_change: RulesChange = RulesChange.STEWARDS
    closing: timedelta = timedelta(days=7)

    def answers_needed(self, roll_size: int) -> int:
        """How many of a roll have to answer: the quorum, and two unless the roll is one."""
        return max(ceil(self.quorum * roll_size), min(2, roll_size))

    def to_dict(self) -> dict[str, str | int]:
        """The JSON form: durations in ISO 8601, the quorum as a fraction."""
        return {field.name: _write(getattr(self, field.name)) for field in fields(self)}

    def differences(self, other: Ruleset) -> dict[str, str | int]:
        """The rules of `other` that are not as here, in their JSON form."""
        mine = self.to_dict()
        return {name: value for name, value in other.to_dict().items() if mine[name] != value}


def _write(value: object) -> str | int:
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, int):
        return value
    return str(value)


def read_ruleset(data: Mapping[str, object]) -> Ruleset:
    """A ruleset from its JSON form; what is missing has its default."""
    return change_ruleset(Ruleset(), data)


def change_ruleset(ruleset: Ruleset, changes: Mapping[str, object]) -> Ruleset:
    """The ruleset with some values replaced, each given as in the JSON form.

    Raises:
        BadInput: there is no such rule, or the value does not fit; `field` names it.
    """
    known = {field.name for field in fields(Ruleset)}
    values: dict[str, object] = {}
    for name, value in changes.items():
        if name not in known:
            msg = _("There is no rule called “{name}”. There are: {names}.").format(
                name=name[:40], names=", ".join(sorted(known))
            )
            raise BadInput(msg, field=name)
        try:
            values[name] = _read(getattr(ruleset, name), value)
        except BadInput as refusal:
            raise BadInput(refusal.reason, field=name) from None
    return replace(ruleset, **values)  # type: ignore[arg-type] # _read keeps each value's type


def _read(current: object, value: object) -> object:
    """`value` read as the same kind of thing as `current`."""
    if isinstance(current, timedelta):
        return parse_duration(str(value))
    if isinstance(current, bool):
        return _read_flag(value)
    if isinstance(current, Reveal):
        return _read_reveal(str(value))
    if isinstance(current, RulesChange):
        return _read_rules_change(str(value))
    if isinstance(current, Fraction):
        return _read_quorum(str(value))
    return _read_rounds(value)


def _read_reveal(value: str) -> Reveal:
    if value not in set(Reveal):
        msg = _("“{value}” is not a way to reveal answers. Use one of: {names}.").format(
            value=value[:40], names=", ".join(Reveal)
        )
        raise BadInput(msg)
    return Reveal(value)


def _read_rules_change(value: str) -> RulesChange:
    if value not in set(RulesChange):
        msg = _("“{value}” is not a way to change rules. Use one of: {names}.").format(
            value=value[:40], names=", ".join(RulesChange)
        )
        raise BadInput(msg)
    return RulesChange(value)


def _read_flag(value: object) -> bool:
    text = str(value).strip().lower()
    if text not in {"true", "yes", "false", "no"}:
        msg = _("“{word}” is neither yes nor no.").format(word=str(value)[:40])
        raise BadInput(msg)
    return text in {"true", "yes"}


def _read_quorum(value: str) -> Fraction:
    try:
        quorum = Fraction(value) if _FRACTION.fullmatch(value) else Fraction(-1)
    except ZeroDivisionError:
        quorum = Fraction(-1)
    if not 0 <= quorum <= 1:
        msg = _("“{value}” is not a quorum. Write a fraction from 0 to 1, such as 1/3.").format(
            value=value[:40]
        )
        raise BadInput(msg)
    return quorum


def _read_rounds(value: object) -> int:
    text = str(value)
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0  # noqa: PLR2004
    if not 1 <= number <= MOST_ROUNDS:
        msg = _("The number of rounds has to be a whole number from 1 to {most_rounds}.").format(
            most_rounds=MOST_ROUNDS
        )
        raise BadInput(msg)
    return number
