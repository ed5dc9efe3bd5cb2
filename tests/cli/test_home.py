"""One home of data: the same from every folder, made by few commands, and its owner's alone."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from contextlib import closing

import pytest

from app import home, paths
from app.services.upkeep.starting import close_files
from app.settings import Settings
from tests.support.databases import migrate_once

PROGRAM = [sys.executable, "-c", "from app.cli import run; run()"]
#: Commands that need a database, as they would be called.
OTHERS = [
    ["backup"], ["backup", "b.gz"], ["export", "ours"], ["tick"], ["rules", "ours"],
    ["sign-in", "ada@example.org"], ["token", "ada@example.org"], ["member", "ours", "a@b.org"],
    ["remove", "ours", "a@b.org", "--reason", "x"], ["invite", "ours"], ["reviews", "ours"],
    ["round", "ours", "1", "1"], ["calendar", "ours"], ["glossary", "ours"],
    ["visibility", "ours"], ["diff", "ours", "1", "2"], ["my-data", "a@b.org", "-o", "x.zip"],
    ["erase", "a@b.org"],
]  # fmt: skip


@pytest.fixture(autouse=True)
def unset(monkeypatch, tmp_path):
    """No setting says where data is, and the current folder is empty."""
    for name in [one for one in os.environ if one.startswith("CHARTER_")]:
        monkeypatch.delenv(name)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def usual(monkeypatch, tmp_path):
    """Where data is by default, for these tests."""
    folder = tmp_path / "checkout" / "data"
    monkeypatch.setattr(paths, "data", lambda: folder)
    return folder


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def in_a_process(*words, umask=0o022, **settings):
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CHARTER_")},
        **settings,
    }
    return subprocess.run(
        [*PROGRAM, *map(str, words)], env=environment, capture_output=True, text=True,
        check=False, umask=umask, timeout=60,
    )  # fmt: skip


def found(folder, slug="ours", **settings):
    text = folder / "text.md"
    text.write_text("# Ours\n\nBe kind.\n", encoding="utf-8")
    done = in_a_process(
        "found", text, "--slug", slug, "--title", "Ours", "--dated", "2023-08-08",
        "--steward", "ada@example.org", **settings,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_checkout_keeps_data_beside_itself_and_an_installed_program_where_the_platform_does(
    monkeypatch, tmp_path
):
    assert paths.data() == paths._CHECKOUT / "data"
    monkeypatch.setattr(paths, "_CHECKOUT", tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert paths.data().is_absolute()
    assert paths.data().name == "living-charter"


def test_everything_follows_the_home_from_every_folder(monkeypatch, usual, tmp_path):
    for folder in (tmp_path, tmp_path / "here"):
        monkeypatch.chdir(folder)
        settings = Settings()
        assert settings.database_url == f"sqlite:///{usual / 'charter.db'}"
        assert settings.erasures_file() == usual / "erasures.jsonl"
        monkeypatch.setenv("CHARTER_DATABASE_URL", "postgresql://a@b/c")
        assert Settings().home.folder == usual
        assert Settings().database_url == "postgresql://a@b/c"
        monkeypatch.delenv("CHARTER_DATABASE_URL")


def test_a_named_home_has_the_database_of_the_form_of_earlier_versions_too(monkeypatch, tmp_path):
    monkeypatch.setenv("CHARTER_DATA", str(tmp_path / "named"))
    for url in (None, "sqlite:///data/charter.db"):
        if url:
            monkeypatch.setenv("CHARTER_DATABASE_URL", url)
        assert Settings().database_url == f"sqlite:///{tmp_path / 'named' / 'charter.db'}"
    monkeypatch.setenv("CHARTER_DATABASE_URL", "sqlite:///mine.db")
    assert Settings().database_url == f"sqlite:///{tmp_path / 'named' / 'mine.db'}"
    monkeypatch.setenv("CHARTER_DATABASE_URL", "sqlite:////srv/mine.db")
    assert Settings().database_url == "sqlite:////srv/mine.db"
    assert Settings().home.folder == tmp_path / "named"


def test_a_home_that_moves_with_the_current_folder_is_refused(monkeypatch, tmp_path):
    done = in_a_process("tick", CHARTER_DATA="mine")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"such as {tmp_path / 'here' / 'mine'}" in done.stderr


def test_beside_an_absolute_database_is_its_home_as_before(monkeypatch, tmp_path):
    monkeypatch.setenv("CHARTER_DATABASE_URL", f"sqlite:///{tmp_path / 'x' / 'mine.db'}")
    assert Settings().home.folder == tmp_path / "x"


@pytest.mark.parametrize("kept", ["charter.db", "secret", "erasures.jsonl"])
def test_data_that_earlier_versions_kept_in_the_current_folder_is_found(
    monkeypatch, usual, tmp_path, kept
):
    here = tmp_path / "here" / "data"
    here.mkdir()
    (here / kept).write_text("")
    for url in ("sqlite:///data/charter.db", "postgresql://a@b/c"):
        monkeypatch.setenv("CHARTER_DATABASE_URL", url)
        assert Settings().home.folder == here
        assert Settings().home.is_here
    usual.mkdir(parents=True)
    assert Settings().home.folder == here
    (usual / kept).write_text("")
    with pytest.raises(home.BadInput, match="CHARTER_DATA"):
        Settings()
    monkeypatch.setenv("CHARTER_DATA", str(usual))
    assert Settings().home.folder == usual


def test_a_relative_database_is_found_here_as_before_or_else_in_the_home(
    monkeypatch, usual, tmp_path
):
    monkeypatch.setenv("CHARTER_DATABASE_URL", "sqlite:///mine/x.db")
    assert Settings().database_url == f"sqlite:///{usual / 'mine' / 'x.db'}"
    here = tmp_path / "here" / "mine"
    here.mkdir()
    (here / "x.db").touch()
    assert Settings().database_url == f"sqlite:///{here / 'x.db'}"
    assert Settings().home.folder == here
    (usual / "mine").mkdir(parents=True)
    (usual / "mine" / "x.db").touch()
    with pytest.raises(home.BadInput, match="whole path"):
        Settings()


@pytest.mark.parametrize("words", OTHERS, ids=" ".join)
def test_other_commands_make_no_database_and_say_where_they_looked(
    charter, monkeypatch, tmp_path, words
):
    folder = tmp_path / "none"
    monkeypatch.setenv("CHARTER_DATA", str(folder))
    monkeypatch.delenv("CHARTER_DATABASE_URL")
    done = charter(*words)
    assert (done.status, done.err.count("\n")) == (2 if words[0] == "diff" else 1, 1)
    for word in (
        f"There is no database yet: nothing is in {folder / 'charter.db'}",
        "CHARTER_DATA",
    ):
        assert word in done.err
    assert not folder.exists()


@pytest.mark.postgresql
def test_other_commands_make_no_tables_in_postgresql(charter, monkeypatch, postgres_source):
    url = postgres_source.empty()
    monkeypatch.setenv("CHARTER_DATABASE_URL", url)
    for words in (["backup", "b.gz"], ["tick"], ["sign-in", "ada@example.org"]):
        done = charter(*words)
        assert (done.status, "There is no database yet" in done.err) == (1, True)
    postgres_source.forget(url)


def test_an_empty_file_counts_as_no_database(charter, monkeypatch, tmp_path):
    file = tmp_path / "empty.db"
    file.touch()
    monkeypatch.setenv("CHARTER_DATABASE_URL", f"sqlite:///{file}")
    assert "There is no database yet" in charter("tick").err
    assert file.stat().st_size == 0


def test_a_backup_from_cron_is_that_of_the_home(monkeypatch, tmp_path):
    data = tmp_path / "place"
    found(tmp_path, CHARTER_DATA=str(data))
    assert in_a_process("sign-in", "ada@example.org", CHARTER_DATA=str(data)).returncode == 0
    monkeypatch.chdir("/")
    done = in_a_process("backup", tmp_path / "b.gz", CHARTER_DATA=str(data))
    assert done.returncode == 0
    assert "0 rows" not in done.stdout
    assert str(data / "secret") in done.stdout


def test_with_a_umask_for_all_files_are_still_their_owners_alone(tmp_path):
    data = tmp_path / "place"
    settings = {"CHARTER_DATA": str(data)}
    found(tmp_path, **settings)
    code = in_a_process("sign-in", "ada@example.org", umask=0, **settings)
    assert code.returncode == 0
    export = in_a_process("export", "ours", "--format", "zip", "-o", tmp_path / "x.zip", **settings)
    mine = in_a_process("my-data", "ada@example.org", "-o", tmp_path / "m.zip", umask=0, **settings)
    assert (export.returncode, mine.returncode) == (0, 0)
    assert in_a_process("backup", umask=0, **settings).returncode == 0
    holding = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA user_version')"
    )
    looked = (
        f"{holding}; c.execute('BEGIN IMMEDIATE'); "
        "import os; print(sorted((f, oct(os.stat(sys.argv[2] + '/' + f).st_mode & 0o777)) "
        "for f in os.listdir(sys.argv[2])))"
    )
    said = subprocess.run(
        [sys.executable, "-c", looked, data / "charter.db", data],
        capture_output=True, text=True, check=True, umask=0,
    ).stdout  # fmt: skip
    for name in ("charter.db", "charter.db-wal", "charter.db-shm", "secret", "erasures.jsonl"):
        assert f"('{name}', '0o600')" in said
    assert mode(data) == mode(data / "backups") == 0o700
    (kept,) = (data / "backups").iterdir()
    assert {mode(one) for one in (kept, tmp_path / "x.zip", tmp_path / "m.zip")} == {0o600}


def test_a_text_for_readers_is_written_for_all_who_may_read(tmp_path):
    settings = {"CHARTER_DATA": str(tmp_path / "place")}
    found(tmp_path, **settings)
    assert in_a_process("export", "ours", "-o", tmp_path / "x.md", **settings).returncode == 0
    assert mode(tmp_path / "x.md") == 0o644


def _free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_what_was_open_to_others_is_closed_at_the_start_and_said(charter, monkeypatch, tmp_path):
    data = tmp_path / "open"
    data.mkdir(mode=0o755)
    monkeypatch.setenv("CHARTER_DATA", str(data))
    monkeypatch.delenv("CHARTER_DATABASE_URL")
    monkeypatch.setattr("uvicorn.run", lambda *_, **__: None)
    # Set, so that what the command sets by itself is taken back too.
    monkeypatch.setenv("CHARTER_BASE_URL", "http://127.0.0.1:8000")
    migrate_once(f"sqlite:///{data / 'charter.db'}")
    names = ("charter.db", "charter.db.schema-0001-x", "erasures.jsonl", "secret", "backups/one")
    (data / "backups").mkdir(mode=0o755)
    for name in names:
        (data / name).touch()
        (data / name).chmod(0o644)
    (data / "secret").write_text("a secret of the tests")
    done = charter("serve", "--port", _free_port())
    assert done.status == 0, done.err
    for name in (*names, "backups"):
        assert f"{data / name} was open to other accounts" in done.err
        assert mode(data / name) & 0o077 == 0
    assert mode(data) == 0o700
    assert "was open" not in charter("serve", "--port", _free_port()).err


def test_a_folder_with_files_of_others_is_left_as_it_is_and_that_is_said(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    for name in ("mine.db", "other.txt"):
        (shared / name).touch()
        (shared / name).chmod(0o644)
    kept = home.find("", f"sqlite:///{shared / 'mine.db'}")
    said = close_files(kept, shared / "mine.db", shared / "erasures.jsonl")
    assert mode(shared) == 0o755
    assert (mode(shared / "mine.db"), mode(shared / "other.txt")) == (0o600, 0o644)
    assert any("holds other files too" in line for line in said)
    (shared / "other.txt").unlink()
    close_files(kept, shared / "mine.db", shared / "erasures.jsonl")
    assert mode(shared) == 0o700
