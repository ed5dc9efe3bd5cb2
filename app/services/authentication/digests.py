"""What is kept of a secret instead of the secret itself."""

from __future__ import annotations

import hashlib
import hmac


def plain_digest(token: str) -> str:
    """Of a token that is 256 bits of chance: nobody can turn its digest round."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def keyed_digest(secret: bytes, purpose: str, *parts: str) -> str:
    """Of what could be guessed: without the secret of this place, guesses tell nothing."""
    said = "\0".join((purpose, *parts)).encode("utf-8", "surrogatepass")
    return hmac.new(secret, said, hashlib.sha256).hexdigest()
