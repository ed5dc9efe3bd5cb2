"""Checking a record offline: `verify`. It needs a file, and nothing of the service."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from amendments.refusals import BadInput
from amendments.replay.verify import verify
from app.cli.files import read_file


def verify_(
    file: Annotated[Path, typer.Argument(help="An exported record.")],
    checkpoint: Annotated[
        str | None, typer.Option(help="The digest of a line that you kept earlier.")
    ] = None,
) -> None:
    """Check an exported record offline. Exit status 0 only if it is consistent."""
    try:
        lines = read_file(file).decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        msg = f"{file} is not a record: it is not text."
        raise BadInput(msg) from error
    report = verify(lines, checkpoint)
    for problem in report.problems:
        print(problem)
    if not report.is_consistent:
        msg = f"{file} is not consistent."
        raise BadInput(msg)
    print(
        f"Consistent: {report.events} events, {report.revisions} revisions, {report.decisions} "
        f"decisions replayed, {report.opened} sealed words checked.\n"
        f"Keep this digest to check a later copy against: {report.head}"
    )
