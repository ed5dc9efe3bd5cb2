"""Who sees the answers of a round, and when; and who sees whose they are."""

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
    """Whether someone may see whose answers, objections and words about them these are.

    The same goes for who has answered: in a round where someone objected in confidence, each name
    less would tell whose objection it is. Then only a steward free to decide about the amendment
    sees names; everybody always sees their own.
    """
    if not actor.is_member:
        return False
    if not decision.is_nameless:
        return True
    return may_decide_about(actor, authors, community) is True
