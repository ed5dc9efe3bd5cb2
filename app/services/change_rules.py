"""Changing the decision rules of a charter. Rounds under way keep the copy that they pinned."""

from __future__ import annotations

from collections.abc import Mapping

from amendments.events import Event, Kind
from amendments.people import Actor
from amendments.permissions import may_steward
from amendments.refusals import demand
from amendments.ruleset import Ruleset, change_ruleset
from app.storage import charters, record
from app.storage.charters import Charter
from app.storage.database import Writer


def change_rules(
    writer: Writer, charter: Charter, changes: Mapping[str, object], *, by: Actor | None = None
) -> Ruleset:
    """Change some rules. `by` is the steward who does it, None for the operator of this place.

    Raises:
        NotAllowed: `by` is not a steward.
        BadInput: there is no such rule, or a value does not fit.
    """
    if by is not None:
        demand(may_steward(by))
    ruleset = change_ruleset(charter.ruleset, changes)
    if ruleset != charter.ruleset:
        data = {"ruleset": ruleset.to_dict()}
        record.append(writer, charter, Event(Kind.RULES_CHANGED, by.handle if by else None, data))
        charters.save_ruleset(writer, charter, ruleset)
    return ruleset
