"""A ruleset in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amendments.durations import duration_in_words
from amendments.ruleset import Reveal, RulesChange, Ruleset, change_ruleset

_REVEAL = {
    Reveal.AFTER_STANCE: (
        "You see how the others answered once you have answered yourself, so that nobody waits "
        "to see where the others go."
    ),
    Reveal.LIVE: "Every member sees every answer as soon as it is given.",
    Reveal.AFTER_CLOSE: "Nobody sees the answers of others before the decision closes.",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is about, and what it says."""

    about: str
    says: str


def rules_in_words(ruleset: Ruleset) -> tuple[Rule, ...]:
    """What a charter's rules say."""
    return (
        Rule("Discussion", _discussion(ruleset)),
        Rule("Time to answer", _time_to_answer(ruleset)),
        Rule("How many have to answer", _quorum(ruleset)),
        Rule("Who sees the answers", _REVEAL[ruleset.reveal]),
        *_more_time(ruleset),
        Rule(
            "Objections",
            "One open objection is enough: the proposal goes back to discussion until the text "
            "meets the objection, or the person who raised it lets it go. After "
            f"{_times(ruleset.max_rounds)} it becomes a draft again."
            + (_SET_ASIDE if ruleset.set_aside else " Nobody can set an objection aside."),
        ),
        Rule("Corrections", _corrections(ruleset)),
        Rule("How these rules change", _RULES_CHANGE[ruleset.rules_change]),
    )


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that would change: what it is about, what it says now, what it would say."""

    about: str
    now: str
    then: str


def rule_changes(ruleset: Ruleset, rules: Mapping[str, object]) -> tuple[RuleChange, ...]:
    """What some changed rules would say other than the rules do now."""
    if not rules:
        return ()
    now, then = rules_in_words(ruleset), rules_in_words(change_ruleset(ruleset, rules))
    return tuple(
        RuleChange(before.about, before.says, after.says)
        for before, after in zip(now, then, strict=True)
        if before != after
    )


_SET_ASIDE = (
    " Two stewards who did not write the proposal can set an objection aside, each with a reason "
    "that everyone can read."
)
_RULES_CHANGE = {
    RulesChange.STEWARDS: (
        "A steward can change these rules; all members are told, and decisions that are under way "
        "keep the rules that they began with. Any member can propose to change them."
    ),
    RulesChange.AMENDMENT: (
        "These rules change only by a decision of the members, as the charter does."
    ),
}


def _corrections(ruleset: Ruleset) -> str:
    return (
        "A proposal can be marked as a correction: typing errors, links, form. It needs no "
        f"discussion and no answers. It is published after {duration_in_words(ruleset.editorial)}, "
        "unless a member says that it changes the meaning; then it becomes an ordinary proposal."
    )


def _quorum(ruleset: Ruleset) -> str:
    quorum = ruleset.quorum
    share = f"{quorum.numerator} of every {quorum.denominator}" if quorum else "No fixed share"
    return (
        f"{share} of those on the roll, and two people at least unless there is only one. "
        "Somebody has to consent. Silence is never counted as consent."
    )


def _more_time(ruleset: Ruleset) -> tuple[Rule, ...]:
    long = duration_in_words
    return (
        Rule(
            "More time",
            f"If someone needs more time, the decision stays open {long(ruleset.need_time)} "
            "longer, once.",
        ),
        Rule(
            "Late objections",
            f"After an objection there are {long(ruleset.late_objection)} at least until the "
            "decision closes.",
        ),
        Rule(
            "When the text nearby changes",
            "If the charter changes next to a proposal that is being decided, the decision stays "
            f"open {long(ruleset.neighbour_notice)} at least after that.",
        ),
    )


def _discussion(ruleset: Ruleset) -> str:
    if not ruleset.discussion:
        return "A decision can be opened as soon as a proposal has been submitted."
    return (
        f"A proposal is discussed for {duration_in_words(ruleset.discussion)} at least before "
        "anyone can open a decision on it."
    )


def _time_to_answer(ruleset: Ruleset) -> str:
    if not ruleset.round:
        return "The steward who opens a decision says how long it stays open."
    return f"A decision stays open for {duration_in_words(ruleset.round)} at least."


def _times(number: int) -> str:
    return "one such decision" if number == 1 else f"{number} such decisions"
