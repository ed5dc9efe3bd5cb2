"""What is kept about me: all of it, to take along."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from app import addresses
from app.services.care import my_data
from app.web.limits import Counted, spend
from app.web.pages.authentication.step_up import demand_fresh, fresh_enough
from app.web.pages.context import TheContext
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import gettext as _

router = Router()
#: How many things of a kind the page shows; the file has all of them.
MOST = 30


@dataclass(frozen=True, slots=True)
class MyDataPage:
    """What is kept: a heading, how many things stand under it, and how the first of them begin.

    `is_fresh`: the person has shown just now who they are. Before that there are numbers only, as
    it holds what was said in confidence.
    """

    name: str
    email: str
    kept: tuple[tuple[str, int, tuple[str, ...]], ...]
    is_fresh: bool


@router.get("/me/data")
def show(ctx: TheContext) -> Response:
    """What is kept about the person who is signed in."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.my_data()), 303)
    with ctx.installation.database.reading() as reader:
        data = my_data.collect(reader, ctx.visitor.person_id)
        is_fresh = fresh_enough(ctx.visitor)
        kept = tuple(
            (one.title, len(one.rows), one.first_lines(MOST) if is_fresh else ())
            for one in data.sections
        )
        page = MyDataPage(data.name, data.email, kept, is_fresh)
        frame = ctx.frame(_("My data"), reader)
    return render(ctx.request, "my_data.html", frame, page)


@router.post("/me/data")
def read(ctx: TheContext) -> Response:
    """Read it on the page, after showing who one is."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.my_data()), 303)
    demand_fresh(ctx)
    return RedirectResponse(addresses.my_data(), 303)


@router.post("/me/data/export")
def export(ctx: TheContext) -> Response:
    """Everything in one file."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.my_data()), 303)
    demand_fresh(ctx)
    spend(ctx.request, Counted.EXPORTS, ctx.visitor.person_id)
    with ctx.installation.database.reading() as reader:
        packed = my_data.as_zip(my_data.collect(reader, ctx.visitor.person_id))
    headers = {
        "Content-Disposition": 'attachment; filename="my-data.zip"',
        "Cache-Control": "no-store",
    }
    return Response(packed, headers=headers, media_type="application/zip")
