"""An objection has a life of its own: it is open until its author says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from amendments.belonging.people import Actor
from amendments.deciding.stances import StanceKind
from amendments.refusals import BadInput, NotAllowed, Permission, WrongState, demand
from charter.language import N_
from charter.language import gettext as _


class ObjectionStatus(StrEnum):
    """What became of an objection."""

    OPEN = "open"
    INTEGRATED = "integrated"
    WITHDRAWN = "withdrawn"
    KEPT_AS_CONCERN = "kept_as_concern"
    SET_ASIDE = "set_aside"


STATUS_IN_WORDS = {
    ObjectionStatus.OPEN: "open",
    ObjectionStatus.INTEGRATED: N_("integrated: its author accepts the changed text"),
    ObjectionStatus.WITHDRAWN: N_("withdrawn by its author"),
    ObjectionStatus.KEPT_AS_CONCERN: N_("kept as a concern"),
    ObjectionStatus.SET_ASIDE: N_("set aside by stewards"),
}


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection to an amendment.

    `number` counts within the amendment. `raised_on` is the version its author last objected to,
    `raised_in` the round of that, and `first_round` the one in which it was raised first. A
    `confidential` one is shown without its author's name; the stewards know it. `author_left`: it
    was kept as a concern because its author belongs to the charter no more.
    """

    number: int
    member: int
    first_round: int
    raised_in: int
    raised_on: int
    status: ObjectionStatus = ObjectionStatus.OPEN
    confidential: bool = False
    author_left: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still stands."""
        return self.status is ObjectionStatus.OPEN

    @property
    def tells_author_left(self) -> bool:
        """Whether it is told that its author left; in confidence, that would tell who objected."""
        return self.author_left and not self.is_open and not self.confidential


def still_open(objection: Objection) -> Permission:
    """Whether an objection still stands."""
    if objection.is_open:
        return True
    ended = _(STATUS_IN_WORDS[objection.status])
    return WrongState(_("This objection is not open any more: it is {ended}.").format(ended=ended))


def after_stance(
    objection: Objection,
    kind: StanceKind,
    round_number: int,
    version: int,
    *,
    confidential: bool = False,
) -> Objection:
    """What its author's new answer in a round makes of an objection.

    Objecting (again) opens it. Any other answer but `need_time` ends it: as withdrawn in the round
    where it was last raised, as integrated in a later round, on a text that has changed since.
    """
    if kind is StanceKind.OBJECT:
        return replace(
            objection,
            status=ObjectionStatus.OPEN,
            raised_in=round_number,
            raised_on=version,
            confidential=confidential,
            author_left=False,
        )
    if kind is StanceKind.NEED_TIME or objection.status is ObjectionStatus.SET_ASIDE:
        return objection
    if version > objection.raised_on:
        return replace(objection, status=ObjectionStatus.INTEGRATED)
    if objection.is_open:
        return replace(objection, status=ObjectionStatus.WITHDRAWN)
    return objection


def resolve(objection: Objection, actor: Actor, resolution: str, newest_version: int) -> Objection:
    """End an objection as its author says.

    Raises:
        BadInput: there is no such resolution.
        NotAllowed: the actor is not its author.
        WrongState: it is not open, or there is no newer text that could have integrated it.
    """
    endings = set(ObjectionStatus) - {ObjectionStatus.OPEN}
    if resolution not in endings:
        msg = _("An objection can end as one of: {names}.").format(names=", ".join(sorted(endings)))
        raise BadInput(msg, field="resolution")
    status = ObjectionStatus(resolution)
    if status is ObjectionStatus.SET_ASIDE:
        msg = _("An objection is set aside by two stewards, each with a reason, not like this.")
        raise NotAllowed(msg)
    if actor.member is None or actor.member != objection.member:
        msg = _("Only the person who raised an objection can say that it is resolved.")
        raise NotAllowed(msg)
    demand(still_open(objection))
    if status is ObjectionStatus.INTEGRATED and newest_version <= objection.raised_on:
        msg = _(
            "The text has not changed since you objected, so nothing has been "
            "integrated yet. You can withdraw the objection or keep it as a concern."
        )
        raise WrongState(msg)
    return replace(objection, status=status)


def keep_as_author_left(objection: Objection) -> Objection:
    """Keep an open objection as a concern because its author leaves: nobody could end it any more.

    It blocks nothing from here on, and counts as nobody's consent.
    """
    return replace(objection, status=ObjectionStatus.KEPT_AS_CONCERN, author_left=True)
