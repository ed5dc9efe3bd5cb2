"""Changing the decision rules of a charter. Rounds under way keep the copy that they pinned."""

from __future__ import annotations

from collections.abc import Mapping

from amendments.belonging.people import Actor
from amendments.belonging.permissions import may_change_rules
from amendments.refusals import demand
from amendments.ruleset import Ruleset
from amendments.texts import changing_rules
from app.services.texts.wording import plain
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.texts import charters
from app.storage.texts.charters import Charter


def change_rules(
    writer: Writer,
    charter: Charter,
    changes: Mapping[str, object],
    *,
    by: Actor | None = None,
    reason: str = "",
) -> Ruleset:
    """Change some rules. `by` is the steward who does it, None for the operator of this place.

    Raises:
        NotAllowed: `by` is not a steward, or the rules change only by a decision of the members.
        BadInput: there is no such rule, or a value does not fit, or the reason cannot be used.
    """
    demand(may_change_rules(by, charter.ruleset.rules_change))
    said = plain(reason, "reason")
    ruleset, event = changing_rules.change_rules(by, charter.ruleset, changes, said)
    if ruleset != charter.ruleset:
        lines.append(writer, charter, event)
        charters.save_ruleset(writer, charter, ruleset)
    return ruleset


def adopt_rules(
    writer: Writer, charter: Charter, rules: Mapping[str, object], *, amendment: int, number: int
) -> None:
    """Change the rules that a round decided on. `number` is that of the round."""
    ruleset, event = changing_rules.adopt_rules(
        charter.ruleset, rules, amendment=amendment, number=number
    )
    lines.append(writer, charter, event)
    charters.save_ruleset(writer, charter, ruleset)
