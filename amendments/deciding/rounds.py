"""A round: one consent decision on one frozen text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from amendments.deciding.objections import Objection
from amendments.deciding.stances import Stance, StanceKind
from amendments.deciding.tally import Outcome, Tally, count, counted_as
from amendments.refusals import NotFound, Permission, WrongState
from amendments.ruleset import Ruleset
from amendments.writing.causes import Cause
from charter.language import N_
from charter.language import gettext as _

PAST_DEADLINE = N_("The deadline has passed, and this decision is being closed. Look again.")


@dataclass(frozen=True, slots=True)
class Round:
    """A round. `roll` maps each seat to its member; `stances` holds the latest answer by seat.

    `objections` are those raised in it and those carried into it, by number. An `editorial` round
    is on a correction: it passes unless someone says that it changes the meaning.

    `unconfirmed` are the seats whose answers were given before the text around the change moved;
    `read_with` is the number of the revision with which the first of them read it. `gone` are the
    seats of those who belong to the charter no more: nobody waits for them.

    `base` is the revision that the change was written on, `in_force` the one in force when the
    round opened, and `result_sha256` the digest of the text that would result then. `cause` is why
    it ended. They are None for rounds from before they were kept. `held`: what is said in it is
    written into the record when it ends; see `holding`.
    """

    amendment: int
    number: int
    version: int
    base: int
    change_sha256: str
    ruleset: Ruleset
    roll: Mapping[str, int]
    opened_at: datetime
    closes_at: datetime
    stances: Mapping[str, Stance] = field(default_factory=dict)
    objections: tuple[Objection, ...] = ()
    more_time_given: bool = False
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    editorial: bool = False
    unconfirmed: frozenset[str] = frozenset()
    read_with: int | None = None
    in_force: int | None = None
    result_sha256: str | None = None
    cause: Cause | None = None
    gone: frozenset[str] = frozenset()
    held: bool = False

    @property
    def is_nameless(self) -> bool:
        """Whether answers are shown without names, because someone objected in confidence.

        By elimination the others' names would tell whose objection it is.
        """
        return any(one.confidential for one in self.objections)

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed yet (its deadline may have passed)."""
        return self.outcome is None

    def is_due(self, now: datetime) -> bool:
        """Whether its deadline has passed and nobody has closed it yet."""
        return self.is_open and now >= self.closes_at

    def before_deadline(self, now: datetime) -> Permission:
        """Whether something can still be changed in it: not while it is only to be closed."""
        return WrongState(_(PAST_DEADLINE)) if self.is_due(now) else True

    def seat_of(self, member: int | None) -> str | None:
        """The seat of a member on the roll, None for anyone who is not on it."""
        return next((seat for seat, who in self.roll.items() if who == member), None)

    def is_unconfirmed(self, member: int | None) -> bool:
        """Whether this member answered before the text around the change moved."""
        return self.seat_of(member) in self.unconfirmed

    def objection_of(self, member: int) -> Objection | None:
        """The objection of a member, if they have raised one."""
        return next((o for o in self.objections if o.member == member), None)

    def objection(self, number: int) -> Objection:
        """The objection with a number."""
        for one in self.objections:
            if one.number == number:
                return one
        msg = _("There is no objection {number} in this round.").format(number=number)
        raise NotFound(msg)

    def counted_stances(self) -> dict[str, StanceKind]:
        """What each answer counts as, by seat."""
        return {seat: self._counted(seat, stance.kind) for seat, stance in self.stances.items()}

    def _counted(self, seat: str, kind: StanceKind) -> StanceKind:
        objection = self.objection_of(self.roll[seat])
        if objection is None:
            return counted_as(kind, None)
        return counted_as(kind, objection.status, author_left=objection.author_left)

    def waits_for(self) -> frozenset[str]:
        """The seats whose settled answer is still to come, of those who belong to the charter."""
        settled = {
            seat for seat, one in self.stances.items() if one.kind is not StanceKind.NEED_TIME
        }
        return frozenset(self.roll) - settled - self.gone

    def tally(self) -> Tally:
        """The answers as they stand."""
        return count(
            self.counted_stances().values(),
            roll_size=len(self.roll),
            needed=self.ruleset.answers_needed(len(self.roll)),
            open_objections=sum(o.is_open for o in self.objections),
        )
