"""How a charter is decided about, in plain words; and how those rules themselves change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from amendments.belonging.permissions import may_change_rules, may_propose
from amendments.deciding.stances import MEANING
from amendments.refusals import Permission, Refusal, demand
from app import addresses
from app.rendering.rules import Rule, rules_in_words
from app.services import entry
from app.services.texts.change_rules import change_rules
from app.services.texts.wording import SubmittedChange
from app.services.writing.draft import draft_amendment
from app.web.answer_cache.pending import cached
from app.web.pages.authentication.step_up import demand_fresh
from app.web.pages.context import CharterContext, SettledContext, TheCharterContext, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.rendering.rule_fields import RuleField, changes_in, rule_fields
from app.web.rendering.timeline import TimelineMoment, example_timeline
from app.web.serving.routing import Router
from charter.language import both
from charter.language import gettext as _

router = Router()


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules, the five answers, and an example of what they mean on a calendar."""

    slug: str
    rules: tuple[Rule, ...]
    answers: tuple[tuple[str, str], ...]
    example: tuple[TimelineMoment, ...]
    fields: tuple[RuleField, ...]
    words: Mapping[str, str]
    may_propose: Permission
    may_change: Permission
    is_steward: bool
    is_open: bool


@router.get("/{slug}/rules")
@cached
def rules(charter_ctx: TheCharterContext) -> Response:
    """How this charter is decided about."""
    return _show(charter_ctx)


def _show(
    charter_ctx: CharterContext, form: Form | None = None, trouble: Trouble | None = None
) -> Response:
    charter, actor = charter_ctx.access.charter, charter_ctx.access.actor
    today = charter_ctx.reader.now.astimezone(charter.zone).date()
    page = RulesPage(
        slug=charter_ctx.slug,
        rules=rules_in_words(charter.ruleset),
        answers=tuple(both(words) for words in MEANING.values()),
        example=example_timeline(charter.ruleset, today, charter.zone),
        fields=rule_fields(charter.ruleset, form.fields if form else {}),
        words=form.only("title", "reason") if form else {"title": "", "reason": ""},
        may_propose=may_propose(actor),
        may_change=may_change_rules(actor, charter.ruleset.rules_change),
        is_steward=actor.is_steward,
        is_open=form is not None,
    )
    return charter_ctx.show("rules.html", _("How we decide"), page, trouble=trouble)


@router.post("/{slug}/rules")
def change(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Change the rules now, as a steward; or propose to change them, as any member."""
    try:
        with ctx.writing(slug) as (writer, access):
            changes = changes_in(form.fields, access.charter.ruleset)
            if form.get("act") == "now":
                demand(may_change_rules(access.actor, access.charter.ruleset.rules_change))
                demand_fresh(ctx)
                change_rules(
                    writer, access.charter, changes, by=access.actor, reason=form.get("reason")
                )
                return_to = addresses.rules(slug), "rules-changed"
            else:
                wanted = SubmittedChange.of_nothing(entry.head(writer, access.charter), changes)
                words = {
                    **form.only("title", "reason"),
                    "summary": _("The rules of deciding change."),
                }
                kept = draft_amendment(writer, access, wanted, words)
                return_to = addresses.amendment(slug, kept.value.number), "drafted"
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            return _show(charter_ctx, form, Trouble.of(refused, "rule"))
    return ctx.go(*return_to)
