"""What a row is made of: who may do an act, and when.

`Row.who` says who may; `Row.when` in which states of a proposal. A reader of a public charter sees
what is proposed; everything that is said is for members (decision 0007). Where the answer differs
from state to state, `who` is a table by state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.matrix.scene import ROLES, STATES

Roles = frozenset[str]

ALL: Roles = frozenset(ROLES)
OUTSIDERS: Roles = frozenset({"reader", "stranger", "former"})
MEMBERS = ALL - OUTSIDERS
#: Who was a member when the decisions opened, and is one still.
ROLL = MEMBERS - {"newcomer"}
AUTHORS: Roles = frozenset({"author", "co-author", "steward-author"})
ASKED: Roles = frozenset({"asked"})
OBJECTOR: Roles = frozenset({"objector"})
STEWARDS: Roles = frozenset({"steward", "steward-author"})
#: Stewards who are free to decide about a proposal: not about one of their own.
GUIDES: Roles = frozenset({"steward"})
ASKER: Roles = frozenset({"member"})
NOBODY: Roles = frozenset()
#: Who is in the private conversation on this stage, and who of them may leave it, and end it.
IN_IT: Roles = frozenset({"steward", "author", "member"})
LEAVES: Roles = frozenset({"author", "member"})
ENDS: Roles = frozenset({"steward", "author"})

EVERY = frozenset(STATES)
WRITTEN = frozenset({"draft", "discussion", "blocked"})
TALKED = frozenset({"discussion", "blocked"})
OPEN = frozenset({"opened", "answered"})
#: Where there has been a decision.
DECIDED = frozenset({"opened", "answered", "adopted", "blocked", "correction"})

#: Who has heard an objection: authors and stewards at once. To others it shows with their own
#: answer, and to all members after the close.
#: A steward wrote down what one of them said: that is their answer too.
HEARD = {"opened": OBJECTOR | ASKED | AUTHORS | STEWARDS, "answered": ROLL, "blocked": MEMBERS}

#: Whose the first comment is; and who may say that it is answered, or settled.
SAYS = {**dict.fromkeys(EVERY, ASKER), "draft": frozenset({"author"})}
SETTLES = {**dict.fromkeys(EVERY, ASKER | AUTHORS | STEWARDS), "draft": AUTHORS}
#: Who may ask them to look again, once something has changed, and who then answers.
ASKS_AGAIN = {
    **dict.fromkeys(WRITTEN | OPEN | {"correction"}, AUTHORS | STEWARDS),
    "draft": AUTHORS,
}

Who = Roles | Mapping[str, Roles]


@dataclass(frozen=True)
class Row:
    """An act. `also` tells acts at the same address apart; `sent` is what is sent along.

    `only_refused`: it is about something that is not on this stage, so only those who may not are
    asked here; what it does for the others has tests of its own. `refused_as`: in these ways, too,
    where it is one person's answer among several that cannot be taken.
    """

    who: Who
    when: frozenset[str] = EVERY
    sent: Mapping[str, Any] | list[Any] = field(default_factory=dict)
    also: str = ""
    query: str = ""
    only_refused: bool = False
    refused_as: frozenset[int] = frozenset()

    def may(self, role: str, state: str) -> bool:
        """Whether somebody may, in a state."""
        who = self.who.get(state, NOBODY) if isinstance(self.who, Mapping) else self.who
        return state in self.when and role in who


K = "/{slug}/amendments/{k:int}"
R = K + "/rounds/{r:int}"
O = K + "/objections/{o:int}"  # noqa: E741 - as in the addresses
