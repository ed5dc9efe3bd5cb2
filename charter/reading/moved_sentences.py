"""Sentences that were neither written nor taken out, but moved: within a passage or to another."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from charter.diff.scripts import has_unspaced
from charter.matching.sequences import longest_increasing
from charter.reading.change_values import Carried, Change

_END = re.compile(r"""[.!?\u2026]["'\u201d\u2019)\]*_]*(?=\s|\Z)|[\u3002\uff01\uff1f]""")
_BLANKS = re.compile(r"\s+")
# Fewer words may stand twice by chance.
_LEAST_WORDS = 4
_LEAST_SIGNS = 8
_VERBATIM = frozenset({"code", "table", "table_row", "html", "front_matter", "heading"})


def with_carried(changes: list[Change]) -> list[Change]:
    """The same changes, with the sentences that moved named in the one or two that they concern.

    Only where a sentence was taken out once and put in once: else it is not known which is which.
    """
    gone = _holders(changes, -1, None)
    if not gone:
        return changes
    carried: dict[int, list[Carried]] = {}
    for sentence, there in _holders(changes, 1, gone).items():
        here = gone[sentence]
        if len(here) == len(there) == 1:
            for index, one in _told_by(changes, sentence, here[0], there[0]):
                carried.setdefault(index, []).append(one)
    if not carried:
        return changes
    return [
        change._replace(carried=_ordered(change, carried[index])) if index in carried else change
        for index, change in enumerate(changes)
    ]


def _holders(
    changes: Sequence[Change], sign: int, among: Container[str] | None
) -> dict[str, list[int]]:
    """The sentences that were taken out (-1) or put in (1), and the places of their changes."""
    found: dict[str, list[int]] = {}
    for index, change in enumerate(changes):
        for sentence in sentences_of(change, sign):
            if among is None or sentence in among:
                found.setdefault(sentence, []).append(index)
    return found


def _told_by(
    changes: Sequence[Change], sentence: str, here: int, there: int
) -> Iterator[tuple[int, Carried]]:
    """What each of the two changes has to say about the sentence; one, if they are the same."""
    former, now = changes[here], changes[there]
    if here == there:
        yield there, Carried("within", sentence, now.block, now.section)
        return
    yield here, Carried("away", sentence, now.block, now.section)
    yield there, Carried("here", sentence, former.block, former.section)


def _ordered(change: Change, carried: Sequence[Carried]) -> tuple[Carried, ...]:
    """In the order of the text; of sentences that changed places, only those that passed others."""
    before, after = _flat(change.before or ""), _flat(change.after or "")
    found = sorted(
        carried, key=lambda one: (after if one.way == "here" else before).find(one.sentence)
    )
    within = [one for one in found if one.way == "within"]
    places = [after.find(one.sentence) for one in within]
    if len(set(places)) == len(places) > 1 and len(within) == len(set(within)):
        staying = {within[index] for index in longest_increasing(places)}
        found = (
            [one for one in found if one not in staying] if len(staying) < len(within) else found
        )
    return tuple(found)


def sentences_of(change: Change, sign: int) -> Iterator[str]:
    """The whole sentences that a change takes out (-1) or puts in (1), on one line each."""
    if change.kind in _VERBATIM or change.op == "move":
        return
    for own, text in change.words:
        place = 0
        for end in _END.finditer(text) if own == sign else ():
            sentence = _flat(text[place : end.end()]).strip()
            place = end.end()
            if sentence.count(" ") >= _LEAST_WORDS - 1 or (
                len(sentence) >= _LEAST_SIGNS and has_unspaced(sentence)
            ):
                yield sentence


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text)
