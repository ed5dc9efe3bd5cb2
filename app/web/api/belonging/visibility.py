"""Who can read a charter, and what everyone may read from before."""

from __future__ import annotations

from typing import Any

from amendments.belonging.visibility import CharterPart, openness_of
from amendments.refusals import BadInput
from app.services import entry
from app.services.belonging import change_visibility as service
from app.services.entry import CharterAccess
from app.storage.engine.session import Reader
from app.web.api import schemas
from app.web.api.caller import Anyone, Slug
from app.web.api.inside import Inside, ToWrite
from app.web.installation import Reading
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router(prefix="/charters/{slug}/visibility", tags=["charters"])


def _out(reader: Reader, access: CharterAccess) -> schemas.VisibilityOut:
    view = service.visibility_view(reader, access)
    now, announced = view.openness, view.announced
    parts: list[Any] = [one.value for one in view.answers]
    return schemas.VisibilityOut(
        visibility=now.visibility,  # type: ignore[arg-type] # pydantic checks it
        discussion=now.discussion,  # type: ignore[arg-type] # pydantic checks it
        public_since=view.since.get(CharterPart.PROPOSALS),
        discussion_since=view.since.get(CharterPart.DISCUSSION),
        announced=schemas.AnnouncedOut(
            visibility=announced.to.visibility,  # type: ignore[arg-type] # pydantic checks it
            discussion=announced.to.discussion,  # type: ignore[arg-type] # pydantic checks it
            effective_at=announced.at,
        )
        if announced
        else None,
        consent=schemas.ConsentsOut(
            proposals=view.answers.get(CharterPart.PROPOSALS),
            discussion=view.answers.get(CharterPart.DISCUSSION),
            asked=parts,
        )
        if access.actor.is_member
        else None,
    )


def _now(inside: Inside) -> schemas.VisibilityOut:
    access = entry.enter(inside.writer, inside.access.charter.slug, inside.caller)
    return _out(inside.writer, access)


@router.get("")
def get_visibility(reader: Reading, person: Anyone, slug: Slug) -> schemas.VisibilityOut:
    """Who can read the charter. Members also read what is announced, and what they answered."""
    return _out(reader, entry.enter(reader, slug, person))


@router.put("")
def change(inside: ToWrite, body: schemas.NewVisibility) -> schemas.VisibilityOut:
    """Change who can read it, as a steward: narrower at once, wider after a week.

    To stop what is announced, put what is so now. All members are told by mail.
    """
    access, to = inside.access, openness_of(body.visibility, body.discussion)
    if to is access.charter.openness and access.charter.announced:
        service.stop_change(inside.writer, access)
    else:
        service.change_visibility(inside.writer, access.charter, to, body.reason, by=access.actor)
    return _now(inside)


@router.put("/consent")
def consent(inside: ToWrite, body: schemas.NewConsent) -> schemas.VisibilityOut:
    """Say whether everyone may read what one wrote before. It can be changed at any time."""
    given = {CharterPart.PROPOSALS: body.proposals, CharterPart.DISCUSSION: body.discussion}
    says = {part: one for part, one in given.items() if one is not None}
    if not says:
        raise BadInput(_("Please choose an answer."), field="discussion")
    service.answer(inside.writer, inside.access, says)
    return _now(inside)
