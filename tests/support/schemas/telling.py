"""Fill a database with the program that is found first, and write all its rows down.

    python tests/support/schemas/telling.py FILE

It runs with programs of long ago, too: PYTHONPATH names their checkout. So it needs nothing of
them but the demonstration's story, which every program tells with its own services: a charter with
twelve people, three revisions that they decided on, a round with an objection open, comments and a
draft. What the story leaves empty gets a row each, as far as that time had a table for it.
"""

from __future__ import annotations

import datetime as dt
import json
import lzma
import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, insert, select, text

from app.demo.story import tell
from app.storage.engine.database import Database
from app.storage.tables import metadata

#: The form in which rows are written: that of the first backups, which fits both databases.
FORMAT = "living-charter-backup/1"
#: When every story ends.
UNTIL = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
LATER = UNTIL + dt.timedelta(days=30)
_DAY = UNTIL.date()
_DIGEST = "5eed" * 16
#: Member 6 objects in round 4, which is open. 1 and 2 are the stewards; 3, 4, … are members.
_MAIL = "Carlos,\n\nthere is news about the Care Charter.\n"
_REST: dict[str, dict[str, Any]] = {
    "outgoing_mail": {
        "to_address": "carlos@example.org",
        "subject": "News about the Care Charter",
        "body": _MAIL,
        "html": f"<p>{_MAIL}</p>",
        "headers": "{}",
        "due_at": UNTIL,
        "tries": 0,
    },
    "web_session": {
        "token_digest": _DIGEST,
        "person_id": 3,
        "fresh_at": UNTIL,
        "last_used_on": _DAY,
        "expires_at": LATER,
    },
    "api_token": {
        "token_digest": _DIGEST,
        "person_id": 6,
        "name": "A script",
        "scope": "steward",
        "last_used_on": _DAY,
    },
    "sign_in": {
        "person_id": 3,
        "address_digest": _DIGEST,
        "browser_digest": _DIGEST,
        "code_digest": _DIGEST,
        "expires_at": UNTIL + dt.timedelta(minutes=10),
        "tries": 1,
    },
    "passkey": {
        "person_id": 3,
        "credential_id": "Y3JlZGVudGlhbA",
        "public_key": "a2V5",
        "user_handle": "aGFuZGxl",
        "sign_count": 2**33,
        "name": "A phone",
    },
    "identity": {"person_id": 4, "issuer": "https://id.example.org", "subject": "dilnoza"},
    "ceremony": {
        "key_digest": _DIGEST,
        "kind": "passkey-sign-in",
        "next": "/",
        "expires_at": UNTIL + dt.timedelta(minutes=5),
    },
    "kept_answer": {
        "person_id": 3,
        "key": "once",
        "request_digest": _DIGEST,
        "status": 201,
        "body": '{"id": 1}',
    },
    "author_invitation": {"member_id": 9, "invited_by": 7},
    "summary": {"version": 1, "member_id": 1},
    "sense": {"member_id": 8, "sense": "almost", "version": 1},
    "seen": {"member_id": 8, "version": 1},
    "statement": {"round_id": 1, "member_id": 1},
    "extension": {"round_id": 1, "member_id": 1, "closes_at": UNTIL},
    "deadline_move": {"round_id": 1, "closes_at": UNTIL, "cause": "need_time"},
    "objection_support": {"objection_id": 1, "member_id": 11},
    "objection_turn": {"objection_id": 1, "member_id": 6, "says": "qualifies"},
    "setting_aside": {"objection_id": 1, "member_id": 1, "raised_in": 1},
    "notice": {"charter_id": 1, "seq": 75, "kind": "comment", "person_id": 3, "due_at": LATER},
    "mail_choice": {
        "person_id": 3,
        "charter_id": 1,
        "rhythm": "daily",
        "holds_important": True,
        "switched_off": "",
    },
    "quiet_hours": {"person_id": 3, "begins": 22, "ends": 7, "timezone": "Europe/London"},
    "comment_edit": {"comment_id": 1, "number": 1},
    "look_again": {
        "comment_id": 1,
        "version": 2,
        "member_id": 4,
        "answer": "still_stands",
        "answered_at": UNTIL,
    },
    "mention": {"comment_id": 2, "member_id": 4, "edit": 0},
    "kept_draft": {
        "person_id": 3,
        "charter_id": 1,
        "key": "new",
        "version": 1,
        "pen": "a window",
        "fields": '{"title": "What I have not sent yet"}',
        "saved_at": UNTIL,
    },
    "invitation": {
        "charter_id": 1,
        "number": 1,
        "is_personal": True,
        "address": "mona@example.org",
        "token_digest": _DIGEST,
        "uses": 1,
        "used": 0,
        "made_by": 1,
        "ends_at": LATER,
    },
    "join_request": {"charter_id": 1, "number": 1, "person_id": 12, "asked_at": UNTIL},
    "steward_change": {
        "charter_id": 1,
        "number": 1,
        "way": "make",
        "member_id": 3,
        "proposed_by": 1,
        "proposed_at": UNTIL,
        "over_at": UNTIL,
    },
    "report": {
        "charter_id": 1,
        "number": 1,
        "about": "comment",
        "target": 1,
        "member_id": 5,
        "settled_at": UNTIL,
        "settled_by": 2,
    },
    "hiding": {
        "comment_id": 5,
        "member_id": 1,
        "restored_at": UNTIL,
        "restored_by": 2,
    },
    "pause": {
        "charter_id": 1,
        "number": 1,
        "member_id": 12,
        "paused_by": 1,
        "until": UNTIL,
        "lifted_at": UNTIL,
        "lifted_by": 2,
    },
    "glossary_edit": {"charter_id": 1, "entry": 1, "number": 1, "member_id": 4},
    "amendment_end": {"kind": "withdrawn", "member_id": 4},
    "announced_end": {
        "member_id": 1,
        "reason": "stale",
        "ends_at": UNTIL,
        "outcome": "refused",
        "over_at": UNTIL,
        "refused_by": 5,
    },
    "taken_up": {"member_id": 5, "withdrawn": True},
    "visibility_consent": {"member_id": 4, "part": "proposals", "granted": True},
}
#: Given to every row above that has such a column and says nothing else.
_MOMENTS = ("at", "created_at", "begun_at", "written_at")
#: Words are only made with events of the record; a row that needs some borrows those of a comment.
_WORDS = (
    "body_id",
    "reason_id",
    "why_id",
    "answer_id",
    "term_id",
    "meaning_id",
    "note_id",
    "refusal_id",
)
#: Tables whose rows would need more than a row: what is erased is on a list beside the database,
#: and what was seen of the clock is true of one machine.
LEFT_EMPTY = frozenset({"erasure", "clock"})


