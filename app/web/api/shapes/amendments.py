"""From amendments to the shapes of the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from amendments.fields import texts_in
from amendments.writing.fields import PROPOSAL, VERSION
from amendments.writing.reviews import is_due
from app.rendering.remarks import remarks_on
from app.services.belonging.people import People
from app.services.views.amendment_lists import ListedAmendment
from app.services.views.amendment_view import AmendmentView
from app.services.views.discussion_view import Discussion
from app.services.views.interplay import Interplay
from app.services.views.public_values import PublicRound
from app.services.writing.resolve import ConflictPlace
from app.storage.writing.amendments import StoredAmendment, Version
from app.web.api import schemas
from app.web.api.shapes.lives import closing_out, end_out
from app.web.api.shapes.rounds import round_out
from charter.numbers.references import told as told_references


def listed_amendment(listed: ListedAmendment, people: People) -> schemas.AmendmentOut:
    """An amendment in a list."""
    return _amendment(
        listed, people, listed.standing.kind if listed.standing else None, listed.comments_count
    )


def _amendment(
    view: ListedAmendment | AmendmentView, people: People, standing: str | None, comments: int
) -> schemas.AmendmentOut:
    kept, version = view.kept, view.version
    return schemas.AmendmentOut(
        number=kept.value.number,
        status=kept.value.status,
        authors=[people.who(member) for member in sorted(kept.value.authors)],
        version=version.number,
        base=version.base,
        change_set=view.change_set.to_dict(),
        change_sha256=version.change_sha256,
        standing=standing,  # type: ignore[arg-type] # pydantic checks it
        review_on=kept.value.review_on,
        review_of=kept.value.review_of,
        editorial=kept.value.editorial,
        rules=dict(version.rules),
        created_at=kept.created_at,
        submitted_at=kept.value.submitted_at,
        ended_at=kept.ended_at,
        comments_count=comments,
        **texts_in(version, PROPOSAL),
    )


def whole_amendment(
    view: AmendmentView,
    people: People,
    told: Sequence[PublicRound],
    talk: Discussion,
    places: Sequence[ConflictPlace],
) -> schemas.WholeAmendment:
    """An amendment with all that belongs to it; `places` are where it does not fit."""
    standing = view.standing
    short = _amendment(view, people, standing.kind if standing else None, view.talk.count)
    parts = standing.parts if standing else ()
    return schemas.WholeAmendment(
        **short.model_dump(),
        standing_parts=[
            schemas.StandingPart(
                operation=part.operation_index,
                standing=part.kind,
                block=part.block,
                reason=part.reason,
            )
            for part in parts
        ],
        conflicts=[conflict_out(one) for one in places],
        versions=[version_out(version, people) for version in view.versions],
        rounds=[round_out(*pair) for pair in zip(view.rounds, told, strict=True)],
        proposed_text=view.proposed.text,
        today=_today(view),
        remarks=remarks_on(view.proposed, view.base.document),
        summaries=list(talk.summaries),
        senses=talk.senses,
        invited=list(talk.invited),
        misled_references=list(told_references(view.base.document, view.proposed)),
        end=end_out(view, people),
        closing=closing_out(view, people),
        former_authors=[people.who(member) for member in sorted(view.kept.value.former)],
    )


def _today(view: AmendmentView) -> schemas.TodayOut | None:
    today, standing = view.today, view.standing
    if today is None or standing is None:
        return None
    reasons = [one.reason for one in standing.parts if one.kind == standing.kind and one.reason]
    return schemas.TodayOut(
        number=today.head.number,
        standing=standing.kind,
        reason=reasons[0] if reasons and standing.kind != "clean" else None,
        text=today.document.text if today.document else None,
        text_sha256=today.document.sha256 if today.document else None,
        since=[
            schemas.SinceOut(
                number=one.number, dated=one.dated, amendment=one.amendment, where=one.where
            )
            for one in today.since
        ],
        before_those=today.before_those,
    )


def conflict_out(place: ConflictPlace) -> schemas.ConflictOut:
    """A passage that does not fit the text in force."""
    one = place.words
    newest = place.revisions[-1] if place.revisions else None
    return schemas.ConflictOut(
        operation=one.operation_index,
        block=one.block,
        then=one.then,
        theirs=one.theirs,
        since=schemas.PlaceSinceOut(
            revision=newest.number, dated=newest.dated, amendment=newest.amendment
        )
        if newest
        else None,
        yours=one.yours,
        theirs_words=list(one.theirs_words),
        yours_words=list(one.yours_words),
        suggestion=one.suggestion,
        reason=one.reason,
    )


def together_out(interplay: Interplay, *, every: bool = True) -> schemas.TogetherOut:
    """How the open amendments affect one another: every pair, or those that are not independent."""
    pairs = [
        schemas.PairOut(
            first=int(one.first), second=int(one.second), relation=one.kind, blocks=list(one.blocks)
        )
        for one in (interplay.pairs() if every else interplay.encounters())
    ]
    return schemas.TogetherOut(
        head=interplay.head.number,
        fitting=list(interplay.fitting),
        pairs=pairs,
        included=[int(key) for key in interplay.together.passed],
        text=interplay.together.document.text,
    )


def version_out(version: Version, people: People) -> schemas.VersionOut:
    """A version."""
    return schemas.VersionOut(
        number=version.number,
        base=version.base,
        change_sha256=version.change_sha256,
        author=people.who(version.member),
        created_at=version.created_at,
        rules=dict(version.rules),
        suggestion=version.suggestion,
        answers=list(version.answers),
        **texts_in(version, VERSION),
    )


def review_out(kept: StoredAmendment, title: str, today: date) -> schemas.ReviewOut:
    """A day to look again."""
    assert kept.value.review_on is not None
    due = is_due(kept.value, today, reviewed=kept.reviewed_at is not None)
    return schemas.ReviewOut(
        number=kept.value.number, title=title, review_on=kept.value.review_on, due=due
    )
