"""Mail to somebody who may not belong anywhere yet: an invitation, a link that proves an address.

It is the same whether or not there is an account with the address.
"""

from __future__ import annotations

from datetime import datetime

from amendments.belonging.shown_names import in_words
from app import addresses
from app.mail.sending.outbox import put
from app.storage.engine.session import Writer
from app.storage.texts.charters import Charter
from charter.dates import moment_in_words
from charter.language import gettext as _


def join_link(base_url: str, slug: str, token: str) -> str:
    """The address behind which somebody says yes or no."""
    return base_url + addresses.join(slug, token)


def send_invitation(
    writer: Writer,
    base_url: str,
    charter: Charter,
    address: str,
    token: str,
    *,
    who: str,
    ends_at: datetime,
) -> None:
    """Mail an invitation. `who` is the name of the steward, empty for the operator."""
    last = ends_at.astimezone(charter.zone)
    said = [
        _("{who} invites you to belong to {charter}.").format(
            who=in_words(who), charter=charter.title
        )
        if who
        else _("You are invited to belong to {charter}.").format(charter=charter.title),
        _(
            "A charter says how its people treat each other and how they decide. As a member you "
            "can propose changes, discuss them, and answer when something is decided."
        ),
        _("Look at it, and say yes or no. Nothing happens until you do:"),
        join_link(base_url, charter.slug, token),
        _("The link is for you alone. It works until {day}.").format(day=moment_in_words(last)),
    ]
    subject = _("You are invited to {charter}").format(charter=charter.title)
    put(writer, address, subject, _letter(said), not_after=ends_at)


def send_proof(
    writer: Writer,
    base_url: str,
    charter: Charter,
    address: str,
    token: str,
    *,
    asks: bool,
    ends_at: datetime,
) -> None:
    """Mail the link with which somebody shows that an address is theirs."""
    said = [
        (
            _("Somebody typed in this address, to ask whether they can join {charter}.")
            if asks
            else _("Somebody typed in this address, to join {charter} by an invitation.")
        ).format(charter=charter.title),
        _("If that was you, open this link and go on there:"),
        join_link(base_url, charter.slug, token),
        _("It works once, for a day. If it was not you, you can forget this mail."),
    ]
    subject = _("Go on to {charter}").format(charter=charter.title)
    put(writer, address, subject, _letter(said), not_after=ends_at)


def _letter(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"
