"""Texts that the scanner and the renderer are held against: specifications, and real texts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import charter

FOLDER = Path(__file__).parents[1] / "fixtures" / "markdown"
FILES = ("commonmark-0.31.2.json", "gfm-0.29.json")
_BESIDE = Path(__file__).resolve().parents[2].parent / "shared"
_HISTORIES = Path(os.environ.get("CHARTER_TESTS_HISTORIES") or _BESIDE / "histories")
#: Laws of this length take their time, and every version reads alike.
_LONG = 300_000


def examples() -> Iterator[tuple[str, str]]:
    """Each example of CommonMark and of GFM: what it is called, and its Markdown."""
    for name in FILES:
        for one in json.loads((FOLDER / name).read_text("utf-8")):
            yield f"{name.removesuffix('.json')}, {one['example']}", one["markdown"]


def shipped() -> Iterator[tuple[str, str]]:
    """The texts that come with the program."""
    for path in sorted((Path(charter.__file__ or "").parent / "texts").glob("*.md")):
        yield path.name, path.read_text("utf-8")


def real() -> Iterator[tuple[str, str]]:
    """Every text of the real documents beside the checkout; skips where there are none."""
    if not _HISTORIES.is_dir():
        pytest.skip(f"no real histories beside this checkout ({_HISTORIES.name}/ is absent)")
    for path in sorted(_HISTORIES.glob("*.jsonl")):
        texts = [json.loads(line)["text"] for line in path.read_text("utf-8").split("\n") if line]
        for number, text in enumerate(texts if len(texts[0]) < _LONG else texts[-1:], 1):
            yield f"{path.stem}, {number}", text
    for path in sorted((_HISTORIES.parent / "documents").glob("*.md")):
        yield path.name, path.read_text("utf-8")
