"""The decision rules as fields of a form, in days and plain choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amendments.durations import parse_duration
from amendments.refusals import BadInput
from amendments.ruleset import Reveal, RulesChange, Ruleset

_DURATIONS = {
    "discussion": "How long a proposal is discussed at least",
    "round": "How long a decision stays open at least",
    "need_time": "How much longer if someone needs time",
    "late_objection": "How long at least after an objection",
    "neighbour_notice": "How long at least after the text nearby changes",
    "editorial": "How long a correction waits",
}
_CHOICES: dict[str, tuple[str, dict[str, str]]] = {
    "reveal": (
        "When members see the answers of others",
        {
            Reveal.AFTER_STANCE: "After their own answer",
            Reveal.LIVE: "At once",
            Reveal.AFTER_CLOSE: "When the decision has closed",
        },
    ),
    "set_aside": (
        "Whether two stewards can set an objection aside",
        {"false": "No", "true": "Yes"},
    ),
    "rules_change": (
        "How these rules change",
        {
            RulesChange.STEWARDS: "A steward changes them, and all are told",
            RulesChange.AMENDMENT: "Only by a decision of the members",
        },
    ),
}


@dataclass(frozen=True, slots=True)
class RuleField:
    """A rule in the form. `choices` are there for one that is chosen; `unit` behind a number."""

    name: str
    label: str
    value: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def rule_fields(ruleset: Ruleset, typed: Mapping[str, str]) -> tuple[RuleField, ...]:
    """The rules as they are, or as someone typed them."""
    now = {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in ruleset.to_dict().items()
    }
    shown = {
        **now,
        **{name: _in_days(now[name]) for name in _DURATIONS},
        **{name: typed[name] for name in now if name in typed},
    }
    days = [
        RuleField(name, label, shown[name], "In days, such as 5; or 12 hours.")
        for name, label in _DURATIONS.items()
    ]
    chosen = [
        RuleField(name, label, shown[name], choices=tuple(choices.items()))
        for name, (label, choices) in _CHOICES.items()
    ]
    quorum = RuleField(
        "quorum",
        "Which share of the roll has to answer",
        shown["quorum"],
        "A fraction, such as 1/3.",
    )
    rounds = RuleField(
        "max_rounds", "After how many blocked decisions it is a draft again", shown["max_rounds"]
    )
    return (*days[:2], quorum, *days[2:], rounds, *chosen)


def _in_days(text: str) -> str:
    length = parse_duration(text)
    if length.seconds == 0:
        return str(length.days)
    hours = length.days * 24 + length.seconds / 3600
    return f"{hours:g} hours" if hours == int(hours) else text


def changes_in(typed: Mapping[str, str], ruleset: Ruleset) -> dict[str, object]:
    """The rules in a form that are other than they are.

    Raises:
        BadInput: a length of time cannot be read; `field` names it.
    """
    now = ruleset.to_dict()
    wanted = {
        name: _duration(name, value) if name in _DURATIONS else value.strip()
        for name, value in typed.items()
        if name in now
    }
    return {name: value for name, value in wanted.items() if value != str(now[name]).strip()}


def _duration(name: str, typed: str) -> str:
    """A length of time as people write it, in the form of the rules."""
    text = typed.strip().lower()
    number, _, unit = text.partition(" ")
    if number.isascii() and number.isdigit() and len(number) <= 5:  # noqa: PLR2004
        if unit in {"", "day", "days"}:
            return f"P{number}D" if int(number) else "PT0S"
        if unit in {"hour", "hours"}:
            return f"PT{number}H"
    try:
        parse_duration(text.upper())
    except BadInput as refusal:
        msg = f"“{typed[:40]}” is not a length of time. Write a number of days, or “12 hours”."
        raise BadInput(msg, field=name) from refusal
    return text.upper()
