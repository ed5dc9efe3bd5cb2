"""Who sees the answers of a round, and when."""

from __future__ import annotations

from amendments.people import Actor, Community
from amendments.permissions import may_decide_about
from amendments.rounds import Round
from amendments.ruleset import Reveal


def may_see_answers(decision: Round, member: int | None, *, is_member: bool) -> bool:
    """Whether someone may see how the others answered.

    A closed round is open to all members. In an open one it depends on the rules that were pinned:
    at once, after one's own answer (the default: so that nobody waits to see where others go), or
    not before the close.
    """
    if not is_member:
        return False
    if not decision.is_open or decision.ruleset.reveal is Reveal.LIVE:
        return True
    if decision.ruleset.reveal is Reveal.AFTER_CLOSE:
        return False
    return decision.seat_of(member) in decision.stances


def may_see_names(
    decision: Round, actor: Actor, authors: frozenset[int], community: Community
) -> bool:
    """Whether someone may see who gave which answer in a round.

    Where someone objected in confidence, all answers are shown without names, except to stewards
    who may decide about this amendment: by elimination the other names would tell theirs.
    """
    if not actor.is_member:
        return False
    if not decision.is_nameless:
        return True
    return may_decide_about(actor, authors, community) is True
