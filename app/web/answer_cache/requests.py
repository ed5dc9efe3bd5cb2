"""What of a request an answer may depend on; no more, so that many share one answer."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from starlette.types import Scope

from app.language import wished

#: The names of all cookies of this place have this in them (see `pages.visitor.cookie_named`) …
_OURS = b"charter_"
#: … and with this one somebody is signed in.
_SESSION = b"charter_session"
#: Who asks in this way is answered for this once, or with a part of a page.
_NEVER = frozenset({b"authorization", b"hx-request", b"transfer-encoding"})
_ONCE = frozenset({b"cookie", b"host", b"accept-language", b"content-length"})
#: Headers that the answer is chosen by, but not made from.
_CHOSEN_BY = frozenset({b"if-none-match", b"accept-encoding"})
_READ = _ONCE | _CHOSEN_BY


class CacheableRequest(NamedTuple):
    """A request that could be answered from memory.

    `key` is all that its answer is made from. `is_public`: nobody is signed in. `known` are the
    tags of what the other side has kept, as it sent them.
    """

    key: Hashable
    is_public: bool
    is_head: bool
    takes_gzip: bool
    known: bytes


def cacheable(scope: Scope, default_language: str) -> CacheableRequest | None:
    """What there is to know of a request; None if its answer is for this once."""
    method = scope["method"]
    if method not in {"GET", "HEAD"}:
        return None
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in _NEVER:
            return None
        if name in _READ:
            if name in found:
                if name in _ONCE:
                    return None
                value = found[name] + b"," + value  # noqa: PLW2901 - as HTTP joins them
            found[name] = value
    if found.get(b"content-length", b"0") != b"0":
        return None
    cookies = found.get(b"cookie", b"")
    is_public = _SESSION not in cookies
    key = (
        scope["path"],
        scope["query_string"],
        found.get(b"host"),
        _language(found.get(b"accept-language", b""), default_language),
        _ours(cookies) if is_public else blake2b(cookies, digest_size=16).digest(),
    )
    return CacheableRequest(
        key,
        is_public,
        method == "HEAD",
        _takes_gzip(found.get(b"accept-encoding", b"")),
        found.get(b"if-none-match", b""),
    )


def _ours(cookies: bytes) -> tuple[bytes, ...]:
    """The cookies of this place; a browser may also have others of the same host."""
    if _OURS not in cookies:
        return ()
    return tuple(one.strip() for one in cookies.split(b";") if _OURS in one)


@lru_cache(maxsize=1024)
def _language(wishes: bytes, default: str) -> str:
    return wished(wishes.decode("latin-1"), default)


@lru_cache(maxsize=256)
def _takes_gzip(wishes: bytes) -> bool:
    """Whether an `Accept-Encoding` names gzip, or all, and does not give it no weight."""
    weights: dict[bytes, float] = {}
    for one in wishes.split(b",")[:20]:
        name, _, rest = one.strip().partition(b";")
        try:
            weights[name.strip().lower()] = float(rest.strip().removeprefix(b"q=") or 1)
        except ValueError:
            continue
    return weights.get(b"gzip", weights.get(b"*", 0.0)) > 0


def is_known(known: bytes, tag: bytes) -> bool:
    """Whether an `If-None-Match` has this tag, or says that any will do."""
    if known == tag:
        return True
    if tag not in known and b"*" not in known:
        return False
    named = {one.strip().removeprefix(b"W/") for one in known.split(b",")}
    return tag in named or b"*" in named
