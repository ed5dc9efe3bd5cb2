"""Is all well here? A list of checks, each a function that looks at one thing, and changes none."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

from amendments.refusals import BadInput
from app.doctor import database, mail, place
from app.doctor.findings import Check, DoctorState, Finding, Patient, skipped, trouble, well
from app.settings import Settings, read_settings
from app.storage.engine.database import Unusable
from app.storage.upkeep.looking import looking_into
from app.storage.upkeep.upgrading import schema_of

log = logging.getLogger(__name__)

#: In the order in which they are told. A new check is a function and a line here.
CHECKS: tuple[tuple[str, Check], ...] = (
    ("address", place.address),
    ("data", place.data_folder),
    ("disk", place.disk),
    ("secret", place.secret),
    ("database", database.reached),
    ("schema", database.schema),
    ("integrity", database.integrity),
    ("records", database.records),
    ("restore", place.restore),
    ("clock", database.clock),
    ("erasures", place.list_of_erasures),
    ("outbox", mail.outbox),
    ("mail", mail.server),
    ("backups", place.backups),
)


def examine(*, whole: bool = False, ask_mail: bool = False) -> Iterator[Finding]:
    """Look at everything, one finding for each check.

    `whole` also looks at what takes long; `ask_mail` connects to the mail server.
    """
    try:
        settings = read_settings()
    except BadInput as wrong:
        yield trouble("settings", wrong.reason, "Set them right, and call this again.")
        return
    yield well("settings", "Every name is known, and every value makes sense.")
    with ExitStack() as until_the_end:
        patient = _patient(settings, until_the_end, whole=whole, ask_mail=ask_mail)
        for name, check in CHECKS:
            yield _look(name, check, patient)


def _patient(
    settings: Settings, until_the_end: ExitStack, *, whole: bool, ask_mail: bool
) -> Patient:
    patient = Patient(settings, datetime.now(UTC), whole=whole, ask_mail=ask_mail)
    try:
        patient.connection = until_the_end.enter_context(looking_into(settings.database_url))
        patient.schema = schema_of(patient.connection)
    except Unusable as problem:
        patient.connection, patient.unreachable = None, str(problem)
    return patient


def _look(name: str, check: Check, patient: Patient) -> Finding:
    try:
        found = check(patient)
    except Exception as error:
        log.info("the check of %s failed", name, exc_info=error)
        said = str(getattr(error, "orig", None) or error).strip().splitlines()
        words = f"It could not be looked at: {said[0] if said else type(error).__name__}."
        found = trouble(name, words, "See whether the other lines say why.")
        if patient.connection is not None:
            # PostgreSQL answers nothing more in a transaction in which something failed.
            patient.forget_what_failed()
    return Finding(name, found.state, found.says, found.do)


__all__ = ["CHECKS", "DoctorState", "Finding", "examine", "skipped"]
