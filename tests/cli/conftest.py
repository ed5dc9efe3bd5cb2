"""The command line, run in this process as a terminal would run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import cli
from tests.support.databases import Source

ROOT = Path(__file__).parents[2]
SECRET = "a secret of the tests"
TEXT = "# Ours\n\nBe kind.\n\n- One\n- Two\n"
FOUND = (
    "--slug", "ours", "--title", "Ours", "--dated", "2023-08-08",
    "--steward", "ada@example.org", "--timezone", "Europe/Berlin",
)  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Command:
    """Run `charter …` in a folder that is empty at first, with a database in it by default."""
    monkeypatch.setenv("CHARTER_DATABASE_URL", f"sqlite:///{tmp_path / 'data' / 'charter.db'}")
    monkeypatch.setenv("CHARTER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CHARTER_SECRET", SECRET)
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["charter", *map(str, words)])
        status = 0
        try:
            cli.run()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        out, err = capsysbinary.readouterr()
        return Done(status, out.decode(), err.decode())

    return run


@dataclass(frozen=True)
class FoundOnce:
    """What `charter found` makes of an empty database: made once, and copied for each test."""

    folder: Path

    def __call__(self, url: str) -> None:
        """Found the charter of `founded` in the database at this address."""
        file = self.folder / "text.md"
        file.write_text(TEXT, encoding="utf-8")
        wanted = {
            "CHARTER_DATABASE_URL": url,
            "CHARTER_DATA": str(self.folder / "data"),
            "CHARTER_SECRET": SECRET,
        }
        subprocess.run(
            [sys.executable, "-c", "from app.cli import run; run()", "found", file, *FOUND],
            check=True, capture_output=True, cwd=ROOT, env={**os.environ, **wanted},
        )  # fmt: skip


@pytest.fixture(scope="session")
def foundings(tmp_path_factory: pytest.TempPathFactory) -> dict[int, FoundOnce]:
    """One for each kind of database, made when it is first asked for."""
    return defaultdict(lambda: FoundOnce(tmp_path_factory.mktemp("founding")))


@pytest.fixture
def charter(
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    source: Source,
    foundings: dict[int, FoundOnce],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> Iterator[Command]:
    """Run `charter …` on a database of either kind: empty at first, or that of `founded`."""
    if "founded" in request.fixturenames:
        founding = foundings[id(source)]
        url = source.fresh(founding)
        shutil.copytree(founding.folder / "data", tmp_path / "data")
    else:
        url = source.empty()
    monkeypatch.setenv("CHARTER_DATABASE_URL", url)
    yield command
    source.forget(url)


@pytest.fixture
def founded(charter: Command, tmp_path: Path) -> Command:
    """As `charter`, with a small charter founded."""
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    return charter
