"""E-mail addresses: one form for each, so that one person is one account."""

from __future__ import annotations

import re
import unicodedata

import regex

from amendments.refusals import BadInput
from app.storage.engine.session import Reader
from app.storage.tables import PersonRow
from app.storage.texts import charters
from charter.language import gettext as _

# On purpose no full grammar: whether an address works is known when mail arrives there.
_ADDRESS = re.compile(
    r"[^\s@<>\"',;:\\()\[\]\x00-\x1f\x7f\ud800-\udfff]{1,64}@[^\s@<>\"',;:\\()\[\]\x00-\x1f\x7f\ud800-\udfff]{1,190}"
)

#: Controls, what is shown as nothing, and what has no meaning (yet).
_UNSEEN = regex.compile(r"[\p{C}\p{Default_Ignorable_Code_Point}]")


def read_address(text: str) -> str:
    """An address in its one form: trimmed, in small letters, each letter in its usual width (NFKC).

    Raises:
        BadInput: it does not look like an address.
    """
    address = _folded(text)
    if (
        not _ADDRESS.fullmatch(address)
        or _UNSEEN.search(address)
        or address.endswith(".")
        or "@." in address
        or "=?" in address
    ):
        msg = _("This does not look like an e-mail address. Example: ada@example.org")
        raise BadInput(msg, field="email")
    return address


def is_same(one: str, other: str) -> bool:
    """Whether two addresses are one, also where one was kept before addresses were folded."""
    return _folded(one) == _folded(other)


def find_person(reader: Reader, text: str) -> PersonRow | None:
    """The person whose address this is, as somebody wrote it.

    Before addresses were folded some were kept as they were written. Whoever has such a one, and
    writes it as ever, is found by it first.

    Raises:
        BadInput: it does not look like an address.
    """
    address, before = read_address(text), text.strip().lower()
    found = charters.find_person(reader, before) if before != address else None
    return found or charters.find_person(reader, address)


def _folded(text: str) -> str:
    """Until nothing changes any more: a letter can have another small form than a wide one."""
    address = unicodedata.normalize("NFKC", text).strip().lower()
    again = unicodedata.normalize("NFKC", address).strip().lower()
    return address if again == address else unicodedata.normalize("NFKC", again).lower()
