"""The decision rules as fields of a form, in days and plain choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amendments.durations import parse_duration
from amendments.refusals import BadInput
from amendments.ruleset import Reveal, RulesChange, Ruleset
from charter.language import N_, ngettext
from charter.language import gettext as _

_DURATIONS = {
    "discussion": N_("How long a proposal is discussed at least"),
    "round": N_("How long a decision stays open at least"),
    "need_time": N_("How much longer if someone needs time"),
    "late_objection": N_("How long at least after an objection"),
    "neighbour_notice": N_("How long at least after the text nearby changes"),
    "editorial": N_("How long a correction waits"),
    "closing": N_("How long anyone can say no before a proposal is closed"),
}
_CHOICES: dict[str, tuple[str, dict[str, str]]] = {
    "reveal": (
        N_("When members see the answers of others"),
        {
            Reveal.AFTER_STANCE: N_("After their own answer"),
            Reveal.LIVE: N_("At once"),
            Reveal.AFTER_CLOSE: N_("When the decision has closed"),
        },
    ),
    "set_aside": (
        N_("Whether two stewards can set an objection aside"),
        {"false": N_("No"), "true": N_("Yes")},
    ),
    "rules_change": (
        N_("How these rules change"),
        {
            RulesChange.STEWARDS: N_("A steward changes them, and all are told"),
            RulesChange.AMENDMENT: N_("Only by a decision of the members"),
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
        RuleField(name, _(label), shown[name], _("In days, such as 5; or 12 hours."))
        for name, label in _DURATIONS.items()
    ]
    chosen = [
        RuleField(
            name,
            _(label),
            shown[name],
            choices=tuple((value, _(said)) for value, said in choices.items()),
        )
        for name, (label, choices) in _CHOICES.items()
    ]
    quorum = RuleField(
        "quorum",
        _("Which share of the roll has to answer"),
        shown["quorum"],
        _("A fraction, such as 1/3."),
    )
    rounds = RuleField(
        "max_rounds", _("After how many blocked decisions it is a draft again"), shown["max_rounds"]
    )
    return (*days[:2], quorum, *days[2:], rounds, *chosen)


def _in_days(text: str) -> str:
    length = parse_duration(text)
    if length.seconds == 0:
        return str(length.days)
    hours = length.days * 24 + length.seconds / 3600
    if hours != int(hours):
        return text
    return ngettext("{n} hour", "{n} hours", int(hours)).format(n=int(hours))


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


def _units(one: str, many: str) -> set[str]:
    """What a unit is called in the language that is spoken now."""
    return {ngettext(one, many, n).format(n="").strip().lower() for n in (1, 2)}


def _duration(name: str, typed: str) -> str:
    """A length of time as people write it, in the form of the rules."""
    text = typed.strip().lower()
    number, _space, unit = text.partition(" ")
    if number.isascii() and number.isdigit() and len(number) <= 5:  # noqa: PLR2004
        if unit in {"", "day", "days", *_units("{n} day", "{n} days")}:
            return f"P{number}D" if int(number) else "PT0S"
        if unit in {"hour", "hours", *_units("{n} hour", "{n} hours")}:
            return f"PT{number}H"
    try:
        parse_duration(text.upper())
    except BadInput as refusal:
        msg = _("“{typed}” is not a length of time. Write a number of days, or “12 hours”.").format(
            typed=typed[:40]
        )
        raise BadInput(msg, field=name) from refusal
    return text.upper()
