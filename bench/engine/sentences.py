"""Sentences about every step of every real document: how many are untrue (see `truth.py`).

`python -m bench.engine.sentences --show` prints what is wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import charter as c
from bench.engine.measure import HISTORIES
from bench.engine.truth import checked


def steps(path: Path, every: int = 1) -> Iterator[tuple[c.Document, c.Document]]:
    """The version steps of a history, or every so many of them."""
    documents: list[c.Document] = []
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        document, _ = c.grow(documents, json.loads(line)["text"])
        documents.append(document)
        if len(documents) > 1 and len(documents) % every == 0:
            yield documents[-2], documents[-1]


def main() -> None:
    total: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for path in sorted(HISTORIES.glob("*.jsonl")):
        here: Counter[str] = Counter()
        for old, new in steps(path):
            found = checked(old, new)
            here.update({name: value for name, value in found._asdict().items() if name != "wrong"})
            wrong.update(kind for kind, _ in found.wrong)
            if "--show" in sys.argv:
                print(*[f"    {kind}: {words[:700]}" for kind, words in found.wrong], sep="\n")
        total.update(here)
        print(
            f"{path.stem:32} {here['sentences']:7,} sentences, {here['quotations']:7,} quotations, "
            f"{here['pieces']:7,} pieces",
            flush=True,
        )
    for line in (
        f"sentences: {total['sentences']:,}; words without their clause: {total['bare']:,}",
        f"quoted, and no whole words or numbers: {wrong['quoted']} of {total['quotations']:,}",
        f"“only” that is not: {wrong['only']} of {total['claims']:,}",
        f"pieces that end inside a word: {wrong['cut']} of {total['pieces']:,}",
    ):
        print(line)
    assert not wrong, f"untrue: {dict(wrong)}"


if __name__ == "__main__":
    main()
