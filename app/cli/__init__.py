"""The command line: `charter …`. An error is one line that says what and what to do."""

from __future__ import annotations

import sys

from amendments.refusals import Refusal
from app.cli.commands import app
from app.storage.engine.attempts import following


def run() -> None:
    """Run the command that was asked for; exit status 1 and one line where it cannot be done."""
    with following():
        _run()


def _run() -> None:
    try:
        app()
    except Refusal as refused:
        _fail(refused.reason)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a person
        from app.cli.failing import in_words

        _fail(in_words(error))


def _fail(words: str) -> None:
    print(f"charter: {' '.join(words.split())}", file=sys.stderr)
    sys.exit(1)
