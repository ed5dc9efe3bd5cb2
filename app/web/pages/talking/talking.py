"""Before the round: how it feels, summaries, answered questions, suggestions, writing together."""

from __future__ import annotations

from starlette.responses import Response

from amendments.refusals import Refusal
from app.services.entry import CharterAccess
from app.services.talking import discuss
from app.services.writing.keep_place import keep_place, prepare_keep_place
from app.services.writing.take_over import prepare_take_over, take_over
from app.services.writing.write_together import invite_author, join_authors
from app.storage.engine.session import Writer
from app.storage.talking import comments
from app.storage.texts import charters
from app.storage.writing import amendments as stored
from app.web.pages.acts import act
from app.web.pages.authentication.reauthentication import demand_signed_in
from app.web.pages.context import Number, SettledContext
from app.web.pages.forms import TheForm
from app.web.pages.proposals.amendments import again
from app.web.serving.routing import Router, works_long
from charter.language import gettext as _

router = Router(prefix="/{slug}/amendments/{k:int}")


@router.post("/sense")
def sense(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Say how it feels so far."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: discuss.give_sense(writer, access, k, form.get("sense")),
        said="sensed",
        at="sense",
        form=form,
        ids="sense",
    )


@router.post("/summary")
def summary(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Sum the discussion up."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: discuss.summarise(writer, access, k, form.get("body")),
        said="summarised",
        at="summary",
        form=form,
        ids="summary",
    )


@router.post("/seen")
def seen(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Say that one has looked at a version."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: discuss.mark_seen(writer, access, k, form.number("version") or 0),
        said="seen",
        form=form,
    )


@router.post("/comments/{c:int}/answered")
def answered(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Say that a question is answered, or open again."""
    is_so = form.get("answered") != "no"
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: discuss.mark_answered(writer, access, k, c, answered=is_so),
        said="question-answered" if is_so else "question-open",
        at=f"comment-{c}",
        form=form,
    )


@router.post("/comments/{c:int}/take-over")
@works_long
def take(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Take a suggestion over into a new version."""
    demand_signed_in(ctx, form)
    try:
        with ctx.reading(slug) as charter_ctx:
            taken = prepare_take_over(charter_ctx.reader, charter_ctx.access, k, c)
    except Refusal as refused:
        return again(ctx, slug, k, refused, "", form.fields)
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: take_over(
            writer, access, k, c, _credit(writer, access, k, c), prepared=taken
        ),
        said="taken-over",
        at="change-title",
        form=form,
    )


@router.post("/keep-place")
@works_long
def keep(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Say that it still belongs there: a new version with the same words."""
    demand_signed_in(ctx, form)
    try:
        with ctx.reading(slug) as charter_ctx:
            ready = prepare_keep_place(charter_ctx.reader, charter_ctx.access, k)
    except Refusal as refused:
        return again(ctx, slug, k, refused, "", form.fields)
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: keep_place(writer, access, k, prepared=ready),
        said="revised",
        at="change-title",
        form=form,
    )


def _credit(writer: Writer, access: CharterAccess, k: int, c: int) -> str:
    """What is new in the version: the wording, and whose it is."""
    kept = stored.find(writer, access.charter.id, k)
    comment = comments.comment(writer, kept.id, c) if kept else None
    known = charters.directory(writer, access.charter.id)
    name = known.names.get(comment.member if comment else 0, _("a member"))
    return _("With the wording that {name} suggested.").format(name=name)


@router.post("/authors")
def invite(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Ask a member to write the proposal too."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: invite_author(
            writer, access, k, form.get("member"), hand_over=form.get("hand_over") == "yes"
        ),
        said="author-asked",
        form=form,
        ids="author",
    )


@router.post("/authors/join")
def join(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Become an author, having been asked."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: join_authors(writer, access, k),
        said="author-joined",
        form=form,
    )
