"""Every act: what is sent to the service, and what the server and the command line do themselves.

Most requests are those of the matrix of rights (`tests/matrix`), each by somebody who may. What the
matrix does not do on its own stage stands in `acts_more`.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from httpx import Response
from sqlalchemy.exc import DBAPIError

from app import cli
from app.storage.engine.commit_fate import following, in_words
from app.storage.engine.database import Unusable
from app.web.middleware import SAFE_METHODS
from tests.faults.stage import Stage
from tests.matrix.asking import ALWAYS
from tests.matrix.parts import Row
from tests.matrix.rows import CHARTER_PAGES, PLACE, PROPOSAL_PAGES
from tests.matrix.rows_api import CHARTER_API, PROPOSAL_API
from tests.matrix.scene import ROLES, STATES

#: Whom the act is asked of first, and about what.
FIRST = ["steward", "author", "member", "objector", "asked", *ROLES]
#: What is done once the answer has left, so that its time does not tell who is known here.
AFTERWARDS = {"POST /sign-in"}
ABOUT = ["discussion", "opened", "answered", "draft", *STATES]

PART = re.compile(r"\{([\w -]+)(?::\w+)?\}")

UNKNOWN = "It may have been saved. Look before you try again."
NOTHING = "nothing was saved"
ONLY_READ = "Try again soon."
IN_PART = "All else is done, but not"


@dataclass(frozen=True)
class Said:
    """What a caller was told: `done`, `nothing` was saved, `unknown`, `asked` again, or else.

    `in part`: that all else is done, of something that is several acts.
    """

    kind: str
    text: str = ""


@dataclass(frozen=True)
class Act:
    """Something that somebody does. `afterwards`: it goes on once the answer has left.

    `steps`: it is several acts by its nature, each of which is whole; why.
    """

    name: str
    afterwards: bool = field(default=False, kw_only=True)
    steps: str = field(default="", kw_only=True)
    begin: Callable[[Stage], None] | None = field(default=None, kw_only=True)

    def __str__(self) -> str:
        return self.name

    def prepare(self, stage: Stage) -> None:
        """Set the scene, from one that was set back."""
        if self.begin is not None:
            self.begin(stage)

    def do(self, stage: Stage) -> Said:
        """Do it. What is raised is for a caller to be told."""
        raise NotImplementedError


@dataclass(frozen=True)
class Request(Act):
    """A request to the service by someone: a page's with a session, the API's with a token."""

    who: str | None
    method: str
    pattern: str
    sent: Any = None
    state: str = "discussion"
    values: Mapping[str, Any] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    ends: int = 0

    def do(self, stage: Stage) -> Said:
        """Send it, and read the answer."""
        answer = self.send(stage)
        if answer.status_code < 400 or answer.status_code == self.ends:
            return Said("done", f"{answer.status_code}")
        text = " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
        if answer.status_code != 503:
            return Said("else", f"{answer.status_code}: {text[-300:]}")
        return told(text, only_read=self.method in SAFE_METHODS)

    def send(self, stage: Stage) -> Response:
        """Send it."""
        # What an answer before gave the browser to keep would make this another request.
        stage.client.cookies.clear()
        known = {**ALWAYS, **stage.world.filled(self.state)}
        known |= {name: fill(value, known) for name, value in self.values.items()}
        address = PART.sub(lambda part: str(known[part[1]]), self.pattern)
        body = fill(self.sent, known) if self.sent else None
        headers = dict(self.headers)
        if address.startswith("/api/"):
            if self.who:
                headers["Authorization"] = f"Bearer {stage.world.tokens[self.who]}"
            return stage.client.request(self.method, address, json=body, headers=headers)
        cookies = {name: fill(value, known) for name, value in self.cookies.items()}
        if self.who:
            cookies["session"] = stage.world.sessions[self.who]
        said = "; ".join(f"__Host-charter_{name}={value}" for name, value in cookies.items())
        headers |= {"Cookie": said} if said else {}
        return stage.client.request(self.method, address, data=body, headers=headers)


@dataclass(frozen=True)
class Own(Act):
    """What the server does by itself."""

    what: Callable[[Stage], object]

    def do(self, stage: Stage) -> Said:
        """Do it, as who calls it would be told."""
        with following():
            try:
                self.what(stage)
            except DBAPIError as error:
                return told(in_words(error))
            except Unusable as error:
                return told(str(error))
        return Said("done")


@dataclass(frozen=True)
class Command(Act):
    """A command, as typed in."""

    words: tuple[str, ...]
    #: The exit status, without a word on it, of a command that is done and finds more to do.
    ends: int = 0

    def do(self, stage: Stage) -> Said:
        """Run it in this process."""
        told_here = io.StringIO()
        known = {**stage.world.filled("discussion"), "folder": str(stage.folder)}
        argv = ["charter", *(str(fill(one, known)) for one in self.words)]
        environment = {
            "CHARTER_DATABASE_URL": stage.url,
            "CHARTER_SECRET": "a secret of the tests",
            "CHARTER_DATA": str(stage.folder),
        }
        with (
            mock.patch.object(sys, "argv", argv),
            mock.patch.dict(os.environ, environment),
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(told_here),
        ):
            try:
                cli.run()
            except SystemExit as ended:
                said = " ".join(told_here.getvalue().split())
                if ended.code and (said or ended.code != self.ends):
                    return told(said, refused="cannot be used")
        return Said("done")


def fill(sent: Any, values: Mapping[str, Any]) -> Any:
    """What is sent, with the values in the places of their names, and theirs in them."""
    if isinstance(sent, list):
        return [fill(one, values) for one in sent]
    if isinstance(sent, Mapping):
        return {fill(name, values): fill(one, values) for name, one in sent.items()}
    if not isinstance(sent, str):
        return sent
    whole = PART.fullmatch(sent)
    return values[whole[1]] if whole else PART.sub(lambda part: str(values[part[1]]), sent)


def told(text: str, *, only_read: bool = False, refused: str = NOTHING) -> Said:
    """What words say about what became of an act."""
    if UNKNOWN in text:
        return Said("unknown", text)
    if NOTHING in text or "can only be read" in text or refused in text:
        return Said("nothing", text)
    if only_read and ONLY_READ in text:
        return Said("asked", text)
    return Said("in part" if IN_PART in text else "else", text)


def of_the_matrix() -> list[Request]:
    """The acts of the matrix, each by somebody who may, about something where it can be done."""
    found = []
    for table in (PROPOSAL_PAGES, PROPOSAL_API, CHARTER_PAGES, CHARTER_API, PLACE):
        for act, rows in table.items():
            method, _, pattern = act.partition(" ")
            if method in SAFE_METHODS:
                continue
            for row in rows if isinstance(rows, list) else [rows]:
                made = _of(act, method, pattern, row)
                found += [made] if made else []
    return found


def _of(act: str, method: str, pattern: str, row: Row) -> Request | None:
    if row.only_refused:
        return None
    pair = next(((role, state) for state in ABOUT for role in FIRST if row.may(role, state)), None)
    if pair is None:
        return None
    role, state = pair
    more = {"c": 2, "comment_number": 2} if "take-over" in pattern else {}
    name = " ".join(filter(None, (act, row.also)))
    return Request(
        name, ROLES[role], method, pattern, row.sent, state, more, afterwards=act in AFTERWARDS
    )
