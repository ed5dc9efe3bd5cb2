"""How a charter is decided about, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from amendments.stances import MEANING
from app.web.pages.door import TheVisit
from app.web.rendering.rules import Rule, rules_in_words

router = APIRouter()


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules, and the five answers."""

    rules: tuple[Rule, ...]
    answers: tuple[tuple[str, str], ...]


@router.get("/{slug}/rules")
def rules(visit: TheVisit) -> Response:
    """How this charter is decided about."""
    page = RulesPage(rules_in_words(visit.room.charter.ruleset), tuple(MEANING.values()))
    return visit.show("rules.html", "How we decide", page)
