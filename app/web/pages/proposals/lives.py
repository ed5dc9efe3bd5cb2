"""How the life of a proposal goes on and ends: left, handed over, taken up, withdrawn, closed."""

from __future__ import annotations

from starlette.responses import Response

from amendments.refusals import BadInput
from app.services.entry import CharterAccess
from app.services.writing.close_amendment import announce_end, refuse_end
from app.services.writing.take_up import take_up_amendment
from app.services.writing.withdraw import withdraw_amendment
from app.services.writing.write_together import leave_authorship
from app.storage.engine.session import Writer
from app.web.pages.acts import act
from app.web.pages.context import Number, SettledContext
from app.web.pages.forms import Form, TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router(prefix="/{slug}/amendments/{k:int}")


@router.post("/withdraw")
def withdraw(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Take a proposal back."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: withdraw_amendment(writer, access, k, form.get("reason")),
        said="withdrawn",
        form=form,
        ids="withdraw",
    )


@router.post("/leave")
def leave(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Stop being an author."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: leave_authorship(writer, access, k),
        said="author-left",
        form=form,
    )


@router.post("/adopt")
def adopt(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Take up what nobody writes any more, or what was withdrawn."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: take_up_amendment(writer, access, k),
        said="taken-up",
        form=form,
    )


@router.post("/close")
def close(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Announce that a proposal is closed unless someone says no."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: _announce(writer, access, k, form),
        said="closing-announced",
        form=form,
        ids="closing",
    )


def _announce(writer: Writer, access: CharterAccess, k: int, form: Form) -> None:
    of = form.number("of")
    if form.get("of").strip() and of is None:
        raise BadInput(_("Please write the number of the proposal, such as 12."), field="of")
    announce_end(writer, access, k, form.get("reason"), form.get("note"), of)


@router.post("/keep-open")
def keep_open(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Say no to that."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: refuse_end(writer, access, k, form.get("reason")),
        said="kept-open",
        form=form,
        ids="keep-open",
    )
