"""Checks of what stands around the database: folder, disk, secret, lists, backups."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import make_url

from amendments.refusals import BadInput
from app.doctor.findings import UNREAD, Finding, Patient, skipped, trouble, well
from app.services.upkeep import restoring
from app.storage.upkeep import erasures

LEAST_FREE = 200_000_000
OLDEST_BACKUP = timedelta(days=8)
_LOCAL = {"localhost", "127.0.0.1", "::1"}
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def address(patient: Patient) -> Finding:
    """Where links lead, and whether others can read along."""
    settings = patient.settings
    if settings.is_https or settings.host in _LOCAL:
        return well("address", f"Links lead to {settings.base_url}.")
    return trouble(
        "address",
        f"Links lead to {settings.base_url}: without HTTPS, everyone on the way can read along.",
        "Put a proxy with HTTPS before it, and set CHARTER_BASE_URL to its address (https://…).",
    )


def data_folder(patient: Patient) -> Finding:
    """Whether the data folder is there, can be written, and is its owner's alone."""
    folder = patient.settings.home.folder
    if not folder.is_dir():
        return skipped("data", f"There is no data folder yet: {folder}. Serving makes it.")
    files = [folder, *(one for one in _kept_files(patient) if one.exists())]
    if locked := [one for one in files if not os.access(one, os.R_OK | os.W_OK)]:
        return trouble(
            "data",
            f"{_named(locked)} cannot be written by who calls this.",
            "Call it as the user who serves; else give that user these files (chown), or see "
            "whether the disk can only be read.",
        )
    if open_ones := [one for one in files if one.stat().st_mode & _OTHERS]:
        return trouble(
            "data",
            f"{_named(open_ones)} can be read by other users of this machine.",
            f"chmod go= {' '.join(map(str, open_ones))}",
        )
    return well("data", f"{folder} can be written, by its owner alone.")


def _kept_files(patient: Patient) -> list[Path]:
    settings = patient.settings
    files = [settings.home.folder / "secret", settings.erasures_file()]
    if patient.is_sqlite:
        name = make_url(settings.database_url).database or ""
        files += [Path(name + tail) for tail in ("", "-wal", "-shm")]
    return files


def _named(files: list[Path]) -> str:
    return ", ".join(map(str, files))


def restore(patient: Patient) -> Finding:
    """Whether a restore was cut short."""
    note = patient.settings.home.folder / restoring.NOTE
    if not note.exists():
        return well("restore", "None is unfinished.")
    return trouble(
        "restore",
        "A restore began, and did not tell of its end.",
        "Call charter serve: it says whether charter restore is to be called once more.",
    )


def disk(patient: Patient) -> Finding:
    """Whether there is room: a backup, and cleaning up, need as much again as there is."""
    folder = patient.settings.home.folder.absolute()
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    size = 0
    if patient.is_sqlite:
        file = Path(make_url(patient.settings.database_url).database or "")
        size = file.stat().st_size if file.is_file() else 0
    free, wanted = shutil.disk_usage(there).free, max(LEAST_FREE, 2 * size)
    says = f"{_megabytes(free)} are free where {there} is."
    if free >= wanted:
        return well("disk", says)
    return trouble("disk", says, f"Make room: {_megabytes(wanted)} should be free.")


def _megabytes(count: int) -> str:
    return f"{count // 1_000_000:,} MB"


def secret(patient: Patient) -> Finding:
    """Whether there is a secret that nobody guesses. None is made here."""
    settings, file = patient.settings, patient.settings.home.folder / "secret"
    if settings.secret:
        try:
            settings.secret_key()
        except BadInput as guessable:
            return trouble("secret", guessable.reason, "Set another; everyone signs in anew.")
        return well("secret", "It is set as CHARTER_SECRET.")
    if file.is_file():
        if file.read_text(encoding="ascii", errors="replace").strip():
            return well("secret", f"It is kept in {file}.")
        return trouble("secret", f"{file} is empty.", "Put it back from your copy, or remove it.")
    if patient.schema is None:
        return skipped("secret", f"There is none yet: {file}. Serving makes it.")
    return trouble(
        "secret",
        f"{file} is missing, though there is a database.",
        "Put it back from your copy. Without it a new one is made: everyone signs in anew, and "
        "links in letters and addresses of calendars no longer work.",
    )


def list_of_erasures(patient: Patient) -> Finding:
    """Whether the list beside the database names all who were erased."""
    file, reader = patient.settings.erasures_file(), patient.reader
    try:
        listed = {one.person for one in erasures.read_list(file)}
    except (ValueError, LookupError, TypeError):
        return trouble("erasures", f"{file} is no list of erasures.", "Put it back from your copy.")
    if reader is None:
        return skipped("erasures", UNREAD)
    known = {one.person for one in erasures.every(reader)}
    if missing := known - listed:
        return trouble(
            "erasures",
            f"{len(missing)} of {len(known)} who were erased are not in {file}.",
            "Serve, or call charter tick: it adds them. Keep the list with your backups.",
        )
    return well("erasures", f"{len(listed)} are listed, nobody is missing.")


def backups(patient: Patient) -> Finding:
    """How old the newest backup is, where backups are kept in the data folder."""
    folder = patient.settings.home.folder / "backups"
    files = [one for one in folder.iterdir() if one.is_file()] if folder.is_dir() else []
    if not files:
        return skipped(
            "backups", f"None is in {folder}; whether they are elsewhere is not known here."
        )
    newest = max(files, key=lambda one: one.stat().st_mtime)
    age = patient.now - datetime.fromtimestamp(newest.stat().st_mtime, UTC)
    says = f"The newest is {newest.name}, {age.days} days old."
    if age <= OLDEST_BACKUP:
        return well("backups", says)
    return trouble("backups", says, "See why no newer one was made, and call charter backup.")
