"""Which lines of a record somebody is not to notice yet: what was said in rounds hidden from them.

A page that is open is woken by lines, also by those that are held back, and knows up to which one
it was made. Both would tell that something was just said in a round, and the page that nothing else
has changed.
"""

from __future__ import annotations

from amendments.belonging.permissions import may_decide_about
from amendments.deciding.held_lines import HELD
from amendments.deciding.reveal import are_answers_told
from amendments.record.events import EventKind
from app.services.entry import CharterAccess
from app.storage.deciding.open_rounds import OpenRound, open_rounds
from app.storage.engine.session import Reader
from app.storage.record.watch import Unseen
from app.storage.texts.kept_rules import kept_ruleset

_ANSWERS = frozenset({EventKind.STANCE_TAKEN.value})
_SAID = frozenset(one.value for one in HELD)


def unseen(reader: Reader, access: CharterAccess) -> Unseen:
    """The kinds of lines that this person is not to notice, by the number of the proposal."""
    found = {
        one.amendment: _hidden(access, one)
        for one in open_rounds(reader, access.charter.id, access.actor.member)
    }
    return {number: kinds for number, kinds in found.items() if kinds}


def _hidden(access: CharterAccess, one: OpenRound) -> frozenset[str]:
    actor = access.actor
    if not actor.is_member:
        return _SAID
    assert actor.member is not None
    mine = frozenset({actor.member}) if one.is_author else frozenset()
    guides = may_decide_about(actor, mine, access.community) is True
    reveal = kept_ruleset(one.ruleset).reveal
    revealed = are_answers_told(reveal, has_answered=one.has_answered)
    if revealed and (guides or not one.is_nameless):
        return frozenset()
    return _ANSWERS if revealed or actor.is_steward or one.is_author else _SAID
