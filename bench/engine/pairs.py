"""Pairs of real amendments to one text: which conflicts between them are none.

Each amendment is a step, or a part of a step, that a community really made. What is right is judged
on lines and words by `difflib`, without the engine: where both sides changed one paragraph, it is a
conflict only if neither side made all edits of the other; if there is none, the right text is the
base with the edits of both.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

import charter as c
from bench.engine.merges import Case, ours, texts

_WORD = re.compile(r"\n|[^\S\n]+|\S+")
_MOST_WORDS = 4_000
_TELLING_WORDS = 5


class Edit(NamedTuple):
    """Words [start, end) of the base, and what stands in their place."""

    start: int
    end: int
    put: str


Edits = list[Edit]


@dataclass(frozen=True)
class Judged:
    """Whether people must decide; if not, the only right text."""

    is_conflict: bool
    wanted: str | None


def cut(text: str) -> list[str]:
    """Words with the signs on them, and blanks; joined they give the text back."""
    return _WORD.findall(text)


def edits(base: str, text: str) -> Edits:
    """The edits from one text to another: whole lines first, then words within them.

    Edits between which no word stays are one.
    """
    old, new = base.splitlines(keepends=True), text.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(cut(line)))
    source = cut(base)
    found: Edits = []
    for i, end_i, j, end_j in hunks(old, new):
        words, fresh = cut("".join(old[i:end_i])), cut("".join(new[j:end_j]))
        wide = max(len(words), len(fresh)) > _MOST_WORDS
        inner = [(0, len(words), 0, len(fresh))] if wide else hunks(words, fresh)
        for a, end_a, b, end_b in inner:
            edit = Edit(starts[i] + a, starts[i] + end_a, "".join(fresh[b:end_b]))
            if found and not any(map(str.isalnum, source[found[-1].end : edit.start])):
                last = found.pop()
                between = "".join(source[last.end : edit.start])
                edit = Edit(last.start, edit.end, last.put + between + edit.put)
            found.append(edit)
    return found


def hunks(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Where two lists differ: [start, end) of the one and of the other."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(a, end_a, b, end_b) for tag, a, end_a, b, end_b in codes if tag != "equal"]


def paragraphs(base: str) -> list[int]:
    """For each word of the base and its end, the number of its paragraph or list item."""
    found: list[int] = []
    number = 0
    before = "\n"
    for word in cut(base):
        if before == "\n" and word in ("\n", "-", "*", "+", "#", "|"):
            number += 1
        found.append(number)
        before = word
    return [*found, number]


def judge(base: str, first: Edits, second: Edits) -> Judged:
    """By the edits alone: is one side's work in a paragraph all of it among the other's?"""
    both = sorted({*first, *second})
    if any(one.end > two.start for one, two in pairwise(both)):
        return Judged(is_conflict=True, wanted=None)
    for group in groups(base, both):
        one, two = set(first) & set(group), set(second) & set(group)
        if not (one <= two or two <= one):
            return Judged(is_conflict=True, wanted=None)
    return Judged(is_conflict=False, wanted=made(base, both))


def groups(base: str, listed: Edits) -> list[Edits]:
    """Edits that touch the same paragraphs."""
    zone_of = paragraphs(base)
    found: list[Edits] = []
    reached = -1
    for edit in listed:
        if zone_of[edit.start] > reached:
            found.append([])
        found[-1].append(edit)
        reached = max(reached, zone_of[max(edit.start, edit.end - 1)])
    return found


def made(base: str, chosen: Edits) -> str:
    """The base with these edits."""
    words = cut(base)
    parts = []
    place = 0
    for start, end, put in chosen:
        parts += [*words[place:start], put]
        place = end
    return "".join([*parts, *words[place:]])


def some(rng: random.Random, base: str, listed: Edits, share: float) -> Edits:
    """A part of the edits: whole paragraphs, or single edits of words where all are such."""
    words = cut(base)
    chosen: Edits = []
    for group in groups(base, listed):
        if any("\n" in edit.put or "\n" in words[edit.start : edit.end] for edit in group):
            chosen += group if rng.random() < share else []
        else:
            chosen += [edit for edit in group if rng.random() < share]
    return chosen


def carried_back(base: str, before: str, after: str) -> str:
    """A later step as an amendment to an earlier text: what it does not touch is as in the base."""
    old, middle, new = (text.split("\n\n") for text in (base, before, after))
    step = [(a, end_a, new[b:end_b]) for a, end_a, b, end_b in hunks(middle, new)]
    back = [
        (a, end_a, old[b:end_b])
        for a, end_a, b, end_b in hunks(middle, old)
        if all(end < a or start > end_a for start, end, _ in step)
    ]
    rows: list[str] = []
    place = 0
    for start, end, put in sorted(step + back):
        rows += [*middle[place:start], *put]
        place = end
    return "\n\n".join([*rows, *middle[place:]])


def pairs(rng: random.Random, versions: list[str]) -> Iterator[tuple[str, str, Edits, Edits]]:
    """(kind, base, edits that were published, edits of the amendment) for every text."""
    for at in range(len(versions) - 1):
        base, step = versions[at], versions[at + 1]
        whole = edits(base, step)
        yield "half of it was published", base, some(rng, base, whole, 0.5), whole
        yield "it, and more was published", base, whole, some(rng, base, whole, 0.5)
        parts = [some(rng, base, whole, 0.7) for _ in range(2)]
        yield "parts that overlap", base, parts[0], parts[1]
        if at + 2 < len(versions):
            later = edits(base, versions[at + 2])
            beside = edits(base, carried_back(base, step, versions[at + 2]))
            yield "the step before was published", base, whole, later
            yield "the step after was published", base, later, whole
            yield "the next step, written earlier", base, whole, beside
            yield "the same the other way round", base, beside, whole


def cases(seed: int = 14) -> Iterator[tuple[Case, Judged]]:
    """All pairs of which both sides change something, with what is right."""
    rng = random.Random(seed)
    for versions in texts():
        for kind, base, first, second in pairs(rng, versions):
            judged = judge(base, first, second)
            sides = [
                made(base, first),
                made(base, second),
                *([judged.wanted] if judged.wanted else []),
            ]
            # Halves of a step may not be canonical: what would be read otherwise is no case.
            if base not in sides and all(map(_is_canonical, sides)):
                yield Case(kind, base, *sides[:2], judged.wanted), judged


def _is_canonical(text: str) -> bool:
    try:
        return c.canonical(text) == text
    except c.Refused:
        return False


def outcome_of(judged: Judged, merged: str | None) -> str:
    """What the engine made of a pair."""
    if merged is None:
        return "conflict" if judged.is_conflict else "none"
    if judged.is_conflict:
        return "joined"
    return "right" if merged == judged.wanted else "other"


def is_twice(case: Case, merged: str) -> bool:
    """Does a passage stand there twice that is new, and once in either side?"""
    base, published, amended = (
        Counter(piece.text for piece in c.split(text))
        for text in (case.base, case.published, case.amended)
    )
    return any(
        count > 1 == published[text] == amended[text]
        and not base[text]
        and len(text.split()) >= _TELLING_WORDS
        for text, count in Counter(piece.text for piece in c.split(merged)).items()
    )


def is_consented(case: Case, merged: str) -> bool:
    """Is each passage, to the byte, one that a side has, and is none that both have missing?"""
    published, amended, result = (
        {piece.text for piece in c.split(text)} for text in (case.published, case.amended, merged)
    )
    return published & amended <= result <= published | amended


def suggestions(case: Case) -> Counter[str]:
    """The wordings that are suggested for a conflict, and those that are one side's or no news."""
    base, _ = c.found(case.base)
    head = c.apply(base, c.change(base, case.published), base=base, base_number=1, number=2)
    found: Counter[str] = Counter()
    for view in c.three_way(head, c.change(base, case.amended), base=base, base_number=1):
        found["passages"] += 1
        found["suggested"] += view.suggestion is not None
        found["in force"] += view.suggestion is not None and view.suggestion == view.theirs
        found["the author's"] += view.suggestion is not None and view.suggestion == view.yours
    return found


def main() -> None:
    """What becomes of every pair, and how many conflicts are none."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    offered: Counter[str] = Counter()
    for case, judged in cases():
        merged = ours(case)
        for kind in (case.kind, "all"):
            table[kind][outcome_of(judged, merged)] += 1
        if merged is None:
            offered += suggestions(case)
        else:
            assert not is_twice(case, merged), case.kind
            assert is_consented(case, merged), case.kind
    names = ("right", "conflict", "none", "joined", "other")
    print("pairs: right / conflicts / conflicts that are none / joined beside one another / other")
    table["all"] = table.pop("all")
    for kind, row in table.items():
        print(f"  {kind:36} " + " / ".join(f"{row[name]:5}" for name in names))
    print(f"wordings to start from: {dict(offered)}")
    assert not offered["in force"]
    assert not offered["the author's"]


if __name__ == "__main__":
    main()
