"""The glossary of a charter: its terms, each with its history, and the forms that change them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from amendments.refusals import Permission, Refusal
from amendments.talking.glossary import TermWording, may_edit
from app import addresses
from app.services.entry import CharterAccess
from app.services.talking import glossary as acts
from app.services.views import amendment_view
from app.storage.engine.session import Writer
from app.storage.talking import glossary
from app.storage.talking.glossary import GlossaryEdit
from app.web.pages.context import CharterContext, Number, SettledContext, TheCharterContext, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()


@dataclass(frozen=True, slots=True)
class EditView:
    """An edit in an entry's history. `may_return`: going back to it would change something."""

    number: int
    who: str
    at: datetime
    term: str
    meaning: str
    restores: int | None
    is_erased: bool
    may_return: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry: its words as they stand, what stands in its form, and its history."""

    number: int
    edit: int
    term: str
    meaning: str
    typed: Mapping[str, str]
    is_open: bool
    history: tuple[EditView, ...]


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The terms in order of the alphabet, and entries that were taken out, for members."""

    slug: str
    entries: tuple[EntryView, ...]
    taken_out: tuple[EntryView, ...]
    may_edit: Permission
    is_member: bool
    typed: Mapping[str, str]


@router.get("/{slug}/glossary")
def show(charter_ctx: TheCharterContext) -> Response:
    """The terms of a charter in plain words."""
    return _show(charter_ctx)


def _show(
    charter_ctx: CharterContext,
    trouble: Trouble | None = None,
    form: Form | None = None,
    at: int = 0,
) -> Response:
    every = glossary.edits(charter_ctx.reader, charter_ctx.access.charter.id)
    names = amendment_view.names(charter_ctx.reader, charter_ctx.access)
    typed = form.only("term", "meaning") if form else {"term": "", "meaning": ""}
    views = [
        _view(one.number, [e for e in every if e.entry == one.number], names,
              typed if form and at == one.number else None)
        for one in glossary.terms_of(every)
    ]  # fmt: skip
    there = [one for one in views if one.term]
    page = GlossaryPage(
        slug=charter_ctx.slug,
        entries=tuple(sorted(there, key=lambda one: one.term.casefold())),
        taken_out=tuple(one for one in views if not one.term),
        may_edit=may_edit(charter_ctx.access.actor),
        is_member=charter_ctx.access.actor.is_member,
        typed=typed if not at else {"term": "", "meaning": ""},
    )
    return charter_ctx.show("glossary.html", _("Glossary"), page, trouble=trouble)


def _view(
    number: int,
    edits: list[GlossaryEdit],
    names: amendment_view.Names,
    typed: Mapping[str, str] | None,
) -> EntryView:
    now = glossary.terms_of(edits)[0]
    said = {"term": now.wording.term, "meaning": now.wording.meaning}
    return EntryView(
        number=number,
        edit=now.edit,
        term=now.wording.term,
        meaning=now.wording.meaning,
        typed=typed or said,
        is_open=typed is not None,
        history=tuple(
            EditView(
                number=one.number,
                who=names.of(one.member),
                at=one.at,
                term=one.wording.term,
                meaning=one.wording.meaning,
                restores=one.restores,
                is_erased=one.is_erased,
                may_return=one.wording.is_there and one.wording != now.wording,
            )
            for one in reversed(edits)
        ),
    )


def _act(
    ctx: SettledContext,
    slug: str,
    form: Form,
    do: Callable[[Writer, CharterAccess], object],
    *,
    said: str,
    at: int = 0,
) -> Response:
    try:
        with ctx.writing(slug) as (writer, access):
            do(writer, access)
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            trouble = Trouble.of(refused, f"term-{at}" if at else "new", unknown="term")
            return _show(charter_ctx, trouble, form, at)
    return ctx.go(addresses.glossary(slug, term=at), said)


@router.post("/{slug}/glossary")
def explain(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Explain a term."""
    term, meaning = form.get("term"), form.get("meaning")
    return _act(
        ctx, slug, form, lambda w, access: acts.explain(w, access, term, meaning), said="explained"
    )


@router.post("/{slug}/glossary/{number:int}")
def change(ctx: SettledContext, slug: str, number: Number, form: TheForm) -> Response:
    """Explain a term better, or take it out."""
    expected = form.number("edit")
    if form.get("act") == "out":
        return _act(
            ctx, slug, form, lambda w, access: acts.take_out(w, access, number, expected=expected),
            said="taken-out",
        )  # fmt: skip
    wording = TermWording(form.get("term"), form.get("meaning"))
    return _act(
        ctx, slug, form,
        lambda w, access: acts.explain_better(w, access, number, wording, expected=expected),
        said="explained", at=number,
    )  # fmt: skip


@router.post("/{slug}/glossary/{number:int}/undo")
def undo(ctx: SettledContext, slug: str, number: Number, form: TheForm) -> Response:
    """Go back to an earlier wording."""
    edit = form.number("edit") or 0
    return _act(
        ctx, slug, form, lambda w, access: acts.undo(w, access, number, edit), said="brought-back",
        at=number,
    )  # fmt: skip
