"""The command line, run in this process as a terminal would run it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from app import cli


@dataclass(frozen=True)
class Done:
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def command(monkeypatch, capsysbinary, tmp_path) -> Callable[..., Done]:
    """Run `charter …` in a folder that is empty at first, with a database in it by default."""
    monkeypatch.setenv("CHARTER_DATABASE_URL", f"sqlite:///{tmp_path / 'data' / 'charter.db'}")
    monkeypatch.setenv("CHARTER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CHARTER_SECRET", "a secret of the tests")
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


@pytest.fixture
def charter(command, monkeypatch, source) -> Iterator[Callable[..., Done]]:
    """Run `charter …` on a database of either kind that is empty at first."""
    url = source.empty()
    monkeypatch.setenv("CHARTER_DATABASE_URL", url)
    yield command
    source.forget(url)


@pytest.fixture
def founded(charter, tmp_path) -> Callable[..., Done]:
    """As `charter`, with a small charter founded."""
    file = tmp_path / "text.md"
    file.write_text("# Ours\n\nBe kind.\n\n- One\n- Two\n", encoding="utf-8")
    done = charter(
        "found", file, "--slug", "ours", "--title", "Ours", "--dated", "2023-08-08",
        "--steward", "ada@example.org", "--timezone", "Europe/Berlin",
    )  # fmt: skip
    assert done.status == 0, done.err
    return charter
