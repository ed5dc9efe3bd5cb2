"""Asking the service as each of the people, and reading what it answers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from httpx import Response
from starlette.testclient import TestClient

from tests.matrix.parts import OUTSIDERS, Row
from tests.matrix.rows import CHARTER_PAGES, PROPOSAL_PAGES
from tests.matrix.rows_api import CHARTER_API, PROPOSAL_API
from tests.matrix.scene import STATES, Scene

PART = re.compile(r"\{(\w+)(?::\w+)?\}")
#: What stands in addresses, the same for every proposal.
ALWAYS = {
    "r": 1,
    "round_number": 1,
    "o": 1,
    "objection": 1,
    "c": 1,
    "comment_number": 1,
    "n": 1,
    "invitation": 1,
    "report_number": 1,
    "a": 1,
    "b": 2,
    "day": "2024-01-31",
}
SHARED_DRAFT = {"author", "co-author", "steward-author", "asked"}
REFUSED = {403, 404, 409}
TO_SIGN_IN = "/sign-in"


@dataclass(frozen=True)
class Cell:
    """One question: may this act be done, on a proposal in this state (or none)?"""

    act: str
    row: Row
    state: str

    @property
    def name(self) -> str:
        """How it is named where the answer is wrong."""
        return " ".join(filter(None, (self.act, self.row.also, f"[{self.state}]")))


def cells() -> Iterator[Cell]:
    """Every act, in every state that there is for it."""
    for table, states in (
        (PROPOSAL_PAGES, list(STATES)),
        (PROPOSAL_API, list(STATES)),
        (CHARTER_PAGES, ["discussion"]),
        (CHARTER_API, ["discussion"]),
    ):
        for act, rows in table.items():
            for row in rows if isinstance(rows, list) else [rows]:
                for state in states:
                    yield Cell(act, row, state)


def is_asked(cell: Cell, role: str, visibility: str) -> bool:
    """Whether a cell is asked now: all with `CHARTER_TESTS_MATRIX=whole`, else a part of them.

    Each act is asked by everyone in one state at least, another one for each; of what members do
    in a charter for members, which is as in a public one, a quarter.
    """
    if cell.row.only_refused and cell.row.may(role, cell.state):
        return False
    if os.environ.get("CHARTER_TESTS_MATRIX") == "whole":
        return True
    by_chance = crc32(f"{cell.act} {cell.row.also} {role} {visibility}".encode())
    if visibility == "members" and role not in OUTSIDERS and by_chance % 4:
        return False
    if cell.act in PROPOSAL_PAGES or cell.act in PROPOSAL_API:
        return list(STATES)[by_chance // 4 % len(STATES)] == cell.state
    return True


def expected(cell: Cell, role: str, visibility: str) -> str:
    """What the rules say: `yes`, `no`, or `hidden`, as if there were nothing at all."""
    if visibility == "members" and role in OUTSIDERS:
        return "hidden"
    is_own = cell.act in PROPOSAL_PAGES or cell.act in PROPOSAL_API
    if is_own and cell.state == "draft" and role not in SHARED_DRAFT:
        return "hidden"
    if cell.row.only_refused:
        return "no"
    return "yes" if cell.row.may(role, cell.state) else "no"


def was(answer: Response, role: str) -> str:
    """What the service answered, in the same three words."""
    status = answer.status_code
    if status in {302, 303, 307} and answer.headers["location"].startswith(TO_SIGN_IN):
        return "no"
    if 200 <= status < 400:
        return "yes"
    if status == 404:
        return "hidden"
    if status in REFUSED or (status == 401 and role == "reader"):
        return "no"
    return f"{status}: {answer.text[:300]}"


@dataclass
class Asker:
    """Someone with a browser and a program."""

    client: TestClient
    role: str
    session: str | None
    token: str | None

    def ask(self, cell: Cell, scene: Scene, *, nothing: bool = False) -> Response:
        """Ask for one act; with `nothing`, on a charter and a proposal that there are not."""
        method, _, pattern = cell.act.partition(" ")
        values = {**ALWAYS, **scene.values(cell.state)}
        if nothing:
            values |= {"k": 99, "number": 99}
            # Who belongs to a charter knows of it; whether there is a draft is not for them.
            hides_all = scene.visibility == "members" and self.role in OUTSIDERS
            values |= {"slug": "nothing"} if hides_all else {}
        if "versions" in pattern:
            values["b"] = 1
        if "revisions" in pattern:
            values["number"] = 1
        if "take-over" in pattern:
            values["c"] = values["comment_number"] = 2
        address = PART.sub(lambda part: str(values[part[1]]), pattern)
        if cell.row.query:
            address += "?" + cell.row.query
        return self.send(method, address, fill(cell.row.sent, values))

    def send(self, method: str, address: str, body: Any = None) -> Response:
        """Send a request, as a browser does or as a program does."""
        if address.startswith("/api/"):
            headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
            body = body if method != "GET" and body else None
            return self.client.request(method, address, json=body, headers=headers)
        headers = {"Cookie": f"charter_session={self.session}"} if self.session else {}
        data = body if method == "POST" else None
        return self.client.request(method, address, data=data, headers=headers)


def disagrees(wanted: str, asker: Asker, cell: Cell, scene: Scene) -> str:
    """Empty if the service answers as the rules say, else what it answered.

    What is refused may also not be there (a decision that was never opened, an objection that is
    not shown yet). What is hidden has to be answered as what was never there.
    """
    answer = asker.ask(cell, scene)
    got = was(answer, asker.role)
    if wanted == "no" and (got in {"no", "hidden"} or answer.status_code in cell.row.refused_as):
        return ""
    if wanted == "hidden" and got == "no":
        nothing = asker.ask(cell, scene, nothing=True)
        return "" if nothing.status_code == answer.status_code else "no, which tells of it"
    return "" if got == wanted else got


def fill(sent: Any, values: Mapping[str, Any]) -> Any:
    """What is sent, with the values in the places of their names."""
    if isinstance(sent, list):
        return [fill(one, values) for one in sent]
    if isinstance(sent, Mapping):
        return {fill(name, values): fill(one, values) for name, one in sent.items()}
    if not isinstance(sent, str):
        return sent
    whole = PART.fullmatch(sent)
    return values[whole[1]] if whole else PART.sub(lambda part: str(values[part[1]]), sent)
