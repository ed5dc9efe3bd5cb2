"""Comparing, exporting, verifying, backing up: from the command line."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest


def test_two_files_are_compared(charter, tmp_path):
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    first.write_text("Be kind.\n\nBe patient.\n", encoding="utf-8")
    second.write_text("Be very kind.\n\nBe patient.\n", encoding="utf-8")
    assert charter("diff", first, second).status == 1
    assert "very" in charter("diff", first, second).out
    assert charter("diff", first, first).status == 0


def test_a_comparison_is_shown_in_the_way_that_was_asked_for(charter, tmp_path):
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    first.write_text("# Ours\n\nBe kind to all.\n", encoding="utf-8")
    second.write_text("# Ours\n\nBe very kind to all.\n", encoding="utf-8")
    assert "{+very +}" in charter("diff", first, second).out
    assert "\x1b[" in charter("diff", first, second, "--words", "--color", "always").out
    assert " │ " in charter("diff", first, second, "--side-by-side").out
    changes = json.loads(charter("diff", first, second, "--json").out)["changes"]
    assert [(one["op"], one["section"]) for one in changes] == [("replace", "Ours")]
    both = charter("diff", first, second, "--words", "--blocks")
    assert (both.status, "Choose one" in both.err) == (2, True)


def test_all_that_stays_is_counted_however_far_from_a_change(charter, tmp_path):
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    text = "\n\n".join(f"Passage {number}." for number in range(40)) + "\n"
    first.write_text(text, encoding="utf-8")
    second.write_text(text.replace("Passage 20.", "Passage twenty."), encoding="utf-8")
    shown = charter("diff", first, second).out
    assert "… 20 passages unchanged" in shown
    assert "… 19 passages unchanged" in shown


def test_what_cannot_be_compared_ends_as_trouble(founded, tmp_path):
    done = founded("diff", "ours", 1, 9)
    assert (done.status, "no revision 9" in done.err) == (2, True)
    done = founded("diff", "none.md", "nor.md")
    assert (done.status, "cannot be read" in done.err) == (2, True)
    (tmp_path / "bad").write_bytes(b"\xff")
    assert founded("diff", tmp_path / "bad", tmp_path / "bad").status == 2


def test_every_format_is_written(founded, tmp_path):
    assert "<li" in founded("export", "ours", "--format", "html").out
    data = json.loads(founded("export", "ours", "--format", "json").out)
    assert (data["number"], len(data["blocks"])) == (1, 4)
    file = tmp_path / "all.zip"
    assert founded("export", "ours", "--format", "zip", "-o", file).status == 0
    names = zipfile.ZipFile(BytesIO(file.read_bytes())).namelist()
    assert names == [
        "revisions/0001-2023-08-08.md",
        "revisions/0001-2023-08-08.json",
        "glossary.json",
        "record.ndjson",
    ]
    unknown = founded("export", "ours", "--format", "jsn")
    assert (unknown.status, "Did you mean json?" in unknown.err) == (1, True)
    assert "no revision 7" in founded("export", "ours", "--revision", 7).err


def test_a_record_verifies_until_a_byte_of_it_changes(founded, tmp_path):
    file = tmp_path / "record.ndjson"
    founded("export", "ours", "--format", "record", "-o", file)
    good = founded("verify", file)
    assert good.status == 0, good.out
    assert "Consistent" in good.out
    whole = file.read_bytes()
    for at in range(0, len(whole), 41):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        done = founded("verify", file)
        assert done.status == 1, at
        assert "Traceback" not in done.err


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b"[1]", b"nonsense\n"])
def test_what_is_no_record_is_refused_in_words(founded, tmp_path, content):
    file = tmp_path / "record.ndjson"
    file.write_bytes(content)
    done = founded("verify", file)
    assert done.status == 1
    assert "Traceback" not in done.err + done.out


def test_a_checkpoint_that_was_kept_has_to_be_in_the_record(founded, tmp_path):
    file = tmp_path / "record.ndjson"
    founded("export", "ours", "--format", "record", "-o", file)
    head = founded("verify", file).out.split()[-1]
    founded("member", "ours", "bo@example.org")
    founded("export", "ours", "--format", "record", "-o", file)
    assert founded("verify", file, "--checkpoint", head).status == 0
    assert founded("verify", file, "--checkpoint", "0" * 64).status == 1


def test_a_backup_comes_back_whole_also_into_the_other_kind_of_database(
    founded, tmp_path, monkeypatch, sqlite_source, postgres_source
):
    founded("member", "ours", "bo@example.org")
    before = founded("export", "ours", "--format", "record").out
    file = tmp_path / "backup.gz"
    assert founded("backup", file).status == 0
    for other in (sqlite_source, postgres_source):
        url = other.empty()
        monkeypatch.setenv("CHARTER_DATABASE_URL", url)
        assert founded("restore", file).status == 0
        assert founded("export", "ours", "--format", "record").out == before
        assert founded("member", "ours", "cy@example.org").status == 0
        again = founded("restore", file)
        assert (again.status, "not empty" in again.err) == (1, True)
        other.forget(url)


def test_a_file_that_is_no_backup_changes_nothing(charter, tmp_path):
    file = tmp_path / "backup.gz"
    for content in (b"", b"nonsense", b"\x1f\x8b\x08"):
        file.write_bytes(content)
        done = charter("restore", file)
        assert done.status == 1
        assert "not a whole backup" in done.err
