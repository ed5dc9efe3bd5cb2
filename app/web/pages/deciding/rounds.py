"""Deciding: opening a round, answering, ending an objection, closing, and a round's own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.stances import STANCE
from amendments.fields import names_of
from amendments.refusals import NotFound, Refusal
from app import addresses
from app.rendering.rules import Rule, rules_in_words
from app.services.deciding.close_round import close_round
from app.services.deciding.foresee import foresee_closing, foresee_opening
from app.services.deciding.open_round import open_round
from app.services.deciding.resolve_objection import resolve_objection
from app.services.deciding.take_stance import take_stance
from app.services.views import amendment_view
from app.services.writing.proposed import frozen_text
from app.storage.writing import amendments as stored
from app.web.answer_cache.pending import cached
from app.web.pages.authentication.reauthentication import demand_signed_in
from app.web.pages.authentication.step_up import demand_fresh
from app.web.pages.context import Number, SettledContext, TheCharterContext, Trouble
from app.web.pages.deciding.decision_context import DecisionView, decision_view
from app.web.pages.forms import TheForm
from app.web.pages.proposals.amendments import again, show_amendment
from app.web.pages.proposals.living_context import SinceView, published_meanwhile
from app.web.pages.proposals.moved_text import text_moved
from app.web.rendering.redline import Redline, redline
from app.web.rendering.sentences import PROPOSED
from app.web.serving.routing import Router, works_long
from app.web.templating import is_fragment_request
from charter.language import gettext as _

router = Router()
FRAGMENT = "fragments/_decision.html"


@dataclass(frozen=True, slots=True)
class RoundPage:
    """The permanent page of one decision."""

    slug: str
    amendment: int
    title: str
    base: int
    base_dated: date
    decision: DecisionView
    change: Redline
    rules: tuple[Rule, ...]
    written_on: int
    meanwhile: tuple[SinceView, ...]
    partial: bool = False


@router.get("/{slug}/amendments/{k:int}/rounds/{r:int}")
@cached
def decision(charter_ctx: TheCharterContext, k: Number, r: Number) -> Response:
    """One decision: the frozen text, the rules, the people, the answers, the outcome."""
    view = amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, k)
    one = next((one for one in view.rounds if one.kept.value.number == r), None)
    if one is None:
        msg = _("There is no decision {r} on this proposal.").format(r=r)
        raise NotFound(msg)
    value = one.kept.value
    version = stored.version(charter_ctx.reader, view.kept.id, value.version) or view.version
    base, frozen = frozen_text(charter_ctx.reader, charter_ctx.access.charter, version, value)
    page = RoundPage(
        slug=charter_ctx.slug,
        amendment=k,
        title=version.title,
        base=base.number,
        base_dated=base.dated,
        decision=decision_view(
            charter_ctx.access, view, one, text_moved=text_moved(charter_ctx, value)
        ),
        change=redline(base.document, frozen, tense=PROPOSED),
        rules=rules_in_words(value.ruleset),
        written_on=version.base,
        meanwhile=published_meanwhile(charter_ctx, value, one.kept.revision),
    )
    return charter_ctx.show("round.html", _("Decision {r} on proposal {k}").format(r=r, k=k), page)


@router.post("/{slug}/amendments/{k:int}/rounds")
@works_long
def open_decision(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Open a decision."""
    try:
        with ctx.reading(slug) as charter_ctx:
            foresee_opening(charter_ctx.reader, charter_ctx.access, k)
        with ctx.writing(slug) as (writer, access):
            closes_at = form.moment("closes_at", access.charter.zone)
            open_round(writer, access, k, closes_at, again=form.get("again"))
    except Refusal as refused:
        trouble = Trouble.of(refused, "open")
        with ctx.reading(slug) as charter_ctx:
            view = amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, k)
            closes, typed = form.get("closes_at"), {"open-again": form.get("again")}
            return show_amendment(charter_ctx, view, trouble=trouble, closes_at=closes, typed=typed)
    return ctx.go(addresses.amendment(slug, k), "opened")


@router.post("/{slug}/amendments/{k:int}/rounds/{r:int}/stance")
def stance(ctx: SettledContext, slug: str, k: Number, r: Number, form: TheForm) -> Response:
    """Answer, or change one's answer."""
    demand_signed_in(ctx, form)
    words = form.only(*names_of(*STANCE))
    in_confidence = form.get("confidential") == "yes"
    trouble = None
    try:
        with ctx.writing(slug) as (writer, access):
            take_stance(writer, access, k, r, form.get("stance"), words, confidential=in_confidence)
    except Refusal as refused:
        trouble = Trouble.of(refused, "stance")
    if trouble is None and not is_fragment_request(ctx.request):
        return ctx.go(addresses.amendment(slug, k, at="decision"), "answered")
    with ctx.reading(slug) as charter_ctx:
        view = amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, k)
        kept = form.only("stance", *words, "confidential") if trouble else None
        return show_amendment(charter_ctx, view, trouble=trouble, stance=kept, fragment=FRAGMENT)


@router.post("/{slug}/amendments/{k:int}/rounds/{r:int}/objections/{o:int}")
def objection(
    ctx: SettledContext, slug: str, k: Number, r: Number, o: Number, form: TheForm
) -> Response:
    """End one's own objection. Who sets one aside from here is asked as at its own form."""
    if form.get("resolution") == ObjectionStatus.SET_ASIDE:
        demand_fresh(ctx)
    try:
        with ctx.writing(slug) as (writer, access):
            resolve_objection(writer, access, k, r, o, form.get("resolution"), form.get("note"))
    except Refusal as refused:
        return again(ctx, slug, k, refused, f"objection-{o}")
    return ctx.go(addresses.amendment(slug, k), "resolved")


@router.post("/{slug}/amendments/{k:int}/rounds/{r:int}/close")
@works_long
def close(ctx: SettledContext, slug: str, k: Number, r: Number) -> Response:
    """Close a decision."""
    try:
        with ctx.reading(slug) as charter_ctx:
            foresee_closing(charter_ctx.reader, charter_ctx.access, k)
        with ctx.writing(slug) as (writer, access):
            closed = close_round(writer, access, k, r)
    except Refusal as refused:
        return again(ctx, slug, k, refused)
    return ctx.go(addresses.amendment(slug, k), "published" if closed.revision else "closed")
