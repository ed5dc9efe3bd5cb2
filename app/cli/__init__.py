"""The command line: `charter …`. An error is one line that says what and what to do."""

from __future__ import annotations

import sys

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from amendments.refusals import Refusal
from app.cli.commands import app
from app.setting_values import in_words
from app.settings import Settings
from app.storage import trouble
from app.storage.clock_rules import ClockStopped
from app.storage.database import Unusable
from app.storage.trouble import following
from charter import Refused


def run() -> None:
    """Run the command that was asked for; exit status 1 and one line where it cannot be done."""
    with following():
        _run()


def _run() -> None:
    try:
        app()
    except (Refusal, Refused) as refused:
        _fail(refused.reason)
    except ValidationError as error:
        _fail(in_words(error, Settings))
    except ClockStopped as stopped:
        _fail(f"{stopped.reason} See: charter clock")
    except Unusable as problem:
        _fail(str(problem))
    except OSError as error:
        _fail(f"{error.filename or 'The file or address'}: {error.strerror or error}.")
    except DBAPIError as error:
        _fail(_database_in_words(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a person
        _fail(f"It could not be done: {_first_line(error)}.")


def _database_in_words(error: DBAPIError) -> str:
    return f"{trouble.in_words(error)} The database said: {_first_line(error.orig or error)}."


def _first_line(error: BaseException) -> str:
    said = str(error).strip().splitlines()
    return said[0].rstrip(".") if said else type(error).__name__


def _fail(words: str) -> None:
    print(f"charter: {' '.join(words.split())}", file=sys.stderr)
    sys.exit(1)
