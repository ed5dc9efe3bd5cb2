"""Which program this is: its version, the newest schema that it knows, and the database's own."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version

from amendments.refusals import BadInput
from app.settings import read_settings
from app.storage.database import Unusable
from app.storage.looking import looking_into, newest_schema, schema_of


def of_program() -> str:
    """The version of the installed program."""
    try:
        return installed_version("living-charter")
    except PackageNotFoundError:
        return "unknown"


def lines() -> list[str]:
    """What `charter --version` prints. It changes nothing, and is never in the way."""
    return [
        f"Living Charter {of_program()}, schema {newest_schema()}",
        f"Database: {_of_database()}",
    ]


def _of_database() -> str:
    try:
        with looking_into(read_settings().database_url) as connection:
            found = schema_of(connection)
    except (Unusable, BadInput) as problem:
        return str(problem)
    return f"schema {found}" if found else "it is empty"
