"""The peer of an answer in a decision: a bare route that keeps a row and a line, and commits.

It does what every act has to do and nothing else: FastAPI reads the body, one thread begins a
transaction on the same kind of database with the same settings and pool, inserts one row and one
line of a log that is chained by digests, and commits before the answer leaves.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select

from app.storage.engine.database import Database

_metadata = MetaData()
_ROWS = Table(
    "bare_stance",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("who", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("at", String, nullable=False),
)
_LINES = Table(
    "bare_event",
    _metadata,
    Column("seq", Integer, primary_key=True),
    Column("line", String, nullable=False),
    Column("digest", String, nullable=False),
)
_LAST = select(_LINES.c.seq, _LINES.c.digest).order_by(_LINES.c.seq.desc()).limit(1)


class BareStance(BaseModel):
    """What is sent."""

    stance: str
    reason: str | None = None


def make(url: str) -> None:
    """Make its tables."""
    database = Database(url)
    database.make()
    _metadata.create_all(database.engine)
    database.dispose()


class BareAnswers:
    """One thing that is decided: its log has one writer at a time."""

    def __init__(self, database: Database) -> None:
        self._engine = database.engine.execution_options(immediate=True)
        self._lock = Lock()

    def keep(self, body: BareStance, who: str) -> int:
        """Keep an answer. Returns the number of its line."""
        at = datetime.now(UTC).isoformat()
        with self._lock, self._engine.begin() as connection:
            last = connection.execute(_LAST).first()
            seq, digest = (last.seq + 1, last.digest) if last else (1, "")
            line = json.dumps({"seq": seq, "previous": digest, "at": at, "stance": body.stance})
            connection.execute(insert(_ROWS).values(who=who, kind=body.stance, at=at))
            digest = hashlib.sha256(line.encode()).hexdigest()
            connection.execute(insert(_LINES).values(seq=seq, line=line, digest=digest))
        return int(seq)


def serve(port: int, url: str) -> None:
    """Serve one route that takes an answer."""
    import uvicorn
    from fastapi import FastAPI

    app, answers = FastAPI(), BareAnswers(Database(url))

    @app.put("/stance")
    def answer(body: BareStance) -> dict[str, Any]:
        return {"seq": answers.keep(body, secrets.token_hex(8)), "stance": body.stance}

    uvicorn.run(app, port=port, log_level="error", access_log=False)
