"""What becomes of a comment: other words, taken back, its thread settled, looked at again."""

from __future__ import annotations

from starlette.responses import Response

from app.services.talking.comment_edits import edit_comment, settle_thread, take_back_comment
from app.services.talking.look_again import ask_to_look_again, say_it_still_stands
from app.web.limits import Counted, spend
from app.web.pages.acts import act
from app.web.pages.context import Number, SettledContext
from app.web.pages.forms import TheForm
from app.web.serving.routing import Router

router = Router(prefix="/{slug}/amendments/{k:int}/comments/{c:int}")


@router.post("/edit")
def edit(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Put one's own comment into other words."""
    spend(ctx.request, Counted.COMMENTS, ctx.person)
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: edit_comment(writer, access, k, c, form.get("body")),
        said="edited",
        at=f"comment-{c}",
        form=form,
        ids=f"edit-{c}",
    )


@router.post("/take-back")
def take_back(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Take one's own comment back."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: take_back_comment(writer, access, k, c),
        said="taken-back",
        at=f"comment-{c}",
        form=form,
    )


@router.post("/settled")
def settled(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Say that a thread is settled, or open it again."""
    is_so = form.get("settled") != "no"
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: settle_thread(writer, access, k, c, settled=is_so),
        said="settled" if is_so else "unsettled",
        at=f"comment-{c}",
        form=form,
    )


@router.post("/look-again")
def ask_again(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Ask who began a thread to look again at what became of their comment."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: ask_to_look_again(writer, access, k, c),
        said="look-again-asked",
        at=f"comment-{c}",
        form=form,
    )


@router.post("/still-stands")
def still_stands(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Say that one's own comment still stands."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: say_it_still_stands(writer, access, k, c),
        said="still-stands",
        at=f"comment-{c}",
        form=form,
    )
