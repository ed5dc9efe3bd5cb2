"""Meeting mode: a steward writes down what members say, in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amendments.deciding import meeting_mode
from amendments.deciding.answering import Manner
from amendments.deciding.stances import check_stance
from amendments.refusals import BadInput, NotFound, Refusal, demand
from app.services import entry
from app.services.deciding.take_stance import StanceGiven, keep_stance
from app.services.entry import CharterAccess
from app.services.texts.wording import all_plain
from app.storage.engine.session import Writer
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class SpokenStance:
    """What a member said in a meeting, with `words` by their fields.

    `member` is the number of their membership.
    """

    member: int
    stance: str
    words: Mapping[str, str]


class NotWritten(BadInput):
    """An answer could not be written down; `member` is whose."""

    def __init__(self, refusal: Refusal, member: int) -> None:
        super().__init__(refusal.reason, getattr(refusal, "field", None))
        self.member = member


def record_stances(
    writer: Writer,
    access: CharterAccess,
    amendment: int,
    number: int,
    spoken: Iterable[SpokenStance],
) -> None:
    """Write down the answers of several members: all of them or none.

    Raises:
        NotFound, NotAllowed, WrongState: there is no such round, or it is not for this person.
        NotWritten: one of the answers cannot be written down.
    """
    kept = entry.amendment(writer, access, amendment)
    decision = entry.decision(writer, kept, number)
    demand(
        meeting_mode.may_record(access.actor, decision.value, kept.value.authors, access.community)
    )
    for one in spoken:
        if decision.value.seat_of(one.member) is None:
            msg = _("This person is not on the roll of this decision.")
            raise NotFound(msg)
        try:
            demand(
                meeting_mode.may_record_for(
                    decision.value, one.member, access.community, writer.now
                )
            )
            kind, words = check_stance(one.stance, all_plain(one.words))
        except Refusal as refusal:
            raise NotWritten(refusal, one.member) from refusal
        mine = one.member == access.actor.member
        given = StanceGiven(kind, words, Manner(recorded_by=None if mine else access.actor))
        keep_stance(writer, access, kept, decision, one.member, given)
        decision = entry.decision(writer, kept, number)
