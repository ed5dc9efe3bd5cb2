"""Every act with harm at every statement: `python -m tests.faults [sqlite|postgresql] [NAME…]`.

It prints a row for each act, and ends with 1 if anything was found.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys

from tests.faults.every import every_act
from tests.faults.stage import Stage
from tests.faults.trials import Trial
from tests.support import postgres
from tests.support.databases import PostgresSource, Source, SqliteSource
from tests.support.folders import quick_folder

COLUMNS = "{:>5} {:>4} {:>6} {:>6} {:>9}  {}"


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def run(kind: str, source: Source, wanted: list[str]) -> int:
    """Try every act on one kind of database. Returns how much was found."""
    stage = Stage(source)
    sums = [0, 0, 0, 0, 0]
    _say(f"\n{kind}\n" + COLUMNS.format("stmts", "done", "harms", "halves", "untruths", "act"))
    for act in every_act():
        if wanted and not any(one in act.name for one in wanted):
            continue
        result = Trial(act, stage).run()
        row = [result.statements, result.commits, result.injected, len(result.halves),
               len(result.untruths)]  # fmt: skip
        sums = [one + other for one, other in zip(sums, row, strict=True)]
        sums[-1] += len(result.others)
        _say(COLUMNS.format(*row, act.name))
        if not result.is_well:
            _say(result.found())
    _say(COLUMNS.format(*sums, "all of them"))
    stage.close()
    return sums[3] + sums[4]


def main() -> None:
    """Both kinds of database, or one."""
    os.environ["CHARTER_LIMITS"] = "false"
    logging.disable(logging.CRITICAL)
    kinds = [one for one in sys.argv[1:] if one in {"sqlite", "postgresql"}]
    wanted = [one for one in sys.argv[1:] if one not in kinds]
    found = 0
    if "sqlite" in kinds or not kinds:
        folder = quick_folder("sqlite")
        found += run("sqlite", SqliteSource(folder), wanted)
        shutil.rmtree(folder)
    if "postgresql" in kinds or not kinds:
        programs = postgres.programs()
        if programs is None:
            sys.exit("The PostgreSQL server programs are not installed.")
        server = postgres.Server.start(programs)
        found += run("postgresql", PostgresSource(server), wanted)
        server.stop()
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
