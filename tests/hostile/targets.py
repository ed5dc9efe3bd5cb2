"""Where hostile input can be put: every field of every form, and of every body of the API.

Forms are read from the pages that carry them, bodies from the description of the API; what neither
shows comes from the rows of the matrix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from tests.matrix.asking import ALWAYS, PART, Asker, fill
from tests.matrix.conftest import Stage
from tests.matrix.parts import Row
from tests.matrix.rows import CHARTER_PAGES, ELSEWHERE, PLACE, PROPOSAL_PAGES
from tests.matrix.rows_api import CHARTER_API, PROPOSAL_API
from tests.matrix.scene import ROLES, STATES, Scene

TABLES = (PROPOSAL_PAGES, CHARTER_PAGES, PLACE, PROPOSAL_API, CHARTER_API)
#: It answers for as long as the page is open.
NO_END = "/{slug}/live"
LOOKERS = ("steward", "author", "member", "reader")
#: Addresses that differ by these alone are the same place.
ANY = re.compile(r"\b(?:\d+|[a-z0-9]{12}|[\w-]{43})\b")
#: What stands in addresses that have a secret in them.
MADE_UP = {"token": "made-up", "key": "made-up", "name": "care-charter"}
#: What a field holds where nothing else is known.
EXAMPLES: dict[str, Any] = {
    "string": "A", "integer": 1, "number": 1, "boolean": True, "array": [], "object": {},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """An address, who comes to it, and what they would send."""

    method: str
    address: str
    role: str
    fields: Mapping[str, Any]

    @property
    def is_api(self) -> bool:
        """Whether it takes JSON, and a token."""
        return self.address.startswith("/api/")

    def __repr__(self) -> str:
        return f"{self.method} {self.address} by the {self.role}"


class _Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = given.get("method", "get").upper()
            self.found.append((method, given.get("action", ""), {}))
        elif tag in {"input", "select", "textarea", "button"} and self.found:
            if action := given.get("formaction"):
                self.found.append(("POST", action, dict(self.found[-1][2])))
            if name := given.get("name"):
                self.found[-1][2][name] = given.get("value", "A")


def everywhere(stage: Stage) -> list[Target]:
    """Every target, each once."""
    found: dict[tuple[str, str, frozenset[str]], Target] = {}
    scene = stage.scenes["public"]
    for target in (*_of_rows(scene), *_of_api(stage, scene), *_of_pages(stage, scene)):
        key = (target.method, ANY.sub("n", target.address), frozenset(target.fields))
        found.setdefault(key, target)
    return list(found.values())


def rows() -> Iterator[tuple[str, Row]]:
    """Every row of the matrix with its act."""
    for table in TABLES:
        for act, those in table.items():
            for row in those if isinstance(those, list) else [those]:
                yield act, row
    for act in ELSEWHERE:
        yield act, Row(frozenset({"member"}))


def _best(row: Row) -> tuple[str, str]:
    """Somebody who may, in a state in which they may: they come furthest."""
    wanted = ("steward", "author", "member", "objector", *ROLES)
    for state in ("discussion", "opened", *STATES):
        for role in wanted:
            if row.may(role, state):
                return role, state
    return "steward", "discussion"


def filled(pattern: str, scene: Scene, state: str) -> str:
    """An address with what belongs into it."""
    values = {**MADE_UP, **ALWAYS, **scene.values(state)}
    return PART.sub(lambda part: str(values[part[1]]), pattern)


def _of_rows(scene: Scene) -> Iterator[Target]:
    for act, row in rows():
        method, _, pattern = act.partition(" ")
        if pattern == NO_END:
            continue
        role, state = _best(row)
        sent = fill(row.sent, {**ALWAYS, **scene.values(state)})
        fields = sent if isinstance(sent, Mapping) else {}
        yield Target(method, filled(pattern, scene, state), role, fields)


def _of_api(stage: Stage, scene: Scene) -> Iterator[Target]:
    described = stage.app.openapi()
    known = {act: row for act, row in rows() if "/api/" in act}
    for pattern, operations in described["paths"].items():
        for method, operation in operations.items():
            names = dict(_properties(operation.get("requestBody"), described))
            row = known[f"{method.upper()} {pattern}"]
            role, state = _best(row)
            sent = fill(row.sent, {**ALWAYS, **scene.values(state)})
            names |= sent if isinstance(sent, Mapping) else {}
            yield Target(method.upper(), filled(pattern, scene, state), role, names)


def _properties(part: Any, described: Any) -> Iterator[tuple[str, Any]]:
    """The names of what a body may hold, each with an example, however it is nested."""
    if isinstance(part, list):
        for one in part:
            yield from _properties(one, described)
    if not isinstance(part, dict):
        return
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        yield from _properties(described["components"]["schemas"][name], described)
    for name, shape in part.get("properties", {}).items():
        kinds = {shape.get("type")} | {one.get("type") for one in shape.get("anyOf", ())}
        inner = dict(_properties(shape, described))
        yield name, inner or next((EXAMPLES[kind] for kind in kinds if kind in EXAMPLES), "A")
    for name in ("content", "application/json", "schema", "anyOf", "items"):
        yield from _properties(part.get(name), described)


def _of_pages(stage: Stage, scene: Scene) -> Iterator[Target]:
    for role in LOOKERS:
        asker = stage.askers[role]
        for address in dict.fromkeys(_pages(scene, role)):
            yield from _on_page(asker, role, address)


def _pages(scene: Scene, role: str) -> Iterator[str]:
    for act, row in rows():
        method, _, pattern = act.partition(" ")
        if method != "GET" or "/api/" in pattern or pattern == NO_END or "..." in pattern:
            continue
        about_one = act in PROPOSAL_PAGES
        if about_one and role == "reader":
            continue
        for state in ("draft", "discussion", "opened", "adopted") if about_one else ("discussion",):
            if row.may(role, state):
                yield filled(pattern, scene, state) + (f"?{row.query}" if row.query else "")


def _on_page(asker: Asker, role: str, address: str) -> Iterable[Target]:
    answer = asker.send("GET", address)
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return
    for method, action, fields in _Forms(answer.text).found:
        to = action.partition("#")[0] or address.partition("?")[0]
        if to.startswith("/"):
            yield Target(method, to, role, fields)
