"""From decisions to the shapes of the API."""

from __future__ import annotations

from amendments.deciding.tally import Outcome
from amendments.writing.causes import Cause
from app.services.views.decision_view import RoundView
from app.services.views.public_values import PublicRound
from app.web.api import schemas


def _cause(cause: Cause | None) -> schemas.CauseOut | None:
    if cause is None:
        return None
    return schemas.CauseOut(kind=cause.kind, revision=cause.revision, amendment=cause.amendment)


def round_out(view: RoundView, told: PublicRound) -> schemas.RoundOut:
    """A decision as the person who asks may see it."""
    value = view.kept.value
    counted = view.sees_answers or not value.is_open
    return schemas.RoundOut(
        number=value.number,
        status="open" if value.is_open else "closed",
        version=value.version,
        base=value.in_force or value.base,
        result_sha256=value.result_sha256,
        opened_at=value.opened_at,
        closes_at=value.closes_at,
        closed_at=value.closed_at,
        roll_size=view.tally.roll_size,
        answered=sum(view.tally.counts.values()),
        answers_needed=view.tally.needed,
        unconfirmed=len(value.unconfirmed),
        change_sha256=value.change_sha256,
        outcome=value.outcome,
        shortfall=view.tally.shortfall if value.outcome is Outcome.INQUORATE else None,
        cause=_cause(view.cause),
        statement=view.kept.statement,
        outcome_statement=told.statements[-1].body if told.statements else None,
        revision=view.kept.revision,
        revealed=view.sees_answers,
        nameless=told.nameless,
        editorial=value.editorial,
        extensions=list(told.extensions),
        counts=dict(view.tally.counts) if counted else None,
        stances=list(told.stances),
        my_stance=told.mine,
        my_stance_confirmed=not view.is_mine_unconfirmed,
        objections=list(told.objections),
        ruleset=dict(value.ruleset.to_dict()),
        again=view.again,
    )