def told() -> list[str]:
    """The lines of a fixture: a head that names the schema, then every row of every table."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'told.db'}"
        tell(url, UNTIL)
        database = Database(url)
        with database.engine.begin() as connection:
            _tell_the_rest(connection)
            lines = [
                json.dumps({"format": FORMAT, "schema": _schema(connection)}),
                *_rows(connection),
            ]
        database.dispose()
    return lines


def _tell_the_rest(connection: Connection) -> None:
    # The last three events have not been told to anybody yet.
    connection.execute(text("UPDATE charter SET reacted = reacted - 3"))
    deciding = connection.execute(text("SELECT amendment_id FROM round WHERE outcome IS NULL"))
    given = {
        "amendment_id": deciding.scalar_one(),
        **dict.fromkeys(_MOMENTS, UNTIL),
        **dict.fromkeys(
            _WORDS, connection.execute(text("SELECT MAX(body_id) FROM comment")).scalar_one()
        ),
    }
    for table in metadata.sorted_tables:
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            continue
        if table.name in LEFT_EMPTY:
            continue
        if table.name not in _REST:
            msg = f"{table.name} is empty: give it a row in `_REST`, or something in the story"
            raise LookupError(msg)
        wanted = {**given, **_REST[table.name]}
        row = {name: value for name, value in wanted.items() if name in table.columns}
        connection.execute(insert(table), row)


def _schema(connection: Connection) -> list[str]:
    return sorted(MigrationContext.configure(connection).get_current_heads())


def _rows(connection: Connection) -> list[str]:
    return [
        json.dumps([table.name, {name: _out(value) for name, value in row.items()}])
        for table in metadata.sorted_tables
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
    ]


def _out(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def write(lines: list[str], file: Path) -> None:
    """Write a fixture, packed as small as it goes."""
    packed = lzma.compress(
        "".join(line + "\n" for line in lines).encode(), preset=9 | lzma.PRESET_EXTREME
    )
    file.write_bytes(packed)


if __name__ == "__main__":
    write(told(), Path(sys.argv[1]))
