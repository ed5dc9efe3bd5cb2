"""Erasing by letter, and bringing a backup back afterwards."""

import json
import zipfile

from app.settings import Settings


def test_someone_who_asks_by_letter(founded, tmp_path):
    founded("member", "ours", "bo@example.org", "--name", "Bo")
    file = tmp_path / "bo.zip"
    assert founded("my-data", "bo@example.org", "-o", file).status == 0
    data = json.loads(zipfile.ZipFile(file).read("my-data.json"))
    assert (data["name"], data["email"]) == ("Bo", "bo@example.org")
    assert founded("my-data", "nobody@example.org", "-o", file).status == 1
    told = founded("erase", "bo@example.org")
    assert "Nothing was done" in told.out
    refused = founded("erase", "ada@example.org", "--yes").err
    assert "Ours: You are the only steward. Make someone else a steward first.\n" in refused
    assert founded("erase", "bo@example.org", "--words", "--yes").status == 0
    assert founded("my-data", "bo@example.org", "-o", file).status == 1
    record = tmp_path / "record"
    founded("export", "ours", "--format", "record", "-o", record)
    assert founded("verify", record).status == 0
    assert "Bo" not in record.read_text()


def test_a_backup_brings_nobody_back(founded, tmp_path, monkeypatch, sqlite_source):
    founded("member", "ours", "bo@example.org", "--name", "Bo")
    token = founded("token", "ada@example.org").out
    backup = tmp_path / "backup.gz"
    assert founded("backup", backup).status == 0
    assert founded("erase", "bo@example.org", "--yes").status == 0
    kept = Settings().erasures_file()
    assert "bo" not in kept.read_text()
    for listed, moving, said in ((kept, False, "1 people"), (None, True, "no list")):
        url = sqlite_source.empty()
        monkeypatch.setenv("CHARTER_DATABASE_URL", url)
        monkeypatch.setenv("CHARTER_ERASURES", str(tmp_path / "new" / url.rpartition("/")[2]))
        done = founded("restore", backup, *(["--moving"] if moving else ["--erasures", listed]))
        assert done.status == 0
        assert said in done.out + done.err
        is_there = founded("my-data", "bo@example.org", "-o", tmp_path / "bo.zip").status == 0
        assert is_there == moving
        assert lives(url, token.strip()) == moving
        sqlite_source.forget(url)
    missing = founded("restore", backup, "--erasures", tmp_path / "no")
    assert (missing.status, "nothing was restored" in missing.err) == (1, True)
    (tmp_path / "bad").write_text("nonsense\n")
    assert "no list of erasures" in founded("restore", backup, "--erasures", tmp_path / "bad").err


def lives(url, token):
    from app.services.authentication.tokens import find_token
    from app.storage.engine.database import Database

    database = Database(url)
    try:
        with database.reading() as reader:
            return find_token(reader, token) is not None
    finally:
        database.dispose()
