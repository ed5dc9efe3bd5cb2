"""Links that switch a kind of mail off, with one press and without signing in.

The token in them says who, in which charter and which kind, and is signed. It never expires: a
mail that lies in an inbox for a year must still be possible to stop.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

#: Instead of the name of a kind: all the mail of a charter.
ALL_OF_IT = "all"


@dataclass(frozen=True, slots=True)
class Switch:
    """What a link switches off."""

    person: int
    charter: int
    kind: str


def token_of(secret: bytes, switch: Switch) -> str:
    """The token of a link."""
    said = f"{switch.person}.{switch.charter}.{switch.kind}"
    return f"{said}.{_signature(secret, said)}"


def read_token(secret: bytes, token: str) -> Switch | None:
    """What a token switches off, None if it is not one of ours."""
    said, _, signature = token.rpartition(".")
    parts = said.split(".")
    if not token.isascii() or len(parts) != 3:  # noqa: PLR2004 - person, charter, kind
        return None
    if not hmac.compare_digest(signature, _signature(secret, said)):
        return None
    return Switch(int(parts[0]), int(parts[1]), parts[2])


def _signature(secret: bytes, said: str) -> str:
    return hmac.new(secret, f"mail-off:{said}".encode(), hashlib.sha256).hexdigest()[:32]
