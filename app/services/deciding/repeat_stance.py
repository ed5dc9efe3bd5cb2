"""Giving one's answer again with one press."""

from __future__ import annotations

from amendments.deciding import answering, repeating
from amendments.deciding.stances import STANCE, StanceKind
from amendments.fields import names_of
from amendments.refusals import demand
from app.services import entry
from app.services.deciding.take_stance import take_stance
from app.services.entry import CharterAccess
from app.storage.deciding import rounds
from app.storage.engine.session import Writer


def repeat_stance(writer: Writer, access: CharterAccess, amendment: int, number: int) -> None:
    """Confirm what a steward wrote down for this person, or renew their answer before.

    It is a new stance on the text of this round, with the same words.

    Raises:
        NotFound, NotAllowed, WrongState: as for taking a stance; or there is nothing to repeat.
    """
    kept = entry.amendment(writer, access, amendment)
    decision = entry.decision(writer, kept, number)
    member = access.actor.member
    demand(answering.may_answer(decision.value, member, writer.now))
    assert member is not None
    every = [one.value for one in rounds.find_all(writer, kept.id)]
    earlier = [one for one in every if one.number < number]
    stance = repeating.to_repeat(decision.value, earlier, member)
    mine = decision.value.objection_of(member)
    confidential = stance.kind is StanceKind.OBJECT and mine is not None and mine.confidential
    take_stance(
        writer,
        access,
        amendment,
        number,
        stance.kind,
        {name: getattr(stance, name) for name in names_of(*STANCE)},
        confidential=confidential,
    )
