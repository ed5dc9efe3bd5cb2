"""The version of the data: it is another one after each commit of anybody, in any process.

Whoever keeps an answer asks for the version before the answer is made, and again before it is
given once more. So nothing that is kept is older than the last commit that anybody was told of: the
database is asked at each request, and nothing that arrives late is relied on.
"""

from __future__ import annotations

from app.storage.data_version.sqlite import SqliteVersions
from app.storage.data_version.version import DataVersion, DataVersions
from app.storage.engine.database import Database

__all__ = ["DataVersion", "DataVersions", "versions_of"]


def versions_of(database: Database) -> DataVersions:
    """Who tells the version of a database."""
    if database.file is not None:
        return SqliteVersions(database, database.file)
    # Its driver is not there, and takes up memory, for whoever has another database.
    from app.storage.data_version.postgresql import PostgresqlVersions

    return PostgresqlVersions(database)
