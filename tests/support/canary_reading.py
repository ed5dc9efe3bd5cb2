"""All that the service tells others: what every address answers, and what is taken along."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from app.main import create_app, make_installation
from app.services.authentication import sessions, tokens
from app.services.entry import as_server
from app.services.texts import exporting
from app.services.texts.calendar_address import calendar_path
from app.settings import Settings
from tests.support.canary_corners import ELSEWHERE, SECRET
from tests.support.community import Community

READER = "a reader"
_PART = re.compile(r"\{(\w+)(?::\w+)?\}")
#: Addresses that need a key of their own, or that never end.
_NOT_ASKED = re.compile(r"/live$|\{token\}|/provider|/back$|openapi|favicon")
_ALWAYS = {"r": 1, "round_number": 1, "n": 1, "a": 1, "b": 2, "day": "2024-01-31"}


def told(
    c: Community,
    people: Sequence[str],
    talk: int,
    numbers: Sequence[int],
    only: Collection[str] = (),
) -> dict[str, bytes]:
    """What people and readers without an account are answered, by its place, with all exports.

    `talk` and `numbers` are the conversation and the proposals that they look at; with `only`,
    no other places are asked.
    """
    settings = Settings(database_url=c.database.url, secret=SECRET.decode(), tick_seconds=0)
    installation = replace(
        make_installation(settings, clock=c.clock), database=c.database, sender=lambda _: None
    )
    app = create_app(installation)
    found: dict[str, bytes] = {}
    with TestClient(app, follow_redirects=False) as client:
        values = {**_ALWAYS, "talk": talk, "block": c.head.document.blocks[-1].id}
        for who in (*people, READER):
            asker = _Asker(client, c, who)
            for pattern in sorted(_patterns(app)):
                if only and f"{who}: {pattern}" not in only:
                    continue
                for address in _addresses(pattern, c.slug, numbers, values):
                    _keep(found, f"{who}: {pattern}", asker.get(address))
            for name, content in asker.taken_along():
                _keep(found, f"{who}: {name}", content)
    return found | exports(c)


def _keep(found: dict[str, bytes], installation: str, content: bytes) -> None:
    found[installation] = found.get(installation, b"") + content


def exports(c: Community) -> dict[str, bytes]:
    """What the operator exports, in each format; what is packed is unpacked."""
    found = {}
    with c.database.reading() as reader:
        access = as_server(reader, c.charter)
        for form in exporting.FORMATS:
            found[f"export: {form}"] = unpacked(exporting.export(reader, access, form, None))
    return found


def unpacked(content: bytes) -> bytes:
    """The bytes that are read, whatever they were packed in."""
    if content[:2] == b"\x1f\x8b":
        return gzip.decompress(content)
    if content[:2] != b"PK":
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(one.encode() + archive.read(one) for one in archive.namelist())


def _patterns(app: Any) -> set[str]:
    return {
        context.path
        for context in iter_route_contexts(app.router.routes)
        if context.path and "GET" in (context.methods or ()) and not _NOT_ASKED.search(context.path)
    }


def _addresses(
    pattern: str, slug: str, numbers: Sequence[int], values: Mapping[str, Any]
) -> Iterator[str]:
    """The addresses that a pattern stands for: for each proposal, in each charter."""
    if "amendments/{" in pattern:
        every = [{"slug": slug, "k": one, "number": one} for one in numbers]
    else:
        every = [{"slug": one, "number": 1} for one in (slug, ELSEWHERE)]
    if "versions" in pattern:
        every = [{**one, "b": 1} for one in every]
    for one in every if "{slug}" in pattern else every[:1]:
        known = {**values, **one}
        address = _PART.sub(lambda part, known=known: str(known[part[1]]), pattern)
        yield address
        if pattern.endswith("/record") and pattern.startswith("/api"):
            yield f"{address}?openings=true"


class _Asker:
    """Somebody else with a browser, a program and a calendar."""

    def __init__(self, client: TestClient, c: Community, who: str) -> None:
        self._client, self._calendar = client, ""
        self._cookie: dict[str, str] = {}
        self._token: dict[str, str] = {}
        if who == READER:
            return
        someone = c.people[who]
        with c.database.writing() as writer:
            session = sessions.new_session(writer, someone.person)
            token = tokens.new_token(writer, someone.email, "reading")
        with c.writing(who) as (writer, access):
            self._calendar = calendar_path(writer, SECRET, access, someone.person)
        self._cookie = {"Cookie": f"charter_session={session}"}
        self._token = {"Authorization": f"Bearer {token}"}

    def get(self, address: str) -> bytes:
        """What an address answers, header and all."""
        headers = self._token if address.startswith("/api/") else self._cookie
        answer = self._client.get(address, headers=headers)
        assert answer.status_code < 500, address
        return repr(dict(answer.headers)).encode() + answer.content

    def taken_along(self) -> Iterator[tuple[str, bytes]]:
        """The calendar of one's own, and all that is kept about oneself."""
        if self._calendar:
            yield "own calendar", self.get(self._calendar)
            answer = self._client.post("/me/data/export", headers=self._cookie)
            assert answer.status_code == 200
            yield "/me/data/export", unpacked(answer.content)
