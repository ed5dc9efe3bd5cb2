"""E-mail addresses: one form for each, so that one person is one account."""

from __future__ import annotations

import re

from amendments.refusals import BadInput
from charter.language import gettext as _

# On purpose no full grammar: whether an address works is known when mail arrives there.
_ADDRESS = re.compile(
    r"[^\s@<>\"',;:\\()\[\]\x00-\x1f\x7f\ud800-\udfff]{1,64}@[^\s@<>\"',;:\\()\[\]\x00-\x1f\x7f\ud800-\udfff]{1,190}"
)


def read_address(text: str) -> str:
    """An address in its one form: trimmed, in small letters.

    Raises:
        BadInput: it does not look like an address.
    """
    address = text.strip().lower()
    if (
        not _ADDRESS.fullmatch(address)
        or address.endswith(".")
        or "@." in address
        or "=?" in address
    ):
        msg = _("This does not look like an e-mail address. Example: ada@example.org")
        raise BadInput(msg, field="email")
    return address


def name_from(address: str) -> str:
    """A first name for someone of whom only the address is known."""
    return address.partition("@")[0].replace(".", " ").replace("_", " ").title()[:100]
