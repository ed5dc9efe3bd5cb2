"""Documents as people bring them become what a careful person would have made of them."""

from __future__ import annotations

import json
import re

import pytest

from app.documents.document import to_json
from app.documents.reading import read_plainly
from app.documents.refusing import DocumentRefused
from tests.support.documents import FIXTURES

EXPECTED = json.loads((FIXTURES / "expected.json").read_text("utf-8"))
READ = [name for name, one in EXPECTED.items() if one["outcome"] == "read"]
REFUSED = {
    "16-statutes.rtf": "rtf",
    "20-old-word.doc": "old_word",
    "21-print.pdf": "pdf",
    "22-password.docx": "password",
    "23-corrupt.docx": "damaged",
    "24-zip-bomb.docx": "too_large_unpacked",
    "25-entities.docx": "declarations",
    "26-a-spreadsheet.docx": "spreadsheet",
    "27-empty.docx": "empty",
}


def bare(text):
    """The words without marks of emphasis, blanks run together."""
    return " ".join(re.sub(r"[*_]", "", text).split())


def read(name):
    return to_json(read_plainly((FIXTURES / name).read_bytes(), filename=name))


@pytest.mark.parametrize("name", READ)
def test_passages_have_their_kinds_numbers_and_words(name):
    found = [(one["kind"], one["label"], bare(one["text"])) for one in read(name)["passages"]]
    assert found == [
        (one["kind"], one["label"], bare(one["text"])) for one in EXPECTED[name]["passages"]
    ]


@pytest.mark.parametrize("name", READ)
def test_the_text_and_both_sides_of_tracked_changes_are_as_expected(name):
    found, expected = read(name), EXPECTED[name]
    if expected["markdown"]:
        assert bare(found["markdown"]) == bare(expected["markdown"])
    changes = expected["changes"]
    assert (found["changes"] is None) == (changes is None)
    for side, text in (changes or {}).items():
        if side.endswith("_has"):
            assert text in found["changes"][side.removesuffix("_has")]
        else:
            assert bare(found["changes"][side]) == bare(text)


@pytest.mark.parametrize("name", READ)
def test_comments_stand_on_their_words_and_what_is_lost_is_told(name):
    found, expected = read(name), EXPECTED[name]
    assert len(found["comments"]) == len(expected["comments"])
    for comment, wanted in zip(found["comments"], expected["comments"], strict=True):
        assert {key: comment.get(key) for key in wanted} == wanted
    told = sorted((one["what"], one["where"]) for one in found["lost"])
    assert told == sorted((one["what"], one["where"]) for one in expected["lost"])


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused_with_one_sentence(name):
    with pytest.raises(DocumentRefused) as refused:
        read_plainly((FIXTURES / name).read_bytes(), filename=name)
    assert refused.value.kind == REFUSED[name]
    assert refused.value.reason.endswith(".")


def test_every_document_has_a_test():
    files = {one.name for one in FIXTURES.iterdir()} - {"README.md", "expected.json"}
    assert files == set(EXPECTED) == {*READ, *REFUSED}
