"""Every link and every form of every page leads to a route, whoever looks."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path

from tests.matrix.asking import Asker
from tests.matrix.scene import VISIBILITIES

#: Who looks: those who see different things. Others see what these do.
LOOKERS = ("reader", "stranger", "member", "author", "objector", "steward")
#: Where the attributes of an element lead, and how.
GETS = ("href", "hx-get", "sse-connect")
POSTS = ("formaction", "hx-post", "data-options")
#: How many pages of one kind (one route, asked for the same things) are looked at.
OF_A_KIND = 2
#: What is not a page to look at: a stream goes on for ever.
NOT_READ = ("/static/", "/{slug}/live", "/{slug}/calendar/{token}.ics")


@dataclass
class Ways(HTMLParser):
    """All the ways out of a page: a method and an address."""

    def __post_init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what leads somewhere."""
        given = dict(attrs)
        if tag == "form":
            self._take((given.get("method") or "get").upper(), given.get("action"))
        for name in GETS:
            self._take("GET", given.get(name))
        for name in POSTS:
            self._take("POST", given.get(name))

    def _take(self, method: str, address: str | None) -> None:
        if address and not urlsplit(address).scheme and not address.startswith("#"):
            self.found.append((method, address))


def ways_out(source: str) -> list[tuple[str, str]]:
    """All the ways out of a page."""
    reader = Ways()
    reader.feed(source)
    return reader.found


class Roads:
    """The routes of the service by method, in the order in which they are tried."""

    def __init__(self, app: Any) -> None:
        self.known = [
            (one.path, one.methods, compile_path(one.path)[0])
            for one in iter_route_contexts(app.router.routes)
            if one.path
        ]

    def of(self, method: str, address: str) -> str | None:
        """The pattern of the route to which an address leads."""
        path = urlsplit(address).path
        if path.startswith("/static/"):
            return "/static/"
        found = (
            road for road, ways, one in self.known if method in (ways or "GET") and one.match(path)
        )
        return next(found, None)


def wrong_ways(asker: Asker, roads: Roads, starts: list[str]) -> tuple[list[str], Counter[str]]:
    """Ways that lead nowhere, from all pages that can be reached; and how many pages of a kind."""
    waiting, met, wrong = deque(starts), set(starts), []
    looked: Counter[str] = Counter()
    while waiting:
        here = waiting.popleft()
        kind = f"{roads.of('GET', here)} {re.sub('=[^&]*', '', urlsplit(here).query)}"
        if kind.startswith(NOT_READ) or looked[kind] == OF_A_KIND:
            continue
        looked[kind] += 1
        answer = asker.send("GET", here)
        if answer.status_code >= 500:
            wrong.append(f"{here}: {answer.status_code}")
        ways = [("GET", answer.headers["location"])] if answer.is_redirect else []
        if answer.headers.get("content-type", "").startswith("text/html"):
            ways += ways_out(answer.text)
        for method, address in ways:
            if roads.of(method, address) is None:
                wrong.append(f"{here}: {method} {address}")
            there = urldefrag(address).url
            if method == "GET" and there not in met and roads.of(method, there):
                met.add(there)
                waiting.append(there)
    return wrong, looked


@pytest.mark.parametrize("role", LOOKERS)
def test_every_way_out_of_a_page_leads_to_a_route(stage, role):
    starts = ["/", *(f"/{slug}" for slug in VISIBILITIES.values())]
    wrong, looked = wrong_ways(stage.askers[role], Roads(stage.app), starts)
    assert not wrong, "\n".join([f"{role}:", *wrong])
    kinds = {kind.partition(" ")[0] for kind in looked}
    assert {"/", "/sign-in" if role == "reader" else "/me", "/{slug}/amendments/{k:int}"} <= kinds
    assert len(kinds) > 15


def test_a_form_that_leads_nowhere_is_found(stage):
    page = (
        '<form method="post" action="/inner/notes"><button>Say it</button></form><a href="#a">A</a>'
    )
    assert ways_out(page) == [("POST", "/inner/notes")]
    roads = Roads(stage.app)
    assert roads.of("POST", "/inner/notes") is None
    assert roads.of("POST", "/inner/mediation/3/notes") == "/{slug}/mediation/{talk:int}/notes"
    assert roads.of("GET", "/inner/mediation/3/notes") is None
