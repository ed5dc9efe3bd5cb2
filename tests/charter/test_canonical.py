"""The canonical form: what it changes, what it keeps, what it refuses."""

from __future__ import annotations

import unicodedata

import pytest

import charter as c


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        (" \n\t\n", ""),
        ("\ufeffA", "A\n"),
        ("\n\ufeff\n\ufeffA", "A\n"),
        ("a\r\nb\rc\x85d\u2028e\u2029f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh\n"),
        ("e\u0301t\u00e9", "\u00e9t\u00e9\n"),
        ("one   \n\n\n\ntwo\t", "one\n\ntwo\n"),
        ("# Head\ntext\n- item\n- item\nmore", "# Head\n\ntext\n\n- item\n- item\nmore\n"),
        ("- a\n\n- b\n\n\n- c", "- a\n- b\n- c\n"),
        ("line  \nnext", "line\\\nnext\n"),
        ("line\\  \nnext", "line\\\\\\\nnext\n"),
        ("line  \n\nnext", "line\n\nnext\n"),
        ("- a  \n  b", "- a\\\n  b\n"),
        ("> a  \n> - b", "> a\n> - b\n"),
        ("soft\nwrap", "soft\nwrap\n"),
        ("```\na  \n\n\nb\n```\ntext", "```\na\n\n\nb\n```\n\ntext\n"),
        ("~~~\nopen\n\nstill", "~~~\nopen\n\nstill\n~~~\n"),
        ("Title\n===\nText", "Title\n===\n\nText\n"),
        ("- a\n\n  more\n- b", "- a\n\n  more\n\n- b\n"),
        ("text\n2. not an item", "text\n2. not an item\n"),
        ("1. a\n   2. not an item", "1. a\n   2. not an item\n"),
        ("1. a\n2. b", "1. a\n2. b\n"),
        ("1. a\n\n   2. b", "1. a\n\n   2. b\n"),
        ("a\u200bb\u202ec", "a\u200bb\u202ec\n"),
    ],
)
def test_canonical(given, kept):
    assert c.canonical(given) == kept
    assert c.canonical(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("a\x00", 1, "U+0000"),
        ("a\nb\n\x1b[1m", 3, "U+001B"),
        ("\x9f", 1, "U+009F"),
        ("\ud800", 1, "U+D800"),
    ],
)
def test_refused_signs_are_named_with_their_line(text, line, code):
    with pytest.raises(c.TextRefused) as refusal:
        c.canonical(text)
    assert f"Line {line} " in refusal.value.reason
    assert code in refusal.value.reason


def test_bytes_that_are_not_utf8_are_refused_with_their_place():
    assert c.decode("é".encode()) == "é"
    with pytest.raises(c.TextRefused) as refusal:
        c.decode(b"one\ntwo \xff")
    assert "byte 9" in refusal.value.reason
    assert "line 2" in refusal.value.reason


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("---\ntitle: x\n---\n\ntext", ["front_matter", "paragraph"]),
        ("---\n\ntitle: x\n\n---", ["divider", "paragraph", "divider"]),
        ("Title\n-----\n\nTitle\n~~~~~\n\ntext", ["heading", "heading", "paragraph"]),
        ("| a | b |\n|---|---|\n| c | d |\n\n> q\nlazy", ["table", "table_row", "quote"]),
        ("- a\n  - b\n    1. c\n- d", ["list_item"] * 4),
        ("* * *\n* a\n***", ["divider", "list_item", "divider"]),
        ("- a\n---\n- b\n  ---", ["list_item", "divider", "list_item"]),
        ("text\n\n    code", ["paragraph", "code"]),
        ("- a\n\n    still words", ["list_item", "paragraph"]),
        ("- a\n  ```\n  - code\n  ```\n- b", ["list_item", "code", "list_item"]),
        ("- ```\n  # code\n\n  more\n  ```\n- b", ["list_item", "list_item"]),
        ("<!-- one\n\ntwo -->\n\n<div>\n- x\n</div>", ["html", "html"]),
        ("    ```\n\ntext\n\n# Head", ["code", "paragraph", "heading"]),
    ],
)
def test_kinds(text, kinds):
    assert [piece.kind for piece in c.split(c.canonical(text))] == kinds


def test_a_million_words_are_split_well_within_a_second(benchmark_clock):
    text = c.canonical("\n\n".join(["word " * 50] * 20_000))
    seconds = benchmark_clock(lambda: c.split(text))
    assert seconds < 1
