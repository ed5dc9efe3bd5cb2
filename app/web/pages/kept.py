"""Pages kept in memory for readers who are not signed in.

They all see the same, and it changes only when the record of the charter grows, or what is held
back from it, or, for words such as “in 2 days”, when a minute has gone by. One small query tells
whether a kept page still holds.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from starlette.responses import Response

from app.storage.freshness import freshness
from app.web.pages.door import Door
from app.web.templating import is_fragment_request
from charter.language import code_now

MOST_PAGES = 256
Key = tuple[str, str, tuple[int, int], int, str]


class KeptPages:
    """The newest pages, each with its digest; the one that was asked for longest ago goes first."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        self._pages: OrderedDict[Key, tuple[bytes, str]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> tuple[bytes, str] | None:
        """A kept page and its ETag."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: Key, body: bytes) -> tuple[bytes, str]:
        """Keep a page."""
        page = body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
        return page


def kept(door: Door, slug: str, build: Callable[[], Response], kind: str = "") -> Response:
    """The page that `build` makes, or the one it made before if nothing has changed since.

    `kind` tells pages apart that have one address, but do not look the same to everyone.
    """
    pages: KeptPages = door.request.app.state.kept_pages
    key = _key_now(door, slug, kind)
    if key is None:
        return build()
    page = pages.get(key)
    if page is None:
        built = build()
        if built.status_code != 200:  # noqa: PLR2004
            return built
        page = pages.put(key, bytes(built.body))
    return _answer(door, *page)


def _key_now(door: Door, slug: str, kind: str) -> Key | None:
    """What a kept page has to match; None where none may be: also if something is due just now."""
    with door.place.database.reading() as reader:
        fresh, minute = freshness(reader, slug), int(reader.now.timestamp() // 60)
    if fresh is None or fresh.is_due:
        return None
    if fresh.visibility != "public" or door.visitor or is_fragment_request(door.request):
        return None
    url = door.request.url
    return slug, f"{url.path}?{url.query} {kind}", fresh.newest, minute, code_now()


def _answer(door: Door, body: bytes, tag: str) -> Response:
    headers = {"ETag": tag, "Vary": "HX-Request, HX-Boosted, Cookie"}
    if tag in door.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="text/html; charset=utf-8")
