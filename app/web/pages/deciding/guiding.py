"""What is done around a decision besides answering: renewing, more time, disputing, the outcome."""

from __future__ import annotations

from starlette.responses import Response

from amendments.refusals import BadInput
from app.services.deciding.dispute_correction import dispute_correction
from app.services.deciding.extend_round import extend_round
from app.services.deciding.repeat_stance import repeat_stance
from app.services.deciding.state_outcome import state_outcome
from app.services.entry import CharterAccess
from app.storage.engine.session import Writer
from app.web.pages.acts import act
from app.web.pages.context import Number, SettledContext
from app.web.pages.forms import TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router(prefix="/{slug}/amendments/{k:int}/rounds/{r:int}")


@router.post("/repeat")
def repeat(ctx: SettledContext, slug: str, k: Number, r: Number, form: TheForm) -> Response:
    """Give one's answer again: confirm it, or renew it on the changed text."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: repeat_stance(writer, access, k, r),
        said="answered",
        at="decision",
        form=form,
    )


@router.post("/extend")
def extend(ctx: SettledContext, slug: str, k: Number, r: Number, form: TheForm) -> Response:
    """Give everyone more time."""

    def do(writer: Writer, access: CharterAccess) -> None:
        closes_at = form.moment("closes_at", access.charter.zone)
        if closes_at is None:
            msg = _("Please choose the new deadline.")
            raise BadInput(msg, field="closes_at")
        extend_round(writer, access, k, r, closes_at, form.get("reason"))

    return act(ctx, slug, k, do, said="extended", at="decision", form=form, ids="extend")


@router.post("/dispute")
def dispute(ctx: SettledContext, slug: str, k: Number, r: Number, form: TheForm) -> Response:
    """Say that a correction changes the meaning."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: dispute_correction(writer, access, k, r, form.get("reason")),
        said="disputed",
        form=form,
        ids="dispute",
    )


@router.post("/statement")
def statement(ctx: SettledContext, slug: str, k: Number, r: Number, form: TheForm) -> Response:
    """Put the outcome into words."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: state_outcome(writer, access, k, r, form.get("statement")),
        said="stated",
        at="past-title",
        form=form,
        ids=f"statement-{r}",
    )
