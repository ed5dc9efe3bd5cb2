"""Changing the decision rules of a charter: by a steward, its operator, or a decision."""

from __future__ import annotations

from collections.abc import Mapping

from amendments.belonging.people import Actor
from amendments.belonging.permissions import may_change_rules
from amendments.record.events import Event, EventKind
from amendments.refusals import demand
from amendments.ruleset import Ruleset, change_ruleset


def change_rules(
    by: Actor | None, before: Ruleset, changes: Mapping[str, object], reason: str
) -> tuple[Ruleset, Event]:
    """Change some rules without a decision. `by` is None for the operator of the place.

    Raises:
        NotAllowed: as `may_change_rules` says.
        BadInput: there is no such rule, or a value does not fit.
    """
    demand(may_change_rules(by, before.rules_change))
    ruleset = change_ruleset(before, changes)
    words = {"reason": reason.strip()} if reason.strip() else {}
    data = {"ruleset": ruleset.to_dict()}
    return ruleset, Event(EventKind.RULES_CHANGED, by.handle if by else None, data, words)


def adopt_rules(
    before: Ruleset, rules: Mapping[str, object], *, amendment: int, number: int
) -> tuple[Ruleset, Event]:
    """Change the rules that a round decided on; `number` is that of the round."""
    ruleset = change_ruleset(before, rules)
    data = {"ruleset": ruleset.to_dict(), "amendment": amendment, "round": number}
    return ruleset, Event(EventKind.RULES_CHANGED, None, data)
