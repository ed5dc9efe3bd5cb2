"""What a round tells to whom: one rule for pages, the API, mail, the open page and the record.

While answers are hidden from somebody nothing else may tell them: no count of kinds, no time, no
order, no name of who has answered, no cause of a deadline that moved. How many have answered is
told to everyone: it is one more for each first answer, whatever it says. Arguments are not votes:
the words of an objection reach those who can help at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from amendments.belonging.people import Actor, Community
from amendments.belonging.permissions import may_decide_about
from amendments.deciding.extending import OF_ANSWERS, DeadlineMove, MoveCause
from amendments.deciding.rounds import Round
from amendments.deciding.stances import Stance, StanceKind
from amendments.ruleset import Reveal

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_ORDER = tuple(
    StanceKind(one) for one in ("object", "concern", "need_time", "stand_aside", "consent")
)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a round tells one person.

    `answers`: what the others answered, and how many answered what. `objections`: their words, and
    what was said about them. `names`: whose they are, where they are shown at all. `who_answered`:
    the names of those who have answered, and of those who have not. `times`: when somebody
    answered, and in which order. Everybody always sees all of their own.
    """

    answers: bool
    objections: bool
    names: bool
    who_answered: bool
    times: bool

    def move(
        self, move: DeadlineMove, zone: ZoneInfo, *, is_member: bool, is_open: bool
    ) -> DeadlineMove:
        """How a deadline moved: for others than members without a steward's name and reason."""
        if not is_member:
            move = replace(move, member=None, reason="")
        if move.cause not in OF_ANSWERS or move.at is None:
            return move
        cause = move.cause if self.answers or not is_open else MoveCause.ANSWER
        if self.times:
            return replace(move, cause=cause)
        return replace(move, cause=cause, at=None, on=move.at.astimezone(zone).date())


def what_is_told(
    decision: Round, actor: Actor, authors: frozenset[int], community: Community
) -> Disclosure:
    """What a round tells somebody now.

    Where someone objected in confidence, each name less would tell whose objection it is, and so
    would each answer that appears. Then only a steward free to decide about the amendment sees
    names, and before the close others' answers.
    """
    guides = may_decide_about(actor, authors, community) is True
    names = may_see_names(decision, actor, authors, community)
    revealed = may_see_answers(decision, actor.member, is_member=actor.is_member)
    answers = revealed and (names or not decision.is_open)
    helps = actor.is_member and (actor.is_steward or actor.member in authors)
    return Disclosure(
        answers=answers,
        objections=revealed or helps,
        names=names,
        who_answered=names and (answers or guides),
        times=names and answers,
    )


def in_order(decision: Round, *, times: bool) -> list[tuple[int, Stance]]:
    """Members with their answers, objections first; by time only where times may be told."""
    given = [(decision.roll[seat], stance) for seat, stance in decision.stances.items()]

    def place(pair: tuple[int, Stance]) -> tuple[int, str]:
        stance = pair[1]
        # A seat is a random name, so it tells no order.
        return _ORDER.index(stance.kind), stance.at.isoformat() if times else stance.seat

    return sorted(given, key=place)


def may_see_answers(decision: Round, member: int | None, *, is_member: bool) -> bool:
    """Whether someone may see how the others answered, as far as the round is not nameless.

    A closed round is open to all members. In an open one it depends on the rules that were pinned:
    at once, after one's own answer (the default: so that nobody waits to see where others go), or
    not before the close.
    """
    if not is_member:
        return False
    has_answered = decision.seat_of(member) in decision.stances
    return not decision.is_open or are_answers_told(
        decision.ruleset.reveal, has_answered=has_answered
    )


def are_answers_told(reveal: Reveal, *, has_answered: bool) -> bool:
    """Whether a member may see how the others answered in an open round that is not nameless."""
    return reveal is Reveal.LIVE or (reveal is Reveal.AFTER_STANCE and has_answered)


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
