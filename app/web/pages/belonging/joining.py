"""Coming to belong: behind a link that somebody was given, or by asking the stewards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from amendments.refusals import Answer, NotAllowed, NotFound, Refusal, demand
from app.mail.invitations import send_proof
from app.mail.sending import outbox
from app.services import entry
from app.services.authentication.addresses import is_same, read_address
from app.services.belonging import ask_to_join, invite, join
from app.services.belonging.join import OpenedInvitation
from app.services.belonging.names import read_name
from app.storage.engine.database import Reader
from app.storage.texts import charters
from app.web.limits import Counted, spend
from app.web.pages.authentication.sign_in import welcome_with_code
from app.web.pages.door import RequestContext, SettledDoor, TheDoor, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.place import Installation
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
    may: Answer
    asks: bool
    who: str = ""
    ends_at: datetime | None = None
    needs: str = ""
    mailed: bool = False
    belongs: bool = False
    is_public: bool = True


# --- behind a link


@router.get("/{slug}/join/{token}")
def invitation(door: TheDoor, slug: str, token: str) -> Response:
    """What somebody is invited to. To look does nothing, so a robot that looks joins nobody."""
    with door.place.database.reading() as reader:
        opened = _open(door, reader, slug, token)
        if opened is None:
            return door.go(f"/{slug}", "belongs")
        return _show_link(door, reader, opened, token)


def _open(door: RequestContext, reader: Reader, slug: str, token: str) -> OpenedInvitation | None:
    """What is behind a link; None where it is used up, and who is here belongs already."""
    try:
        return join.open_link(reader, slug, token)
    except NotFound:
        if _belongs(door, reader, charters.find(reader, slug)):
            return None
        raise


def _belongs(door: RequestContext, reader: Reader, charter: charters.Charter | None) -> bool:
    if charter is None or door.person is None:
        return False
    return charters.membership_of(reader, charter.id, door.person) is not None


def _show_link(
    door: RequestContext,
    reader: Reader,
    opened: OpenedInvitation,
    token: str,
    form: Form | None = None,
    trouble: Trouble | None = None,
    *,
    mailed: bool = False,
) -> Response:
    charter, visitor = opened.charter, door.visitor
    may: Answer = True
    if (
        opened.address is not None
        and visitor is not None
        and not is_same(visitor.email, opened.address)
    ):
        may = NotAllowed(join.for_another())
    page = JoinPage(
        slug=charter.slug,
        title=charter.title,
        address=opened.address or (visitor.email if visitor else ""),
        action=f"/{charter.slug}/join/{token}",
        typed=form or Form({}),
        may=may,
        asks=opened.asks,
        who=opened.who,
        ends_at=opened.ends_at,
        needs="address" if opened.address is None and visitor is None else "",
        mailed=mailed,
        belongs=_belongs(door, reader, charter),
        is_public=charter.visibility == "public",
    )
    return _render(door, reader, page, trouble)


def _render(
    door: RequestContext, reader: Reader, page: JoinPage, trouble: Trouble | None
) -> Response:
    title = _("Ask to join") if page.asks else _("Join")
    # Who may read the charter finds its heading and its pages here as well.
    room = entry.enter(reader, page.slug, door.person) if page.is_public else None
    frame = door.frame(title, reader, room=room, trouble=trouble)
    status = trouble.status if trouble else 200
    response = render(door.request, "join.html", frame, page, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/{slug}/join/{token}")
def answer(door: SettledDoor, slug: str, token: str, form: TheForm) -> Response:
    """Say yes or no, or go on to where one can."""
    try:
        with door.place.database.reading() as reader:
            opened = _open(door, reader, slug, token)
        if opened is None:
            return door.go(f"/{slug}", "belongs")
        if opened.address is None and door.visitor is None:
            return _ask_for_proof(door, opened, token, form)
        if form.get("answer") == "no":
            return _say_no(door, slug, token)
        return _say_yes(door, slug, token, form)
    except Refusal as refused:
        with door.place.database.reading() as reader:
            opened = join.open_link(reader, slug, token)
            trouble = Trouble.of(refused, "join")
            return _show_link(door, reader, opened, token, form, trouble)


def _say_no(door: RequestContext, slug: str, token: str) -> Response:
    with door.place.database.writing() as writer:
        join.decline(writer, join.open_to_write(writer, slug, token))
    return door.go("/", "invitation-declined")


def _say_yes(door: RequestContext, slug: str, token: str, form: Form) -> Response:
    asks, person = False, door.person
    with door.place.database.writing() as writer:
        opened = join.open_to_write(writer, slug, token)
        asks = opened.asks
        if asks:
            who = join.whose(writer, opened, form.get("name"), person)
            assert who.id is not None
            room = entry.enter_to_write(writer, slug, who.id)
            ask_to_join.ask(writer, room, who.id, form.get("why"))
            join.decline(writer, opened)
            email = who.email
        else:
            email, _is_new = join.accept(writer, opened, form.get("name"), person)
    if asks:
        return door.go(f"/{slug}", "asked-to-join")
    if door.visitor is not None:
        return door.go(f"/{slug}", "joined")
    return welcome_with_code(door, email, f"/{slug}")


def _ask_for_proof(
    door: RequestContext, opened: OpenedInvitation, token: str, form: Form
) -> Response:
    """Mail a link to an address. The answer is the same whatever is known of the address."""
    read_name(form.get("name"))
    email = read_address(form.get("email"))
    spend(door.request, Counted.CODES_NETWORK)
    spend(door.request, Counted.CODES_ADDRESS, f"address {email}")
    with door.place.database.reading() as reader:
        response = _show_link(door, reader, opened, token, form, mailed=True)
    via = opened.row.id
    response.background = afterwards(
        door.request, _mail_proof, door.place, opened.charter.slug, email, via
    )
    return response


def _mail_proof(place: Installation, slug: str, email: str, via: int | None) -> None:
    with place.database.writing() as writer:
        charter = charters.find(writer, slug)
        if charter is None:
            return
        token = invite.let_prove(writer, charter, email, via)
        send_proof(
            writer,
            place.settings.base_url,
            charter,
            email,
            token,
            asks=via is None,
            ends_at=writer.now + invite.PROOF_LASTS,
        )
    outbox.send_due(place.database, place.sender, place.settings.mail_from)


# --- asking


@router.get("/{slug}/join")
def ask_page(door: TheDoor, slug: str) -> Response:
    """Where somebody asks to belong."""
    return _show_ask(door, slug)


def _show_ask(
    door: RequestContext,
    slug: str,
    form: Form | None = None,
    trouble: Trouble | None = None,
    *,
    mailed: bool = False,
) -> Response:
    with door.reading(slug) as visit:
        charter, visitor = visit.room.charter, door.visitor
        page = JoinPage(
            slug=slug,
            title=charter.title,
            address=visitor.email if visitor else "",
            action=f"/{slug}/join",
            typed=form or Form({}),
            may=ask_to_join.may_ask(visit.reader, visit.room, door.person),
            asks=True,
            needs="" if visitor else "address",
            mailed=mailed,
        )
        return _render(door, visit.reader, page, trouble)


@router.post("/{slug}/join")
def ask(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Ask to belong; who is not signed in shows first whose an address is."""
    try:
        if door.visitor is None:
            with door.reading(slug) as visit:
                demand(ask_to_join.may_ask(visit.reader, visit.room, None))
            email = read_address(form.get("email"))
            spend(door.request, Counted.CODES_NETWORK)
            spend(door.request, Counted.CODES_ADDRESS, f"address {email}")
            response = _show_ask(door, slug, form, mailed=True)
            response.background = afterwards(
                door.request, _mail_proof, door.place, slug, email, None
            )
            return response
        with door.writing(slug) as (writer, room):
            ask_to_join.ask(writer, room, door.visitor.person_id, form.get("why"))
            spend(door.request, Counted.JOINING, door.person)
    except Refusal as refused:
        return _show_ask(door, slug, form, Trouble.of(refused, "join"))
    return door.go(f"/{slug}", "asked-to-join")
