"""The decision rules of a charter."""

from __future__ import annotations

from app.services import entry
from app.services.texts.change_rules import change_rules
from app.storage.texts import revisions
from app.web.api import schemas, shapes
from app.web.api.inside import ToWrite
from app.web.serving.routing import Router

router = Router(prefix="/charters/{slug}", tags=["charters"])


@router.patch("/ruleset")
def change_ruleset(inside: ToWrite, body: schemas.RulesChanged) -> schemas.CharterOut:
    """Change decision rules, as a steward. Rounds under way keep theirs; all members are told.

    Refused where the rules say that they change only by an amendment.
    """
    access, writer = inside.access, inside.writer
    change_rules(writer, access.charter, body.changes, by=access.actor, reason=body.reason)
    now = entry.enter(writer, access.charter.slug, inside.caller).charter
    return shapes.charter_out(now, *revisions.heads(writer, [now.id])[now.id])
