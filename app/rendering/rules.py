"""A ruleset in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amendments.durations import duration_in_words
from amendments.ruleset import Reveal, RulesChange, Ruleset, change_ruleset
from charter.language import N_, ngettext
from charter.language import gettext as _

_REVEAL = {
    Reveal.AFTER_STANCE: (
        N_(
            "You see how the others answered once you have answered yourself, so that "
            "nobody waits to see where the others go."
        )
    ),
    Reveal.LIVE: N_("Every member sees every answer as soon as it is given."),
    Reveal.AFTER_CLOSE: N_("Nobody sees the answers of others before the decision closes."),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is about, and what it says."""

    about: str
    says: str


def rules_in_words(ruleset: Ruleset) -> tuple[Rule, ...]:
    """What a charter's rules say."""
    return (
        Rule(_("Discussion"), _discussion(ruleset)),
        Rule(_("Time to answer"), _time_to_answer(ruleset)),
        Rule(_("How many have to answer"), _quorum(ruleset)),
        Rule(_("Who sees the answers"), _(_REVEAL[ruleset.reveal])),
        *_more_time(ruleset),
        Rule(
            _("Objections"),
            f"{_objections(ruleset)} {_(_SET_ASIDE if ruleset.set_aside else _NOT_SET_ASIDE)}",
        ),
        Rule(_("Corrections"), _corrections(ruleset)),
        Rule(_("When nothing is left to decide"), _closing(ruleset)),
        Rule(_("How these rules change"), _(_RULES_CHANGE[ruleset.rules_change])),
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
    return between(ruleset, change_ruleset(ruleset, rules))


def between(before: Ruleset, after: Ruleset) -> tuple[RuleChange, ...]:
    """What the rules say other than they did."""
    now = {rule.about: rule.says for rule in rules_in_words(before)}
    then = {rule.about: rule.says for rule in rules_in_words(after)}
    return tuple(
        RuleChange(about, now.get(about, ""), then.get(about, ""))
        for about in dict.fromkeys((*now, *then))
        if now.get(about) != then.get(about)
    )


_NOT_SET_ASIDE = N_("Nobody can set an objection aside.")
_SET_ASIDE = N_(
    "Two stewards who did not write the proposal can set an objection aside, each "
    "with a reason that everyone can read."
)
_RULES_CHANGE = {
    RulesChange.STEWARDS: (
        N_(
            "A steward can change these rules; all members are told, and decisions that "
            "are under way keep the rules that they began with. Any member can propose "
            "to change them."
        )
    ),
    RulesChange.AMENDMENT: (
        N_("These rules change only by a decision of the members, as the charter does.")
    ),
}


def _objections(ruleset: Ruleset) -> str:
    return ngettext(
        "One open objection is enough: the proposal goes back to discussion until the text meets "
        "the objection, or the person who raised it lets it go. After one such decision it becomes "
        "a draft again.",
        "One open objection is enough: the proposal goes back to discussion until the text meets "
        "the objection, or the person who raised it lets it go. After {n} such decisions it "
        "becomes a draft again.",
        ruleset.max_rounds,
    ).format(n=ruleset.max_rounds)


def _corrections(ruleset: Ruleset) -> str:
    return _(
        "A proposal can be marked as a correction: typing errors, links, form. It "
        "needs no discussion and no answers. It is published after {time}, unless a "
        "member says that it changes the meaning; then it becomes an ordinary "
        "proposal."
    ).format(time=duration_in_words(ruleset.editorial))


def _closing(ruleset: Ruleset) -> str:
    return _(
        "A steward can announce that a proposal is closed: because the charter says already what "
        "it asks for, because another asks for the same, or because nobody goes on with it. If "
        "nobody says no within {time}, it is closed."
    ).format(time=duration_in_words(ruleset.closing))


def _quorum(ruleset: Ruleset) -> str:
    quorum = ruleset.quorum
    share = (
        _("{numerator} of every {denominator}").format(
            numerator=quorum.numerator, denominator=quorum.denominator
        )
        if quorum
        else _("No fixed share")
    )
    return _(
        "{share} of those on the roll, and two people at least unless there is only "
        "one. Somebody has to consent. Silence is never counted as consent."
    ).format(share=share)


def _more_time(ruleset: Ruleset) -> tuple[Rule, ...]:
    long = duration_in_words
    return (
        Rule(
            _("More time"),
            _("If someone needs more time, the decision stays open {time} longer, once.").format(
                time=long(ruleset.need_time)
            ),
        ),
        Rule(
            _("Late objections"),
            _("After an objection there are {time} at least until the decision closes.").format(
                time=long(ruleset.late_objection)
            ),
        ),
        Rule(
            _("When the text nearby changes"),
            _(
                "If the charter changes next to a proposal that is being decided, the "
                "decision stays open {time} at least after that."
            ).format(time=long(ruleset.neighbour_notice)),
        ),
    )


def _discussion(ruleset: Ruleset) -> str:
    if not ruleset.discussion:
        return _("A decision can be opened as soon as a proposal has been submitted.")
    return _(
        "A proposal is discussed for {time} at least before anyone can open a decision on it."
    ).format(time=duration_in_words(ruleset.discussion))


def _time_to_answer(ruleset: Ruleset) -> str:
    if not ruleset.round:
        return _("The steward who opens a decision says how long it stays open.")
    return _("A decision stays open for {time} at least.").format(
        time=duration_in_words(ruleset.round)
    )
