"""A link with which one member can answer in one round, without signing in.

The signature is what counts: nothing is kept, and whoever has the link can answer for its member.
It works until the round closes, as long as they belong to the charter.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from amendments.refusals import NotFound
from app import addresses
from app.storage.deciding import seats
from app.storage.engine.session import Reader
from charter.language import N_
from charter.language import gettext as _

_FORM = re.compile(r"(\d{1,10})\.(\d{1,10})\.(\d{1,11})\.([A-Za-z0-9_-]{43})", re.ASCII)
NO_LINK = N_(
    "This link does not work. It may not have been copied whole, or the person it "
    "was made for belongs to the charter no more."
)


@dataclass(frozen=True, slots=True)
class Link:
    """Whose link it is and for which round, by their ids; and the deadline when it was made."""

    round: int
    member: int
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class LinkedQuestion:
    """A member who is asked to answer: their person, and the round by its numbers."""

    slug: str
    amendment: int
    round: int
    person: int
    closes_at: datetime


def make(secret: bytes, round_id: int, member_id: int, closes_at: datetime) -> str:
    """The token for a member in a round."""
    said = f"{round_id}.{member_id}.{int(closes_at.timestamp())}"
    return f"{said}.{_signature(secret, said)}"


def read(secret: bytes, token: str) -> Link | None:
    """What a token says, None if it was not made here."""
    found = _FORM.fullmatch(token)
    if found is None:
        return None
    said, _, signature = token.rpartition(".")
    if not hmac.compare_digest(signature, _signature(secret, said)):
        return None
    closes_at = datetime.fromtimestamp(int(found[3]), UTC)
    return Link(int(found[1]), int(found[2]), closes_at)


def _signature(secret: bytes, said: str) -> str:
    digest = hmac.digest(secret, f"answer:{said}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def answer_address(
    base_url: str, secret: bytes, round_id: int, member_id: int, closes_at: datetime
) -> str:
    """The whole address of the page where a member answers in a round: for a mail to them alone."""
    return base_url + addresses.answer(make(secret, round_id, member_id, closes_at))


def who_is_asked(reader: Reader, secret: bytes, token: str) -> LinkedQuestion:
    """Whom a token asks for an answer, and where.

    Raises:
        NotFound: it was not made here, or its member belongs to the charter no more.
    """
    link = read(secret, token)
    seat = seats.find(reader, link.round, link.member) if link else None
    if link is None or seat is None:
        raise NotFound(_(NO_LINK))
    return LinkedQuestion(seat.slug, seat.amendment, seat.round, seat.person, link.closes_at)
