"""Which lines of a passage are clauses of their own: labels that follow one another begin them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from charter.numbers.counting import is_first
from charter.numbers.label_words import CONNECTING, WORDS
from charter.numbers.labels import Label, in_sequence, label_of

_LONGEST_COUNT = 3
_TITLE_WORDS = 2
# How many lists within one another are looked through.
_DEEPEST = 8
_ENDS = (".", ":", ";", ",", "!", "?", "\u2013", "\u2014", ")")
# A line that ends so is not over: the number on the next one is what it refers to.
_AND = "|".join(re.escape(word) for word in CONNECTING if len(word) > 1)
_PARTS = "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
_REFERS = re.compile(
    rf"(?:§|\b(?:(?:{_PARTS})\.?|see|siehe|vgl\.?|cf\.?|voir|véase|vedi|zie)"
    rf"|(?:\d[a-z]?|\(\w{{1,4}}\)|\b[a-z]\)),?\s+(?:{_AND}))$",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"\b(?:this|these|dies\w*|unser\w*|ce|cette|ces|est[ea]s?|quest[aoie]|deze|dit|our)\s+\w+$",
    re.IGNORECASE,
)


def clause_rows(rows: Sequence[str], aside: Container[int]) -> list[int]:
    """The places of the lines at which a clause begins, in order; `aside` are no candidates.

    Either two labels or more follow one another, beginning with the first of their sort or on the
    first line; or the first line has a label, and the line counts anew beneath it.
    """
    labels = _labels(rows, aside)
    if not labels or (len(labels) == 1 and 0 in labels):
        return []
    found: set[int] = set()
    for chain in _chains(labels):
        if _counts(chain, labels, rows):
            found.update(chain)
    if found and 0 in labels:
        found.add(0)
    return sorted(found) if found - {0} else []


def _labels(rows: Sequence[str], aside: Container[int]) -> dict[int, Label]:
    """The labels at the starts of lines, where they do not end a reference of the line before."""
    found: dict[int, Label] = {}
    for place, row in enumerate(rows):
        if place in aside:
            continue
        label = label_of(row.strip() if place else row)
        if label is None or (label.sort and not label.sure):
            continue
        if place and (_is_open(rows[place - 1]) or not (label.words or label.sort)):
            continue
        if any(len(number) > _LONGEST_COUNT and number.isdigit() for number in label.numbers):
            continue
        found[place] = label
    return found


def _is_open(row: str) -> bool:
    """Does a line end in the middle of a reference: "as in Section", "paragraphs (1) and"?"""
    end = row.rstrip("\\ ")
    if len(end.split()) <= _TITLE_WORDS:
        # "Rules" above its rules is a title.
        return False
    return _REFERS.search(end) is not None and _THIS.search(end) is None


def _chains(labels: dict[int, Label]) -> list[list[int]]:
    """The places of labels that count on from one another; what is counted within ends with it."""
    chains: list[list[int]] = []
    open_chains: list[list[int]] = []
    for place, label in labels.items():
        for depth in range(1, min(len(open_chains), _DEEPEST) + 1):
            if in_sequence(labels[open_chains[-depth][-1]], label):
                del open_chains[len(open_chains) - depth + 1 :]
                open_chains[-1].append(place)
                break
        else:
            chains.append([place])
            open_chains.append(chains[-1])
    return chains


def _counts(chain: list[int], labels: dict[int, Label], rows: Sequence[str]) -> bool:
    start = chain[0]
    begins = is_first(labels[start].numbers[-1])
    head = labels.get(0)
    if len(chain) > 1:
        return begins or head is not None
    if start == 0 or head is None or not head.sure or not begins or not labels[start].sure:
        return False
    if labels[start].numbers[:-1] == head.numbers:
        return True
    return rows[start - 1].rstrip("\\ ").endswith(_ENDS) or not head.words or (
        start == 1 and bool(head.sort)
    )  # fmt: skip
