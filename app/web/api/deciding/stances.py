"""Answers in a round: one's own, the same again, and those of a meeting."""

from __future__ import annotations

from starlette.responses import Response

from amendments.belonging.permissions import may_steward
from amendments.deciding.stances import STANCE
from amendments.refusals import BadInput, demand
from app.services.belonging.people import people_of
from app.services.deciding.record_stances import NotWritten, SpokenStance, record_stances
from app.services.deciding.repeat_stance import repeat_stance
from app.services.deciding.take_stance import take_stance
from app.web.api import looking, schemas
from app.web.api.caller import Number
from app.web.api.inside import Inside, ToWrite
from app.web.api.schemas.carrying import given_words
from app.web.serving.routing import Afterwards, Router
from charter.language import gettext as _

router = Router(
    prefix="/charters/{slug}/amendments/{number}/rounds/{round_number}", tags=["rounds"]
)


@router.put("/stance", response_model=schemas.RoundOut)
def answer(
    inside: ToWrite, number: Number, round_number: Number, body: schemas.NewStance
) -> Afterwards:
    """Take or change one's stance. The time that counts is that of this request's transaction.

    The answer counts what the others said; `stances` holds the caller's own.
    """
    take_stance(
        inside.writer,
        inside.access,
        number,
        round_number,
        body.stance,
        given_words(body, STANCE),
        confidential=body.confidential,
    )

    def show() -> schemas.RoundOut:
        with inside.looking_back() as (reader, access):
            return looking.own_decision(reader, access, number, round_number)

    return Afterwards(show)


@router.post("/stance/repeat", response_model=schemas.RoundOut)
def repeat(inside: ToWrite, number: Number, round_number: Number) -> Response:
    """Give one's answer again: as an earlier round has it, or as a steward wrote it down here.

    It is a new stance on the text of this round, with the same words.
    """

    def act() -> schemas.RoundOut:
        repeat_stance(inside.writer, inside.access, number, round_number)
        return looking.decision(inside.writer, inside.access, number, round_number)

    return inside.once(act)


@router.post("/spoken", response_model=schemas.RoundOut)
def record_spoken(
    inside: ToWrite, number: Number, round_number: Number, body: schemas.SpokenList
) -> Response:
    """Write down what members said in a meeting: all of it, or nothing. Stewards only.

    Each member can correct it until the round closes; nobody's own answer is written over.
    """

    def act() -> schemas.RoundOut:
        demand(may_steward(inside.access.actor))
        spoken = _spoken(inside, body)
        try:
            record_stances(inside.writer, inside.access, number, round_number, spoken)
        except NotWritten as refused:
            place = next(n for n, one in enumerate(spoken) if one.member == refused.member)
            field = f"{place}.{refused.field}" if refused.field else str(place)
            raise BadInput(refused.reason, field=field) from refused
        return looking.decision(inside.writer, inside.access, number, round_number)

    return inside.once(act, body=body)


def _spoken(inside: Inside, body: list[schemas.Spoken]) -> list[SpokenStance]:
    people = people_of(inside.writer, inside.access)
    made = []
    for place, one in enumerate(body):
        member = people.member_of(one.member)
        if member is None:
            msg = _("There is no such member in this charter.")
            raise BadInput(msg, field=f"{place}.member")
        made.append(SpokenStance(member, one.stance, given_words(one, STANCE)))
    return made
