"""Hearing an objection on a proposal's page: seeing it too, testing it, setting it aside."""

from __future__ import annotations

from starlette.responses import Response

from app.services.deciding.hear_objection import put_to_test, support_objection
from app.services.deciding.set_aside import set_aside
from app.web.limits import Counted, spend
from app.web.pages.acts import act
from app.web.pages.authentication.step_up import demand_fresh
from app.web.pages.context import Number, SettledContext
from app.web.pages.forms import TheForm
from app.web.serving.routing import Router

router = Router(prefix="/{slug}/amendments/{k:int}/objections/{o:int}")


@router.post("/support")
def support(ctx: SettledContext, slug: str, k: Number, o: Number, form: TheForm) -> Response:
    """Say that one sees it too, or not any more."""
    supports = form.get("supports") != "no"
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: support_objection(writer, access, k, o, supports=supports),
        said="supported" if supports else "unsupported",
        at=f"objection-{o}",
        form=form,
    )


@router.post("/turns")
def turn(ctx: SettledContext, slug: str, k: Number, o: Number, form: TheForm) -> Response:
    """Say something about whether it qualifies."""
    spend(ctx.request, Counted.COMMENTS, ctx.person)
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: put_to_test(
            writer, access, k, o, form.get("says"), form.get("body")
        ),
        said="tested",
        at=f"objection-{o}",
        form=form,
        ids=f"turn-{o}",
    )


@router.post("/set-aside")
def aside(ctx: SettledContext, slug: str, k: Number, o: Number, form: TheForm) -> Response:
    """Speak for setting it aside, as a steward."""
    demand_fresh(ctx)
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: set_aside(writer, access, k, o, form.get("note")),
        said="set-aside",
        at=f"objection-{o}",
        form=form,
        ids=f"aside-{o}",
    )
