"""A PostgreSQL server of the tests' own: Debian's programs, a temporary folder, a free port."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.support.folders import quick_folder

PROGRAMS = Path("/usr/lib/postgresql")
#: What makes it quick; nothing in it has to outlive a crash. Cleaning by itself would end
#: transactions between two looks of a test that nothing has changed.
QUICK = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal "
    "-c max_wal_senders=0 -c max_connections=200 -c shared_buffers=64MB -c autovacuum=off "
    "-c unix_socket_directories="
)
USER = "charter"
ATTEMPTS = 3
WHEN_THE_PIPE_CLOSES = 'cat >/dev/null; "$@"; rm -rf "$0"'


def programs() -> Path | None:
    """The folder of the newest server programs on this machine, None if there are none."""
    found = sorted(PROGRAMS.glob("*/bin"), key=lambda path: float(path.parent.name))
    usable = [path for path in found if (path / "postgres").exists()]
    return usable[-1] if usable else None


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def _other_user() -> pwd.struct_passwd | None:
    """Whom to run it as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


class Server:
    """One server, from `Server.start()` to `stop()`."""

    def __init__(self, folder: Path, programs: Path, port: int) -> None:
        self.folder = folder
        self.programs = programs
        self.port = port
        self._data = str(folder / "data")
        self._user = _other_user()
        self._watcher: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls, found: Path) -> Server:
        """Make an empty cluster and start a server on it."""
        folder = quick_folder("postgres")
        server = cls(folder, found, free_port())
        if server._user is not None:
            os.chown(folder, server._user.pw_uid, server._user.pw_gid)
        server._run(
            "initdb", "--no-sync", "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale"
        ).check_returncode()
        for _ in range(ATTEMPTS):
            started = server._run(
                "pg_ctl", "start", "-w", "-l", str(folder / "log"), *server._how()
            )
            if started.returncode == 0:
                server._watch()
                return server
            server.port = free_port()  # somebody may have taken it in between
        raise RuntimeError((folder / "log").read_text())

    def stop(self) -> None:
        """Stop it, and leave nothing behind."""
        if self._watcher is not None:
            self._watcher.communicate()

    def _watch(self) -> None:
        """Let it be stopped when this process ends, however it ends: then a pipe closes."""
        stop = [str(self.programs / "pg_ctl"), "stop", "-m", "immediate", "-D", self._data]
        self._watcher = subprocess.Popen(
            ["sh", "-c", WHEN_THE_PIPE_CLOSES, str(self.folder), *stop],
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._as_user(),
        )

    def _how(self) -> tuple[str, str]:
        return ("-o", f"{QUICK} -h 127.0.0.1 -p {self.port}")

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        # Its output goes to a file: a server that inherited a pipe would hold it open for ever.
        with (self.folder / f"{program}.out").open("ab") as out:
            return subprocess.run(
                [str(self.programs / program), "-D", self._data, *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                check=False,
                **self._as_user(),
            )

    def _as_user(self) -> dict[str, Any]:
        if self._user is None:
            return {}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str | None = None) -> str:
        """Make a database, as a copy of another one if wanted. Returns its address."""
        copied = (
            sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
        )
        self._execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)) + copied)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)
