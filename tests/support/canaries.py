"""People whose every word carries a mark, so that what is left of them can be found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from app.mail.sending.outbox import put
from app.services import entry
from app.services.authentication import sessions, sign_in, tokens
from app.services.care.moderate import Complaint, make_report
from app.services.writing.proposed import proposed_document
from app.storage.engine.database import Database
from app.storage.mail import notices
from app.storage.mail.notices import Choice
from app.storage.tables import IdentityRow, KeptAnswerRow, PasskeyRow, metadata
from app.storage.writing import drafts
from tests.support.canary_corners import SECRET, guide, post, prepare, speak_in_corners
from tests.support.community import Community

MARK = re.compile(rb"zq(\d{4})", re.IGNORECASE)


def mark(number: int) -> str:
    """The mark of a person, which is also their name and the head of their address."""
    return f"zq{number:04d}"


def common_proposal(c: Community) -> int:
    """A proposal of dov's, in discussion, about which everyone talks."""
    number = c.propose("dov", c.head.document.text + "\nWe listen to birds.\n", title="Birds")
    c.submit("dov", number)
    return number


def talk(c: Community, who: str, common: int) -> int:
    """What somebody says and proposes before a decision. Returns their proposal."""
    if who not in c.people:
        c.join(who)
    wording = f"\n{who} wants this to stand here as well.\n"
    own = c.propose(
        who, c.head.document.text + wording, title=f"{who} title", reason=f"{who} reason",
        summary=f"{who} summary",
    )  # fmt: skip
    c.revise(who, own, c.head.document.text + wording + f"\nAnd {who} this.\n", note=f"{who} note")
    if who[-1] not in "36":
        c.submit(who, own)
        block = _block_with(c, own, who)
        c.comment("ada", own, "What does it mean?", block=block, quote=f"{who} wants")
    c.comment(who, common, f"{who} says this", kind="concern")
    c.comment(
        who, common, f"{who} suggests", kind="suggestion", replacement=f"We listen to {who}.",
        block=_block_with(c, common, "birds"), quote="listen to birds",
    )  # fmt: skip
    c.sense(who, common, "almost")
    promise = c.head.document.blocks[0].id
    with c.writing(who) as (writer, access):
        make_report(writer, access, common, Complaint(promise=promise, body=f"{who} reports"))
    talk = c.begin_mediation(who, "ada", [], f"{who} whispers")
    c.write_note("ada", talk, "I hear you.")
    speak_in_corners(c, who, common)
    return own


def _block_with(c: Community, number: int, words: str) -> str:
    kept = c.amendment(number)
    with c.database.reading() as reader:
        version = entry.newest_version(reader, kept)
        base = entry.revision(reader, c.charter, version.base)
        proposed = proposed_document(reader, version, base)
    return next(one.id for one in proposed.blocks if words in one.text)


def answer(c: Community, who: str, common: int) -> None:
    """What somebody answers in the decision: an objection, or a concern."""
    if int(who[-1]) % 2:
        c.answer(who, common, "object", f"{who} objects", f"{who} would accept")
    else:
        c.answer(who, common, "concern", f"{who} is concerned")


def traces(c: Community, who: str) -> None:
    """Ways in, settings, letters on their way, answers kept for programs of others."""
    person, email = c.people[who].person, f"{who}@example.org"
    with c.database.writing() as writer:
        sessions.new_session(writer, person)
        sign_in.new_code(writer, SECRET, email)
        tokens.new_token(writer, email, f"{who} token")
        now = writer.now
        writer.session.add(
            PasskeyRow(
                person_id=person,
                credential_id=f"{who} credential",
                public_key="k",
                user_handle=f"{who} handle",
                sign_count=0,
                name=f"{who} key",
                created_at=now,
            )
        )
        writer.session.add(
            IdentityRow(person_id=person, issuer="i", subject=f"{who} subject", created_at=now)
        )
        notices.save_choice(writer, person, c.charter.id, Choice())
        drafts.write(writer, person, c.charter.id, f"{who} key", "p", {"text": f"{who} writes"})
        put(writer, email, "A way in", f"Dear {who}")
        put(writer, "ada@example.org", f"{who} said", f"{who} said this", headers={"X": who})
        writer.session.add(
            KeptAnswerRow(
                person_id=c.people["ada"].person,
                key=f"key {person}",
                request_digest="d",
                status=200,
                body=f'{{"name": "{who}"}}',
                created_at=now,
            )
        )


@dataclass(frozen=True)
class Lived:
    """What has been: the names, the proposal of all and those of each, a talk, and the letters."""

    names: list[str]
    numbers: list[int]
    talk: int
    letters: list[Any]


def live(c: Community, count: int) -> Lived:
    """So many people live here, and leave their words everywhere; the last is a steward."""
    names, letters = [mark(number) for number in range(count)], list[Any]()
    prepare(c, daily="cleo")
    common = common_proposal(c)
    guide(c, names[-1], common)
    own = [talk(c, who, common) for who in names]
    whispers = c.begin_mediation(names[0], "ada", ["dov"], f"{names[0]} whispers to dov")
    c.clock.advance(c.charter.ruleset.discussion + timedelta(hours=2))
    c.open("ada", common)
    for who in names:
        answer(c, who, common)
    # The discussion opens now, and the letters go out that are not to wait for the morning.
    c.clock.advance(timedelta(days=2))
    told = -1
    while told != len(letters):
        # Not all of them go at once.
        told = len(letters)
        post(c, letters.append)
    ending = f"{c.head.document.text.rstrip()} And {names[0]}.\n"
    late = c.propose(names[0], ending, title=f"{names[0]} comes late")
    c.submit(names[0], late)
    for who in names:
        traces(c, who)
    return Lived(names, [common, *own, late], whispers, letters)


def left_in_tables(database: Database) -> set[str]:
    """The marks that any column of any table still holds."""
    return {one for row in rows_of_every_table(database) for one in marks_in(row.encode())}


def rows_of_every_table(database: Database) -> list[str]:
    """Every row of every table, as one would read it."""
    with database.reading() as reader:
        return [
            repr(tuple(row))
            for table in metadata.sorted_tables
            for row in reader.session.connection().execute(text(f"SELECT * FROM {table.name}"))
        ]


def left_in_files(database: Database) -> set[str]:
    """The marks in the bytes of the database's files; nobody's where it is no file."""
    if database.engine.dialect.name != "sqlite":
        return set()
    file = Path(database.url.removeprefix("sqlite:///"))
    files = [Path(f"{file}{tail}") for tail in ("", "-wal", "-shm")]
    return {one for each in files if each.exists() for one in marks_in(each.read_bytes())}


def marks_in(content: bytes) -> set[str]:
    """The marks in some bytes."""
    return {f"zq{one.decode()}" for one in MARK.findall(content)}
