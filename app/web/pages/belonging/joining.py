"""Coming to belong: behind a link that somebody was given, or by asking the stewards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from amendments.belonging import joining
from amendments.refusals import NotFound, Permission, Refusal, demand
from app import addresses
from app.mail.invitations import send_proof
from app.mail.sending import outbox
from app.services import entry
from app.services.authentication.addresses import is_same, read_address
from app.services.belonging import ask_to_join, invite, join
from app.services.belonging.join import OpenedInvitation
from app.services.belonging.names import read_name
from app.storage.engine.session import Reader
from app.storage.texts import charters
from app.web.installation import Installation
from app.web.limits import Counted, spend
from app.web.pages.authentication.sign_in import welcome_with_code
from app.web.pages.context import RequestContext, SettledContext, TheContext, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.serving.aside import afterwards
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import gettext as _

router = Router()


@dataclass(frozen=True, slots=True)
class JoinPage:
    """What somebody sees who can say yes or no, or ask.

    `needs` is what has to be shown first: `address`, or nothing. `mailed` says that a link to go on
    is on its way. `asks` says that the stewards have to answer.
    """

    slug: str
    title: str
    address: str
    action: str
    typed: Form
    may: Permission
    asks: bool
    who: str = ""
    ends_at: datetime | None = None
    needs: str = ""
    mailed: bool = False
    belongs: bool = False
    is_public: bool = True


# --- behind a link


@router.get("/{slug}/join/{token}")
def invitation(ctx: TheContext, slug: str, token: str) -> Response:
    """What somebody is invited to. To look does nothing, so a robot that looks joins nobody."""
    with ctx.installation.database.reading() as reader:
        opened = _open(ctx, reader, slug, token)
        if opened is None:
            return ctx.go(addresses.charter(slug), "belongs")
        return _show_link(ctx, reader, opened, token)


def _open(ctx: RequestContext, reader: Reader, slug: str, token: str) -> OpenedInvitation | None:
    """What is behind a link; None where it is used up, and who is here belongs already."""
    try:
        return join.open_link(reader, slug, token)
    except NotFound:
        if _belongs(ctx, reader, charters.find(reader, slug)):
            return None
        raise


def _belongs(ctx: RequestContext, reader: Reader, charter: charters.Charter | None) -> bool:
    if charter is None or ctx.person is None:
        return False
    return charters.membership_of(reader, charter.id, ctx.person) is not None


def _show_link(
    ctx: RequestContext,
    reader: Reader,
    opened: OpenedInvitation,
    token: str,
    form: Form | None = None,
    trouble: Trouble | None = None,
    *,
    mailed: bool = False,
) -> Response:
    charter, visitor = opened.charter, ctx.visitor
    to_another = (
        opened.address is not None
        and visitor is not None
        and not is_same(visitor.email, opened.address)
    )
    page = JoinPage(
        slug=charter.slug,
        title=charter.title,
        address=opened.address or (visitor.email if visitor else ""),
        action=addresses.join(charter.slug, token),
        typed=form or Form({}),
        may=joining.may_take_sent(to_another=to_another),
        asks=opened.asks,
        who=opened.who,
        ends_at=opened.ends_at,
        needs="address" if opened.address is None and visitor is None else "",
        mailed=mailed,
        belongs=_belongs(ctx, reader, charter),
        is_public=charter.visibility == "public",
    )
    return _render(ctx, reader, page, trouble)


def _render(
    ctx: RequestContext, reader: Reader, page: JoinPage, trouble: Trouble | None
) -> Response:
    title = _("Ask to join") if page.asks else _("Join")
    # Who may read the charter finds its heading and its pages here as well.
    access = entry.enter(reader, page.slug, ctx.person) if page.is_public else None
    frame = ctx.frame(title, reader, access=access, trouble=trouble)
    status = trouble.status if trouble else 200
    response = render(ctx.request, "join.html", frame, page, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/{slug}/join/{token}")
def answer(ctx: SettledContext, slug: str, token: str, form: TheForm) -> Response:
    """Say yes or no, or go on to where one can."""
    try:
        with ctx.installation.database.reading() as reader:
            opened = _open(ctx, reader, slug, token)
        if opened is None:
            return ctx.go(addresses.charter(slug), "belongs")
        if opened.address is None and ctx.visitor is None:
            return _ask_for_proof(ctx, opened, token, form)
        if form.get("answer") == "no":
            return _say_no(ctx, slug, token)
        return _say_yes(ctx, slug, token, form)
    except Refusal as refused:
        with ctx.installation.database.reading() as reader:
            opened = join.open_link(reader, slug, token)
            trouble = Trouble.of(refused, "join")
            return _show_link(ctx, reader, opened, token, form, trouble)


def _say_no(ctx: RequestContext, slug: str, token: str) -> Response:
    with ctx.installation.database.writing() as writer:
        join.decline(writer, join.open_to_write(writer, slug, token))
    return ctx.go("/", "invitation-declined")


def _say_yes(ctx: RequestContext, slug: str, token: str, form: Form) -> Response:
    asks, person = False, ctx.person
    with ctx.installation.database.writing() as writer:
        opened = join.open_to_write(writer, slug, token)
        asks = opened.asks
        if asks:
            who = join.whose(writer, opened, form.get("name"), person)
            assert who.id is not None
            access = entry.enter_to_write(writer, slug, who.id)
            ask_to_join.ask(writer, access, who.id, form.get("why"))
            join.decline(writer, opened)
            email = who.email
        else:
            email, _is_new = join.accept(writer, opened, form.get("name"), person)
    if asks:
        return ctx.go(addresses.charter(slug), "asked-to-join")
    if ctx.visitor is not None:
        return ctx.go(addresses.charter(slug), "joined")
    return welcome_with_code(ctx, email, addresses.charter(slug))


def _ask_for_proof(
    ctx: RequestContext, opened: OpenedInvitation, token: str, form: Form
) -> Response:
    """Mail a link to an address. The answer is the same whatever is known of the address."""
    read_name(form.get("name"))
    email = read_address(form.get("email"))
    spend(ctx.request, Counted.CODES_NETWORK)
    spend(ctx.request, Counted.CODES_ADDRESS, f"address {email}")
    with ctx.installation.database.reading() as reader:
        response = _show_link(ctx, reader, opened, token, form, mailed=True)
    via = opened.row.id
    response.background = afterwards(
        ctx.request, _mail_proof, ctx.installation, opened.charter.slug, email, via
    )
    return response


def _mail_proof(installation: Installation, slug: str, email: str, via: int | None) -> None:
    with installation.database.writing() as writer:
        charter = charters.find(writer, slug)
        if charter is None:
            return
        token = invite.let_prove(writer, charter, email, via)
        send_proof(
            writer,
            installation.settings.base_url,
            charter,
            email,
            token,
            asks=via is None,
            ends_at=writer.now + invite.PROOF_LASTS,
        )
    outbox.send_due(installation.database, installation.sender, installation.settings.mail_from)


# --- asking


@router.get("/{slug}/join")
def ask_page(ctx: TheContext, slug: str) -> Response:
    """Where somebody asks to belong."""
    return _show_ask(ctx, slug)


def _show_ask(
    ctx: RequestContext,
    slug: str,
    form: Form | None = None,
    trouble: Trouble | None = None,
    *,
    mailed: bool = False,
) -> Response:
    with ctx.reading(slug) as charter_ctx:
        charter, visitor = charter_ctx.access.charter, ctx.visitor
        page = JoinPage(
            slug=slug,
            title=charter.title,
            address=visitor.email if visitor else "",
            action=addresses.join(slug),
            typed=form or Form({}),
            may=ask_to_join.may_ask(charter_ctx.reader, charter_ctx.access, ctx.person),
            asks=True,
            needs="" if visitor else "address",
            mailed=mailed,
        )
        return _render(ctx, charter_ctx.reader, page, trouble)


@router.post("/{slug}/join")
def ask(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Ask to belong; who is not signed in shows first whose an address is."""
    try:
        if ctx.visitor is None:
            with ctx.reading(slug) as charter_ctx:
                demand(ask_to_join.may_ask(charter_ctx.reader, charter_ctx.access, None))
            email = read_address(form.get("email"))
            spend(ctx.request, Counted.CODES_NETWORK)
            spend(ctx.request, Counted.CODES_ADDRESS, f"address {email}")
            response = _show_ask(ctx, slug, form, mailed=True)
            response.background = afterwards(
                ctx.request, _mail_proof, ctx.installation, slug, email, None
            )
            return response
        with ctx.writing(slug) as (writer, access):
            ask_to_join.ask(writer, access, ctx.visitor.person_id, form.get("why"))
            spend(ctx.request, Counted.JOINING, ctx.person)
    except Refusal as refused:
        return _show_ask(ctx, slug, form, Trouble.of(refused, "join"))
    return ctx.go(addresses.charter(slug), "asked-to-join")
