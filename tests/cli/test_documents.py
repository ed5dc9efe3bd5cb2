"""Documents from the command line: how they are read, and charters that are founded with them."""

from __future__ import annotations

import json

import pytest

from tests.support.documents import FIXTURES


def test_how_a_document_is_read_is_shown_as_json(command):
    done = command("read", FIXTURES / "02-word-tracked.docx")
    assert done.status == 0, done.err
    shown = json.loads(done.out)
    assert set(shown) >= {"markdown", "passages", "lost", "changes", "comments"}
    assert set(shown["passages"][0]) == {"kind", "label", "text"}
    assert set(shown["lost"][0]) == {"what", "where"}
    assert (shown["changes"]["base"] == shown["markdown"], shown["changes"]["new"]) == (
        False, shown["markdown"],
    )  # fmt: skip
    assert shown["comments"][3]["answers"] == "2"
    alone = command("read", "--markdown", FIXTURES / "02-word-tracked.docx")
    assert alone.out == shown["markdown"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("20-old-word.doc", "old Word file"),
        ("21-print.pdf", "PDF"),
        ("22-password.docx", "password"),
        ("24-zip-bomb.docx", "too large once it is unpacked"),
        ("27-empty.docx", "empty"),
    ],
)
def test_what_is_not_read_is_told_in_one_line(command, name, words):
    done = command("read", FIXTURES / name)
    assert (done.status, done.out, words in done.err) == (1, "", True)
    assert len(done.err.splitlines()) == 1


def _found(charter, file, *more):
    return charter(
        "found", file, "--slug", "ours", "--title", "Ours", "--dated", "2023-08-08",
        "--steward", "ada@example.org", *more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("01-word-statutes.docx", "## Article 2 Members\n\n2.1 Anyone may become a member who\n"),
        ("05-libreoffice-tracked.odt", "3. Nobody works two nights in a row.\n"),
        ("08-web-page.html", "a. The cook chooses the meal.\n"),
        ("11-numbered.txt", "1.2 Music is for\n\n(a) the living room,\n"),
        ("12-cp1252.txt", "2. Le café coûte 1 €.\n"),
        ("13-utf16.txt", "2. El jardín es de todas y todos.\n"),
    ],
)
def test_a_charter_is_founded_from_a_document(charter, name, words):
    done = _found(charter, FIXTURES / name)
    assert done.status == 0, done.err
    assert words in charter("export", "ours").out


def test_what_is_not_carried_over_is_told(charter):
    done = _found(charter, FIXTURES / "01-word-statutes.docx")
    assert "Not carried over: picture (at the end: Map of the gardens)." in done.err
    done = _found(charter, FIXTURES / "02-word-tracked.docx", "--preview")
    assert "The changes that Ina Berg and Tomas Lindt tracked in it are taken" in done.err
    assert "5 comments stay behind in the file." in done.err
    assert "formatting" not in done.err
    assert "heading    Article 1 Quiet hours\n" in done.out


def test_data_for_programs_is_no_text(charter, tmp_path):
    file = tmp_path / "dump.txt"
    file.write_text('{"text": "Be kind."}', encoding="utf-8")
    done = _found(charter, file)
    assert (done.status, "JSON" in done.err) == (1, True)


def test_earlier_texts_come_in_any_encoding(founded, tmp_path):
    file = tmp_path / "past.jsonl"
    line = json.dumps(
        {"date": "2024-01-01", "text": "# Ours\n\nSei höflich.\n"}, ensure_ascii=False
    )
    file.write_text(line, encoding="utf-16")
    done = founded("import", "ours", file)
    assert done.status == 0, done.err
    assert "Sei höflich." in founded("export", "ours").out
    done = founded("import", "ours", FIXTURES / "01-word-statutes.docx")
    assert (done.status, "is a document" in done.err) == (1, True)
