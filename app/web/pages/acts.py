"""One small act on a proposal: done, or its page once more with the reason and what was typed."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from amendments.refusals import Refusal
from app import addresses
from app.services.entry import CharterAccess
from app.storage.engine.session import Writer
from app.web.pages.authentication.reauthentication import demand_signed_in
from app.web.pages.context import RequestContext
from app.web.pages.forms import Form
from app.web.pages.proposals.amendments import again

Do = Callable[[Writer, CharterAccess], object]


def act(
    ctx: RequestContext,
    slug: str,
    k: int,
    do: Do,
    *,
    said: str,
    at: str = "",
    form: Form,
    ids: str = "",
    to: str = "",
) -> Response:
    """Do something in a transaction of its own, and go back to the proposal's page.

    `said` is the code of the sentence said there, `at` the part of the page, and `ids` what the ids
    of the form's fields begin with. `to` is another address to go to.
    """
    demand_signed_in(ctx, form)
    try:
        with ctx.writing(slug) as (writer, access):
            do(writer, access)
    except Refusal as refused:
        return again(ctx, slug, k, refused, ids, form.fields)
    return ctx.go(to or addresses.amendment(slug, k, at=at), said)
