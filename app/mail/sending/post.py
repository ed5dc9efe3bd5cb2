"""The post office: an envelope for each letter, with all that mail programs want to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from amendments.belonging.visibility import CharterPart
from app import addresses
from app.mail import letters
from app.mail.kinds import Letter, MailKind
from app.mail.switches import ALL_OF_IT, Switch, token_of
from app.services.authentication.answer_link import answer_address
from app.services.entry import CharterAccess
from app.storage.mail.notices import Rhythm
from app.storage.tables import PersonRow
from app.storage.texts.charters import Charter
from charter.language import ENGLISH, N_
from charter.language import gettext as _

_OFF_LABELS = {"": N_("Stop mail of this kind"), ALL_OF_IT: N_("Stop all mail from this charter")}


@dataclass(frozen=True, slots=True)
class Post:
    """Who sends: the address of this place, and what its links are signed with.

    `language` is spoken to those who have chosen none.
    """

    base_url: str
    mail_from: str
    secret: bytes
    language: str = ENGLISH

    @property
    def host(self) -> str:
        """What the identifiers of messages end with."""
        return urlsplit(self.base_url).hostname or "localhost"

    def off(self, person: int, access: CharterAccess, kind: str) -> str:
        """The link that switches a kind off."""
        switch = Switch(person, access.charter.id, kind)
        return self.base_url + addresses.mail_switch(token_of(self.secret, switch))


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who gets a letter, and the charter that it comes from, as they see it."""

    person: PersonRow
    access: CharterAccess

    @property
    def number(self) -> int:
        """Their number."""
        assert self.person.id is not None
        return self.person.id


def facts_for(
    post: Post, to: Addressee, letter: Letter, *, off: str, why: str
) -> dict[str, object]:
    """All that a template is filled with."""
    charter = to.access.charter
    return {
        **letter.facts,
        "name": to.person.name,
        "address": to.person.email,
        "zone": charter.zone,
        "charter": {"title": charter.title, "is_public": _is_for_all(charter)},
        "link": post.base_url + addresses.within(charter.slug, letter.path),
        "answer_link": _answer_link(post, letter),
        "foot": {
            "why": why,
            "off": post.off(to.number, to.access, off),
            "off_label": _(_OFF_LABELS.get(off, _OFF_LABELS[""])),
            "settings": post.base_url + addresses.my_mail(),
        },
    }


def _is_for_all(charter: Charter) -> bool:
    """Whether titles may stand in subjects: where each of them was for everyone from the start."""
    return charter.since.get(CharterPart.PROPOSALS) == charter.created_at


def _answer_link(post: Post, letter: Letter) -> str:
    seat = letter.seat
    if seat is None:
        return ""
    return answer_address(post.base_url, post.secret, seat.round, seat.member, seat.closes_at)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter in its envelope."""

    to: str
    written: letters.Written
    headers: Mapping[str, str]
    not_after: datetime | None


def letter_for(post: Post, to: Addressee, kind: MailKind, letter: Letter) -> Outgoing:
    """One letter, ready to be sent."""
    charter = to.access.charter
    if kind.outside is not None:
        return _once(post, to, kind, letter)
    why = _("You get this because you belong to {title}. {kind}.").format(
        title=charter.title, kind=_(kind.title)
    )
    facts = facts_for(post, to, letter, off=kind.name, why=why)
    headers = _headers(post, to, off=kind.name)
    if letter.proposal is not None:
        # Nobody ever got this first message: it only holds a proposal's conversation together.
        first = f"<{charter.slug}.{letter.proposal}@{post.host}>"
        headers |= {"In-Reply-To": first, _("References"): first}
    return Outgoing(to.person.email, letters.write(kind.name, facts), headers, letter.until)


def _once(post: Post, to: Addressee, kind: MailKind, letter: Letter) -> Outgoing:
    """A letter to somebody who may not belong here: nothing more follows, so nothing is stopped."""
    why = _("You get this once: it is about you and {charter}.").format(
        charter=to.access.charter.title
    )
    facts = facts_for(post, to, letter, off=kind.name, why=why)
    facts["foot"] = {"why": why, "off": "", "off_label": "", "settings": ""}
    headers = {"Auto-Submitted": "auto-generated"}
    return Outgoing(to.person.email, letters.write(kind.name, facts), headers, letter.until)


def digest_for(
    post: Post, to: Addressee, rhythm: Rhythm, found: list[tuple[MailKind, Letter]]
) -> Outgoing:
    """One message that tells of several letters, a line for each."""
    lines = [_line(post, to, kind, letter) for kind, letter in found]
    often = _("once a day") if rhythm is Rhythm.DAILY else _("once a week")
    why = _("You get this because you belong to {title}, and want its mail {often}.").format(
        title=to.access.charter.title, often=often
    )
    facts = facts_for(post, to, Letter({"lines": lines}, ""), off=ALL_OF_IT, why=why)
    headers = _headers(post, to, off=ALL_OF_IT)
    return Outgoing(to.person.email, letters.write("digest", facts), headers, None)


def _line(post: Post, to: Addressee, kind: MailKind, letter: Letter) -> Mapping[str, object]:
    facts = facts_for(post, to, letter, off=kind.name, why="")
    text, html = letters.line(kind.name, facts)
    return {"words": {"text": text, "html": html}, "link": facts["link"]}


def _headers(post: Post, to: Addressee, *, off: str) -> dict[str, str]:
    charter = to.access.charter
    return {
        "Auto-Submitted": "auto-generated",
        "List-Id": f"<{charter.slug}.{post.host}>",
        "List-Unsubscribe": f"<{post.off(to.number, to.access, off)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
