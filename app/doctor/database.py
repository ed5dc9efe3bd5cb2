"""Checks of the database: is it there, whole, of this program's schema; are its records true?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, text
from sqlmodel import col, select

from amendments.replay.verify import verify
from app.doctor.findings import UNREAD, Finding, Patient, skipped, trouble, well
from app.services.entry import as_server
from app.services.record.export_record import lines
from app.storage.engine.clock_guard import ClockGuard
from app.storage.engine.session import Reader
from app.storage.tables import EventRow
from app.storage.texts import charters
from app.storage.texts.charters import Charter
from app.storage.upkeep.upgrading import newest_schema

#: So many lines of records are verified without `--whole`: a few seconds.
SHARE = 5000
#: So far the clocks of two machines may be apart.
APART = timedelta(seconds=30)
_RESTORE = "Stop the service, keep a copy of all files, and restore the newest backup."


def reached(patient: Patient) -> Finding:
    """Whether the database answers, and can be written where PostgreSQL has several servers."""
    connection = patient.connection
    if connection is None:
        return trouble(
            "database",
            patient.unreachable,
            "See whether CHARTER_DATABASE_URL leads to it. If there is none yet, charter serve "
            "makes it.",
        )
    if patient.is_sqlite:
        version = connection.execute(text("SELECT sqlite_version()")).scalar_one()
        return well("database", f"SQLite {version} reads it.")
    version = connection.execute(text("SHOW server_version")).scalar_one()
    if connection.execute(text("SELECT pg_is_in_recovery()")).scalar_one():
        return trouble(
            "database",
            f"PostgreSQL {version} answers, but it is a standby, which takes no changes.",
            "Name all servers in CHARTER_DATABASE_URL, with ?target_session_attrs=read-write.",
        )
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        return trouble(
            "database",
            f"The database is encoded as {encoding}.",
            "Make one with CREATE DATABASE … ENCODING 'UTF8', and move by backup and restore.",
        )
    return well("database", f"PostgreSQL {version} answers.")


def schema(patient: Patient) -> Finding:
    """Whether the tables are those that this program works on."""
    if patient.connection is None:
        return skipped("schema", UNREAD)
    known, found = newest_schema(), patient.schema
    if found == known:
        return well("schema", f"It is {found}, as this program wants it.")
    if found is None:
        return trouble("schema", "The database has no tables yet.", "Call charter serve once.")
    if found < known:
        return trouble(
            "schema",
            f"It is {found}, and this program works on {known}.",
            "Make a backup, then start the service: it brings the database up to date.",
        )
    return trouble(
        "schema",
        f"It is {found}, made by a newer version of this program, which knows up to {known}.",
        "Install the newer version.",
    )


def integrity(patient: Patient) -> Finding:
    """Whether a SQLite file is whole; with `--whole`, its indexes too."""
    connection = patient.connection
    if connection is None:
        return skipped("integrity", UNREAD)
    if not patient.is_sqlite:
        return skipped("integrity", "PostgreSQL looks after its files itself.")
    pragma = "integrity_check(5)" if patient.whole else "quick_check(5)"
    found = [row[0] for row in connection.execute(text(f"PRAGMA {pragma}"))]
    if found != ["ok"]:
        first = str(found[0]).splitlines()[-1]
        return trouble("integrity", f"The file is damaged: {first}.", _RESTORE)
    lost = connection.execute(text("PRAGMA foreign_key_check")).fetchmany(1000)
    if lost:
        tables = ", ".join(sorted({row[0] for row in lost}))
        return trouble("integrity", f"Rows lead to rows that are missing, in {tables}.", _RESTORE)
    return well("integrity", "The file is whole, and no row leads to one that is missing.")


def records(patient: Patient) -> Finding:
    """Whether each record, or a bounded share of them, follows from its beginning."""
    reader = patient.reader
    if reader is None:
        return skipped("records", UNREAD if patient.connection is None else _OTHER_SCHEMA)
    every = _lengths(reader)
    chosen = every if patient.whole else _share(every)
    done = 0
    for charter, length in chosen:
        report = verify(lines(reader, as_server(reader, charter), openings=True))
        if not report.is_consistent:
            says = f"The record of {charter.slug} is not consistent: {report.problems[0]}"
            return trouble(
                "records", says, "Keep a copy of the database, and compare with older backups."
            )
        done += length
    says = f"{len(chosen)} of {len(every)} records are verified, {done} lines."
    return well("records", says if len(chosen) == len(every) else f"{says} All: with --whole.")


_OTHER_SCHEMA = "The database has another schema, so this was not looked at."


def _lengths(reader: Reader) -> list[tuple[Charter, int]]:
    """Every charter and how long its record is, the shortest first."""
    counted = dict(
        reader.session.exec(
            select(EventRow.charter_id, func.count(col(EventRow.id))).group_by(
                col(EventRow.charter_id)
            )
        ).all()
    )
    every = [(one, counted.get(one.id, 0)) for one in charters.all_charters(reader)]
    return sorted(every, key=lambda one: (one[1], one[0].id))


def _share(every: list[tuple[Charter, int]]) -> list[tuple[Charter, int]]:
    chosen, sum_ = [], 0
    for charter, length in every:
        sum_ += length
        if sum_ > SHARE:
            break
        chosen.append((charter, length))
    return chosen


def clock(patient: Patient) -> Finding:
    """Whether this machine, the database, and what was written last agree about the time."""
    connection = patient.connection
    if connection is None:
        return skipped("clock", UNREAD)
    now = datetime.now(UTC)
    if not patient.is_sqlite:
        there: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        if abs(there - now) > APART:
            return trouble(
                "clock",
                f"This machine says {_short(now)}, the database {_short(there)}.",
                "Let both machines keep their clocks by NTP (timedatectl).",
            )
    if patient.reader is None:
        return skipped("clock", _OTHER_SCHEMA)
    verdict = ClockGuard(patient.settings.clock_bounds()).look(patient.reader)
    if not verdict.is_right:
        return trouble("clock", verdict.reason, "charter clock tells more, and what to do.")
    last = patient.reader.session.exec(select(func.max(EventRow.at))).one()
    if last is not None and last > now + APART:
        return trouble(
            "clock",
            f"This machine says {_short(now)}, but something was written on {_short(last)}.",
            "Set the clock right before anything else is written (timedatectl).",
        )
    return well("clock", f"It is {_short(now)}, and nothing was written later.")


def _short(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
