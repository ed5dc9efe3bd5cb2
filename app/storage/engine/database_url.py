"""Addresses of databases: `sqlite:///file`, or PostgreSQL's own form, with one host or several.

What cannot be an address is said here in plain words, before any driver says it in its own. The
drivers are imported where they are needed: every command reads the settings, few open a database.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from psycopg import ProgrammingError
    from sqlalchemy.engine import URL

EXAMPLES = "sqlite:///data/charter.db or postgresql://user:password@host:5432/name"
_POSTGRESQL = frozenset({"postgresql", "postgres", "postgresql+psycopg"})
_SQLITE = frozenset({"sqlite", "sqlite+pysqlite"})
_HIGHEST_PORT = 65535
#: What stands in an address as another word than the driver uses.
_LIST = frozenset({"host", "port", "hostaddr"})


class BadDatabaseURL(ValueError):
    """It is no address of a database; the message says what is wrong, without any secret in it."""


def read_database_url(text: str) -> URL:
    """The address in the form that the drivers here are given.

    Several hosts may be given as `postgresql://a:5432,b:5433/name`, as `?host=a:5432,b:5433`, as
    `?host=a:5432&host=b:5433` or as `?host=a,b&port=5432,5433`.

    Raises:
        BadDatabaseURL: it is none, or of a database that is not supported.
    """
    scheme, mark, rest = text.strip().partition("://")
    scheme = scheme.lower()
    if scheme in _SQLITE and mark:
        return _sqlite(rest)
    if scheme in _POSTGRESQL and mark:
        return _postgresql(rest)
    if mark:
        raise BadDatabaseURL("only SQLite and PostgreSQL are supported")
    raise BadDatabaseURL("it is no address of a database")


def sqlite_file(text: str) -> str | None:
    """The file of a SQLite database; None where it is on PostgreSQL.

    Raises:
        BadDatabaseURL: as for `read_database_url`.
    """
    scheme, mark, rest = text.strip().partition("://")
    if scheme.lower() in _SQLITE and mark:
        return _file(rest)
    read_database_url(text)
    return None


def _sqlite(rest: str) -> URL:
    from sqlalchemy.engine import make_url

    return make_url(f"sqlite:///{_file(rest)}")


def _file(rest: str) -> str:
    if not rest.startswith("/"):
        raise BadDatabaseURL("a SQLite file comes after three slashes, or four if it begins with /")
    file = rest[1:]
    if not file or file == ":memory:" or file.endswith("/"):
        raise BadDatabaseURL("a SQLite database needs a file")
    if "?" in file:
        raise BadDatabaseURL("after the name of a SQLite file nothing more can follow, also no “?”")
    if "\0" in file:
        raise BadDatabaseURL("no file can have such a name")
    return file


def _postgresql(rest: str) -> URL:
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    authority, _, question = rest.partition("?")
    named, asked = _question(question)
    try:
        said = conninfo_to_dict(f"postgresql://{authority}")
        # The names of options are the library's to know.
        make_conninfo(**{name: value for name, value in asked.items() if name not in _LIST})
    except ProgrammingError as error:
        raise BadDatabaseURL(_without_secrets(error)) from error
    except ValueError as error:
        raise BadDatabaseURL("it cannot be read") from error
    found: dict[str, str] = {
        **{name: str(value) for name, value in said.items() if value is not None},
        **{name: value for name, value in asked.items() if name not in _LIST},
    }
    hosts, ports = _hosts(found.pop("host", ""), found.pop("port", ""), named, asked)
    return _url(found, hosts, ports)


def _question(question: str) -> tuple[list[str], dict[str, str]]:
    """The hosts that are named after “?”, and all other options, each once."""
    try:
        pairs = parse_qsl(question, keep_blank_values=True, strict_parsing=bool(question))
    except ValueError as error:
        raise BadDatabaseURL("what stands after “?” has the form name=value&name=value") from error
    named = [one for name, value in pairs if name == "host" for one in value.split(",")]
    asked = {name: value for name, value in pairs if name != "host"}
    for name in asked:
        if sum(one == name for one, _ in pairs) > 1 and name != "port":
            raise BadDatabaseURL(f"{name} stands there twice")
    if "port" in asked:
        asked["port"] = ",".join(value for name, value in pairs if name == "port")
    return named, asked


def _hosts(
    hosts: str, ports: str, named: list[str], asked: dict[str, str]
) -> tuple[list[str], list[str]]:
    """The hosts and their ports, as many of these as of those, or none, or one for all."""
    if named and hosts:
        raise BadDatabaseURL("hosts stand both before and after “?”")
    every = hosts.split(",") if hosts else []
    given = (asked.get("port") or ports).split(",") if asked.get("port") or ports else []
    if named:
        split = [_host_and_port(one) for one in named]
        every = [host for host, _ in split]
        own = [port for _, port in split]
        if any(own):
            if given:
                raise BadDatabaseURL("ports stand both with the hosts and apart from them")
            given = own
    if any(not one for one in every):
        raise BadDatabaseURL("between the commas of the hosts, one is missing")
    if any("@" in one for one in every):
        raise BadDatabaseURL("an @ in a name or a password is written as %40")
    for port in given:
        if port and not (port.isascii() and port.isdigit() and 0 < int(port) <= _HIGHEST_PORT):
            raise BadDatabaseURL(f"a port is a number from 1 to {_HIGHEST_PORT}")
    if len(given) > 1 and len(given) != len(every):
        raise BadDatabaseURL("there are not as many ports as hosts")
    return every, given


def _host_and_port(text: str) -> tuple[str, str]:
    """The two halves of `host:port`; an address in numbers with colons stands in brackets."""
    if text.startswith("/"):
        return text, ""
    found = re.fullmatch(r"\[([^\[\]]+)\](?::(.*))?|([^:]*)(?::(.*))?", text)
    if found is None:
        raise BadDatabaseURL("an address in numbers with colons stands in brackets, such as [::1]")
    return found[1] or found[3] or "", found[2] or found[4] or ""


def _url(found: dict[str, str], hosts: list[str], ports: list[str]) -> URL:
    from sqlalchemy.engine import URL
    from sqlalchemy.exc import ArgumentError

    database = found.pop("dbname", "")
    if not database:
        raise BadDatabaseURL("it names no database; its name stands after the hosts and a slash")
    several = len(hosts) > 1 or (bool(hosts) and hosts[0].startswith("/"))
    query = dict(found)
    user, password = query.pop("user", None), query.pop("password", None)
    if several:
        query["host"] = ",".join(hosts)
        if any(ports):
            query["port"] = ",".join(ports)
    try:
        return URL.create(
            "postgresql+psycopg",
            user,
            password,
            host=hosts[0] if hosts and not several else None,
            port=int(ports[0]) if ports and ports[0] and not several else None,
            database=database,
            query=query,
        )
    except (ArgumentError, TypeError, ValueError) as error:
        raise BadDatabaseURL("it cannot be read") from error


def shown(url: URL) -> str:
    """An address for people: where the database is, without a password or options."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    hosts = str(url.query.get("host", url.host or "")).split(",")
    ports = str(url.query.get("port", url.port or "")).split(",")
    pairs = zip_longest(hosts, ports, fillvalue="" if len(ports) > 1 else ports[0])
    there = ",".join(f"{host}:{port}" if port else host for host, port in pairs)
    return f"postgresql://{there}/{url.database}"


def _without_secrets(error: ProgrammingError) -> str:
    """What the library says, if that quotes nothing but the name of an option."""
    said = re.search(r'invalid (?:connection option|URI query parameter): ?"([a-z_]+)"', str(error))
    return f"PostgreSQL knows no option “{said[1]}”" if said else "it cannot be read"
