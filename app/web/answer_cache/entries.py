"""The answers in memory: made once, packed once, bounded by their bytes."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Self

from starlette.types import Send

from app.storage.data_version import DataVersion
from app.web.answer_cache.requests import CacheableRequest, is_known

RawHeaders = list[tuple[bytes, bytes]]

#: What an entry takes beside its body: headers, key, places in tables. About, in bytes.
_AROUND = 4096
#: What is smaller than this is not worth packing.
_WORTH_PACKING = 1024
#: One answer may take up no more than this part of what all may.
_LARGEST = 8
#: What the answer that nothing has changed says: what guides who keeps it (RFC 9110, 15.4.5), and
#: the cookie. All else, such as what a page may do, stands in the answer that they have.
_OF_NOT_MODIFIED = frozenset({b"cache-control", b"vary", b"set-cookie"})


@dataclass(frozen=True, slots=True)
class Encoded:
    """A body in one encoding, with its headers. `tag` names it: a strong ETag."""

    headers: RawHeaders
    body: bytes
    tag: bytes

    @classmethod
    def of(cls, headers: RawHeaders, body: bytes, tag: bytes, encoding: bytes = b"") -> Self:
        """Put the headers together that tell of this body."""
        more = [(b"content-length", str(len(body)).encode()), (b"etag", tag)]
        if encoding:
            more.append((b"content-encoding", encoding))
        return cls([*headers, *more], body, tag)


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """An answer with all that it depends on, but the request.

    `made` and `until` are in seconds since 1970. `packed` is there for what is public only: where
    secrets and what a stranger sends stand in one answer, its length could tell of them.
    """

    version: DataVersion
    until: float
    plain: Encoded
    packed: Encoded | None
    not_modified: RawHeaders
    route: object

    @classmethod
    def of(
        cls,
        version: DataVersion,
        until: float,
        headers: RawHeaders,
        body: bytes,
        route: object,
        *,
        packs: bool,
    ) -> Self:
        """Name an answer, and pack it if wanted: this takes a while for a large one."""
        digest = hashlib.sha256(body).hexdigest()[:32].encode()
        about = [one for one in headers if one[0] != b"content-length"]
        packed = None
        if packs and len(body) >= _WORTH_PACKING:
            packed = Encoded.of(
                about, gzip.compress(body, 6, mtime=0), b'"%s-gz"' % digest, b"gzip"
            )
        return cls(
            version,
            until,
            Encoded.of(about, body, b'"%s"' % digest),
            packed,
            [one for one in about if one[0] in _OF_NOT_MODIFIED],
            route,
        )

    def holds(self, asked: DataVersion) -> bool:
        """Whether it would be made the same now. Of a clock that went back nothing is known."""
        version = self.version
        return asked.number == version.number and version.now <= asked.now < self.until

    @property
    def size(self) -> int:
        """About how many bytes it takes up."""
        return _AROUND + len(self.plain.body) + (len(self.packed.body) if self.packed else 0)

    async def send(self, wanted: CacheableRequest, send: Send) -> None:
        """Answer a request with it."""
        encoded = self.packed if wanted.takes_gzip and self.packed else self.plain
        status, headers, body = 200, encoded.headers, encoded.body
        if wanted.known:
            known = self._known(wanted.known)
            if known:
                status, headers, body = 304, [*self.not_modified, (b"etag", known)], b""
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if wanted.is_head else body})

    def _known(self, known: bytes) -> bytes:
        """The tag that the other side has kept, of either encoding; empty if it has neither."""
        for encoded in (self.plain, self.packed):
            if encoded is not None and is_known(known, encoded.tag):
                return encoded.tag
        return b""


class CachedAnswers:
    """The answers that were asked for last, up to so many bytes, all of one version of the data."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._answers: OrderedDict[Hashable, CachedAnswer] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    @property
    def size(self) -> int:
        """About how many bytes they take up."""
        return self._size

    def get(self, key: Hashable) -> CachedAnswer | None:
        """The answer that was kept last; it may not hold any more."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def keep(self, key: Hashable, answer: CachedAnswer) -> None:
        """Keep an answer, and let go of what was asked for longest ago, or is of other data."""
        if answer.size > self._most // _LARGEST:
            return
        with self._lock:
            first = next(iter(self._answers.values()), None)
            if first is not None and first.version.number != answer.version.number:
                self._clear()
            self._drop(key)
            self._answers[key] = answer
            self._size += answer.size
            while self._size > self._most:
                self._drop(next(iter(self._answers)))

    def forget(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._clear()

    def _drop(self, key: Hashable) -> None:
        gone = self._answers.pop(key, None)
        if gone is not None:
            self._size -= gone.size

    def _clear(self) -> None:
        self._answers.clear()
        self._size = 0
