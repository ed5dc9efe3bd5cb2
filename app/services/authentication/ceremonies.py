"""Ways in that take two steps, by passkey or by a provider: what ties the second to the first.

The browser keeps one random key; everything that must not be guessed (challenge, state, nonce,
verifier) is derived from it. What is stored tells none of them, and is gone once it is used.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.services.authentication.digests import plain_digest
from app.storage.belonging import authentication
from app.storage.engine.session import Writer
from app.storage.tables import CeremonyRow

CEREMONY_LASTS = timedelta(minutes=10)


class CeremonyKind(StrEnum):
    """What is being done; a ceremony of one kind cannot be ended as another."""

    PASSKEY_NEW = "passkey-new"
    PASSKEY_SIGN_IN = "passkey-sign-in"
    PASSKEY_CONFIRM = "passkey-confirm"
    PROVIDER_SIGN_IN = "provider-sign-in"
    PROVIDER_NEW = "provider-new"


@dataclass(frozen=True, slots=True)
class Ceremony:
    """A ceremony that has begun: whose it is, if that is known, and where it leads."""

    kind: CeremonyKind
    person: int | None
    next: str


def begin(writer: Writer, kind: CeremonyKind, *, person: int | None = None, to: str = "/") -> str:
    """Begin a ceremony. Returns its key, for the browser alone."""
    key = secrets.token_urlsafe(32)
    writer.session.add(
        CeremonyRow(
            key_digest=plain_digest(key),
            kind=kind.value,
            person_id=person,
            next=to,
            expires_at=writer.now + CEREMONY_LASTS,
        )
    )
    return key


def finish(writer: Writer, kind: CeremonyKind, key: str | None) -> Ceremony | None:
    """The ceremony with this key, which is over now; None if there is none (any more)."""
    return finish_one_of(writer, (kind,), key)


def finish_one_of(
    writer: Writer, kinds: Sequence[CeremonyKind], key: str | None
) -> Ceremony | None:
    """The same, where it may be of several kinds."""
    row = authentication.ceremony(writer, plain_digest(key)) if key else None
    if row is None:
        return None
    writer.session.delete(row)
    if row.kind not in kinds or row.expires_at <= writer.now:
        return None
    return Ceremony(CeremonyKind(row.kind), row.person_id, row.next)


def derived(secret: bytes, key: str, what: str) -> bytes:
    """32 bytes that only this place can know, and only with the key."""
    return hmac.new(secret, f"ceremony:{what}:{key}".encode(), hashlib.sha256).digest()


def derived_text(secret: bytes, key: str, what: str) -> str:
    """The same as text for an address."""
    return base64.urlsafe_b64encode(derived(secret, key, what)).decode().rstrip("=")
