"""What comes by mail: the page of settings, and the links at the foot of every mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import RedirectResponse, Response

from amendments.refusals import NotAllowed, NotFound, Refusal
from app import addresses
from app.mail.choosing import choose, choose_quiet, describe, turn
from app.mail.kinds.groups import shown
from app.mail.switches import Switch, read_token
from app.services import entry
from app.storage.engine.session import Reader, Writer
from app.storage.mail import notices
from app.storage.mail.notices import Choice, Quiet, Rhythm
from app.storage.texts import charters
from app.web.pages.context import RequestContext, TheContext, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import N_
from charter.language import gettext as _

router = Router()

RHYTHMS = (
    (Rhythm.AT_ONCE, N_("As it happens")),
    (Rhythm.DAILY, N_("Once a day, at eight in the morning")),
    (Rhythm.WEEKLY, N_("Once a week, on Monday morning")),
    (Rhythm.NOTHING, N_("Nothing at all")),
)


@dataclass(frozen=True, slots=True)
class OneCharter:
    """The mail of one charter, as this person wants it.

    `groups`: a heading, with the kinds below it: name, title, whether it comes.
    """

    slug: str
    title: str
    zone: str
    choice: Choice
    groups: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]


@dataclass(frozen=True, slots=True)
class MailPage:
    """The page of settings. `quiet` is what stands in its fields."""

    email: str
    charters: tuple[OneCharter, ...]
    quiet: Mapping[str, str]
    rhythms: tuple[tuple[Rhythm, str], ...] = field(
        default_factory=lambda: tuple((one, _(said)) for one, said in RHYTHMS)
    )
    hours: range = range(24)


@router.get("/me/mail")
def settings(ctx: TheContext) -> Response:
    """What comes by mail."""
    return _show(ctx)


def _show(
    ctx: RequestContext, trouble: Trouble | None = None, typed: Mapping[str, str] | None = None
) -> Response:
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.my_mail()), 303)
    me = ctx.visitor.person_id
    with ctx.installation.database.reading() as reader:
        own = charters.charters_of(reader, me)
        page = MailPage(
            email=ctx.visitor.email,
            charters=tuple(_one(reader, me, one) for one in own),
            quiet=typed or _fields(notices.quiet_of(reader, me)),
        )
        frame = ctx.frame(_("What comes to you by mail"), reader, trouble=trouble)
    return render(
        ctx.request, "me_mail.html", frame, page, status=trouble.status if trouble else 200
    )


def _one(reader: Reader, me: int, charter: charters.Charter) -> OneCharter:
    choice = notices.choice(reader, me, charter.id)
    groups = tuple(
        (_(title), tuple((one.name, _(one.title), one.name not in choice.off) for one in kinds))
        for title, kinds in shown(is_steward=_is_steward(reader, charter.slug, me))
    )
    return OneCharter(charter.slug, charter.title, charter.zone.key, choice, groups)


def _is_steward(reader: Reader, slug: str, me: int) -> bool:
    return entry.enter(reader, slug, me).actor.is_steward


def _fields(quiet: Quiet) -> dict[str, str]:
    zone = quiet.zone.key if quiet.zone else ""
    return {"begins": str(quiet.begins), "ends": str(quiet.ends), "zone": zone}


def _me(ctx: RequestContext) -> int:
    if ctx.person is None:
        msg = _("Please sign in first.")
        raise NotAllowed(msg)
    return ctx.person


@router.post("/me/mail/quiet")
def quiet(ctx: TheContext, form: TheForm) -> Response:
    """Keep the hours in which no mail comes."""
    me = _me(ctx)
    try:
        with ctx.installation.database.writing() as writer:
            choose_quiet(writer, me, form.number("begins"), form.number("ends"), form.get("zone"))
    except Refusal as refused:
        return _show(ctx, Trouble.of(refused, "quiet"), form.only("begins", "ends", "zone"))
    return ctx.go(addresses.my_mail(), "mail")


@router.post("/me/mail/charters/{name}")
def one_charter(ctx: TheContext, name: str, form: TheForm) -> Response:
    """Keep how the mail of one charter comes."""
    me = _me(ctx)
    try:
        with ctx.installation.database.writing() as writer:
            off = _switched_off(writer, me, name, form)
            choose(writer, me, name, form.get("rhythm"), hold=bool(form.get("hold")), off=off)
    except Refusal as refused:
        return _show(ctx, Trouble.of(refused, name))
    return ctx.go(addresses.my_mail(), "mail")


def _switched_off(writer: Writer, me: int, slug: str, form: Form) -> set[str]:
    """The kinds that are not ticked. What the page did not show stays as it was chosen."""
    access = entry.enter(writer, slug, me)
    groups = shown(is_steward=access.actor.is_steward)
    here = {one.name for _title, kinds in groups for one in kinds}
    before = notices.choice(writer, me, access.charter.id).off
    return {one for one in here if not form.get(f"kind.{one}")} | (before - here)


# --- the links at the foot of a mail: whoever has one may use it, signed in or not


@dataclass(frozen=True, slots=True)
class SwitchPage:
    """One kind of mail of one charter, and whether it comes to whom this link belongs."""

    token: str
    kind: str
    charter: str
    comes: bool
    is_done: bool


def _switch(ctx: RequestContext, token: str) -> Switch:
    found = read_token(ctx.installation.secret, token)
    if found is None:
        msg = _("This link does not work. It may have been cut off by the mail program.")
        raise NotFound(msg)
    return found


@router.get("/me/mail/off/{token}")
def ask(ctx: TheContext, token: str) -> Response:
    """Ask first: programs that look at links for safety must not switch anything off."""
    switch = _switch(ctx, token)
    with ctx.installation.database.reading() as reader:
        return _show_switch(ctx, reader, switch, token, is_done=False)


@router.post("/me/mail/off/{token}")
def off(ctx: TheContext, token: str) -> Response:
    """Switch it off: by the button, or by a mail program's own (RFC 8058)."""
    return _turn(ctx, token, on=False)


@router.post("/me/mail/on/{token}")
def on(ctx: TheContext, token: str) -> Response:
    """Switch it on again."""
    return _turn(ctx, token, on=True)


def _turn(ctx: RequestContext, token: str, *, on: bool) -> Response:
    switch = _switch(ctx, token)
    with ctx.installation.database.writing() as writer:
        turn(writer, switch, on=on)
    with ctx.installation.database.reading() as reader:
        return _show_switch(ctx, reader, switch, token, is_done=True)


def _show_switch(
    ctx: RequestContext, reader: Reader, switch: Switch, token: str, *, is_done: bool
) -> Response:
    kind, title = describe(reader, switch)
    choice = notices.choice(reader, switch.person, switch.charter)
    page = SwitchPage(token, kind, title, choice.wants(switch.kind), is_done)
    frame = ctx.frame(_("Mail"), reader)
    response = render(ctx.request, "mail_off.html", frame, page)
    response.headers["Cache-Control"] = "no-store"
    return response
