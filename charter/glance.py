"""Words for reading where they can be seen at a glance: the common case, made quick.

Most changed passages have a few edits, each in a sentence that else stays. Those are read here word
by word, with the alignment of a compiled library. What needs more thought (a sentence that is
written anew, an insertion that could stand in several places, scattered edits) gets no answer here
and is left to the full reading.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix

from charter.closer import Pieces, ends_trimmed, looked_into, merged
from charter.tokens import is_word

# The alignment takes a bit for each pair of words: this keeps it below a megabyte.
_MOST_PAIRS = 4_000_000
_STOP = re.compile(r"[.!?|\n\u2026\u3002\uff01\uff1f]")
_AROUND = ",.;:!?"
# Few kept words beside a wide edit may be there by chance.
_WIDE = 4
_NEAR = 2
_BLOCK_STAYS = 5


class _Passage(NamedTuple):
    """Both wordings, cut at blanks (`a`, `b`), and what is equal at their ends."""

    start: str
    a: list[str]
    b: list[str]
    end: str


# Words [start, end) of the old and of the new side that are not the same. If it was gathered from
# several edits: how many of its signs are in truth kept.
_Edit = tuple[int, int, int, int, int]
# What is kept before an edit, what is taken out and put in, and again the kept signs within.
_Phrase = tuple[str, str, str, int]


def glance(before: str, after: str) -> tuple[tuple[int, str], ...] | None:
    """What became of a passage, or None where that is not clear at first sight.

    The wordings differ and may be cut at every blank.
    """
    passage = _cut(before, after)
    if passage is None or len(passage.a) * len(passage.b) > _MOST_PAIRS:
        return None
    edits = _edits(passage.a, passage.b)
    if len(edits) > 1:
        edits = _gathered(passage, edits)
    if not edits or _may_slide(passage, edits):
        return None
    phrases, rest = _phrases(passage, edits)
    if not _stays(phrases, rest, len(before)):
        return None
    return _pieces(phrases, rest)


def _pieces(phrases: list[_Phrase], rest: str) -> tuple[tuple[int, str], ...]:
    pieces: Pieces = []
    clear = True
    for kept, out, put, within in phrases:
        if kept:
            pieces.append((0, kept))
        if not out:
            pieces.append((1, put))
        elif not put:
            pieces.append((-1, out))
        elif out.isalpha() and put.isalpha() and out[0] != put[0] and out[-1] != put[-1]:
            # Two words of which neither is a part of the other.
            pieces.append((-1, out))
            pieces.append((1, put))
        else:
            clear = False
            pieces += ends_trimmed(out, put) if within else looked_into(out, put)
    if rest:
        pieces.append((0, rest))
    return tuple(pieces) if clear else merged(pieces)


def _cut(before: str, after: str) -> _Passage | None:
    """The passage without its equal ends; None where more than single blanks lies between words."""
    head = before.rfind(" ", 0, Prefix.similarity(before, after)) + 1
    old, new = before[head:], after[head:]
    tail = Postfix.similarity(old, new)
    if tail and not (_starts_word(old, tail) and _starts_word(new, tail)):
        tail = len(old) - (old.find(" ", len(old) - tail) + 1 or len(old))
    behind = 1 if tail else 0
    size_a, size_b = len(old) - tail, len(new) - tail
    end = old[size_a:]
    old, new = old[: max(size_a - behind, 0)], new[: max(size_b - behind, 0)]
    if "\n" in old or "\n" in new or before[-1] == " " or after[-1] == " ":
        return None
    return _Passage(
        before[:head],
        old.split(" ") if size_a else [],
        new.split(" ") if size_b else [],
        end,
    )


def _starts_word(text: str, tail: int) -> bool:
    return len(text) == tail or text[-1 - tail] == " "


def _edits(a: list[str], b: list[str]) -> list[_Edit]:
    """What lies between the words of a longest common subsequence; nothing if in doubt."""
    if not a or not b or len(a) == len(b) == 1:
        return [(0, len(a), 0, len(b), 0)]
    edits: list[_Edit] = []
    end_a = end_b = 0
    for i, j, size in Indel.editops(a, b).as_matching_blocks():
        # The library compares hashes.
        if a[i : i + size] != b[j : j + size]:
            return []
        if i > end_a or j > end_b:
            edits.append((end_a, i, end_b, j, 0))
        end_a, end_b = i + size, j + size
    return edits


def _gathered(passage: _Passage, edits: list[_Edit]) -> list[_Edit]:
    """Edits with few kept words between them become one; nothing if they are scattered."""
    result: list[_Edit] = []
    before = edits[0]
    left = widest = max(before[1] - before[0], before[3] - before[2])
    for edit in edits[1:]:
        right = max(edit[1] - edit[0], edit[3] - edit[2])
        between = edit[0] - before[1]
        if between <= left and between <= right and (_two_sided(before) or _two_sided(edit)):
            if not (_plain(passage, before) and _plain(passage, edit)):
                return []
            within = sum(map(len, passage.a[before[1] : edit[0]])) + between
            before = (before[0], edit[1], before[2], edit[3], before[4] + within)
            left, widest = max(before[1] - before[0], before[3] - before[2]), max(widest, right)
            continue
        if between <= _NEAR and (
            max(widest, right) >= _WIDE or not all(map(_counts, passage.a[before[1] : edit[0]]))
        ):
            return []
        result.append(before)
        before, left, widest = edit, right, right
    return [*result, before]


def _two_sided(edit: _Edit) -> bool:
    return edit[1] > edit[0] and edit[3] > edit[2]


def _counts(word: str) -> bool:
    return word != "" and is_word(word)


def _plain(passage: _Passage, edit: _Edit) -> bool:
    """Is it an edit of words, and not of signs on them? Of a gathered one that is known."""
    if edit[4]:
        return True
    old, new = passage.a[edit[0] : edit[1]], passage.b[edit[2] : edit[3]]
    for word in (*old, *new):
        if not word.isalnum() and not word[:-1].isalnum():
            return False
    return {word.strip(_AROUND) for word in old}.isdisjoint([word.strip(_AROUND) for word in new])


def _may_slide(passage: _Passage, edits: list[_Edit]) -> bool:
    """Could an insertion or a deletion as well stand elsewhere?"""
    start, a, b, end = passage
    for start_a, end_a, start_b, end_b, _ in edits:
        if start_a == end_a:
            first, last = b[start_b], b[end_b - 1]
        elif start_b == end_b:
            first, last = a[start_a], a[end_a - 1]
        else:
            continue
        if end_a - start_a + end_b - start_b == 1:
            # One word beside the same word: all places read alike.
            continue
        if a[start_a - 1] == last if start_a else start.endswith(last + " "):
            return True
        if a[end_a] == first if end_a < len(a) else end.startswith(first):
            return True
    return False


def _phrases(passage: _Passage, edits: list[_Edit]) -> tuple[list[_Phrase], str]:
    """The edits as texts, each with what is kept before it; and what is kept behind the last."""
    kept, a, b, end = passage
    phrases: list[_Phrase] = []
    done = 0
    for start_a, end_a, start_b, end_b, within in edits:
        if start_a > done:
            kept += " ".join(a[done:start_a]) + " "
        done = end_a
        out, put = " ".join(a[start_a:end_a]), " ".join(b[start_b:end_b])
        last = not end and end_a == len(a) and end_b == len(b)
        if start_a < end_a and start_b < end_b:
            phrases.append((kept, out, put, within))
            kept = "" if last else " "
            continue
        # A blank comes and goes with the words: the one behind them, at the end the one before.
        text = f" {out}{put}" if last else f"{out}{put} "
        sides = (text, "") if start_a < end_a else ("", text)
        phrases.append((kept[:-1] if last else kept, *sides, within))
        kept = ""
    if done < len(a):
        kept += " ".join(a[done:]) + (" " if end else "")
    return phrases, kept + end


def _stays(phrases: list[_Phrase], rest: str, size: int) -> bool:
    """Does every sentence keep enough not to be shown as written anew?

    Each edit is set against kept words of its own: those behind it in its sentence, or before it.
    """
    out = sum([len(phrase[1]) for phrase in phrases])
    if not out or not any(phrase[2] for phrase in phrases):
        return True
    if (size - out) * _BLOCK_STAYS < size:
        return False
    used = 0
    for place, (left, old, new, within) in enumerate(phrases):
        inner = within if within and not _STOP.search(old) else 0
        need = max(2 * (len(old) - inner) // 3 + 1 - inner, 1)
        free, used = len(left) - used, 0
        if not old or (free >= need and not _STOP.search(left, len(left) - need)):
            continue
        for stop in _STOP.finditer(left, max(len(left) - need, 0)):
            free = min(free, len(left) - stop.end())
        used = need - free
        right = phrases[place + 1][0] if place + 1 < len(phrases) else rest
        closed = _STOP.search(old, len(old) - 2) or _STOP.search(new, len(new) - 2)
        if closed or len(right) < used or _STOP.search(right, 0, used):
            return False
    return True
