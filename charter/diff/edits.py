"""Which words of a passage are not the same: by the alignment of a compiled library."""

from __future__ import annotations

from operator import attrgetter

from rapidfuzz.distance import LCSseq, Postfix, Prefix

from charter.diff.tokens import is_word

_AROUND = ",.;:!?"
# Few kept words beside a wide edit may be there by chance.
_WIDE = 4
_NEAR = 2
# Edits at the ends of a longer stretch are seldom alone.
_FAR = 480
# Signs that tell at once that two places are not the same.
_SAMPLE = 8
# Of a block of the library: where it stands on both sides, and its size.
_PLACES = attrgetter("a", "b", "size")

# Two wordings without what is equal at their ends, cut at blanks; around them what is equal, whole
# words both.
Passage = tuple[str, list[str], list[str], str]
# Words [start, end) of the old and of the new side that are not the same. If it was gathered from
# several edits: how many of its signs are in truth kept.
Edit = tuple[int, int, int, int, int]


def equal_ends(before: str, after: str) -> tuple[int, int]:
    """How many signs of whole words, with the blank beside them, are equal at both ends."""
    head = before.rfind(" ", 0, Prefix.similarity(before, after)) + 1
    size_a, size_b = len(before), len(after)
    tail = min(Postfix.similarity(before, after), size_a - head, size_b - head)
    if tail:
        end_a, end_b = size_a - tail, size_b - tail
        if (end_a > head and before[end_a - 1] != " ") or (
            end_b > head and after[end_b - 1] != " "
        ):
            blank = before.find(" ", end_a)
            tail = size_a - blank - 1 if blank >= 0 else 0
    return head, tail


def at_ends(out: str, put: str) -> tuple[list[str], list[str], list[Edit]] | None:
    """Both sides and their edits, where all but a word at either end is the same; else None.

    What is the same stands in one string, whose words are not told apart.
    """
    if " " not in out and " " not in put:
        return [out], [put], [(0, 1, 0, 1, 0)]
    if len(out) > _FAR:
        return None
    after_a, after_b = out.find(" ") + 1, put.find(" ") + 1
    for start_a, start_b in ((after_a, after_b), (after_a, 0), (0, after_b)):
        if out.startswith(put[start_b : start_b + _SAMPLE], start_a):
            break
    else:
        return None
    last_a, last_b = out.rfind(" "), put.rfind(" ")
    for end_a, end_b in ((last_a, last_b), (last_a, len(put)), (len(out), last_b)):
        if end_a - start_a == end_b - start_b and end_a > start_a:
            kept = out[start_a:end_a]
            if kept == put[start_b:end_b] and kept.count(" ") >= _NEAR:
                a, at_a = _around(out, start_a, end_a)
                b, at_b = _around(put, start_b, end_b)
                return a, b, [(0, at_a, 0, at_b, 0), (at_a + 1, len(a), at_b + 1, len(b), 0)]
    return None


def _around(text: str, start: int, end: int) -> tuple[list[str], int]:
    """The text cut at the blanks before and behind a part of it, and where that part stands."""
    parts = [text[start:end]]
    if start:
        parts.insert(0, text[: start - 1])
    if end < len(text):
        parts.append(text[end + 1 :])
    return parts, 1 if start else 0


def edits_of(a: list[str], b: list[str]) -> list[Edit]:
    """What lies between the words of a longest common subsequence.

    The library compares hashes: in theory, what lies between the edits may not be the same.
    """
    edits: list[Edit] = []
    end_a = end_b = 0
    for i, j, size in map(_PLACES, LCSseq.editops(a, b).as_matching_blocks()):
        if i > end_a or j > end_b:
            edits.append((end_a, i, end_b, j, 0))
        end_a, end_b = i + size, j + size
    return edits


def gathered(passage: Passage, edits: list[Edit]) -> list[Edit]:
    """Edits with few kept words between them become one; nothing if they are scattered."""
    a = passage[1]
    result: list[Edit] = []
    before = edits[0]
    left = widest = _width(before)
    for edit in edits[1:]:
        between, right = edit[0] - before[1], _width(edit)
        near = between <= left and between <= right
        if near and (_two_sided(before) or _two_sided(edit)):
            if not (_plain(passage, before) and _plain(passage, edit)):
                return []
            within = sum(map(len, a[before[1] : edit[0]])) + between
            before = (before[0], edit[1], before[2], edit[3], before[4] + within)
            left, widest = _width(before), max(widest, right)
            continue
        if between <= _NEAR and (
            widest >= _WIDE or right >= _WIDE or not all(map(_counts, a[before[1] : edit[0]]))
        ):
            return []
        result.append(before)
        before, left, widest = edit, right, right
    return [*result, before]


def _width(edit: Edit) -> int:
    old, new = edit[1] - edit[0], edit[3] - edit[2]
    # Asked of every edit: twice as quick as max.
    if old > new:
        return old
    return new


def _two_sided(edit: Edit) -> bool:
    return edit[1] > edit[0] and edit[3] > edit[2]


def _counts(word: str) -> bool:
    return word != "" and is_word(word)


def _plain(passage: Passage, edit: Edit) -> bool:
    """Is it an edit of words, and not of signs on them? Of a gathered one that is known."""
    if edit[4]:
        return True
    old, new = passage[1][edit[0] : edit[1]], passage[2][edit[2] : edit[3]]
    if all(map(str.isalnum, old)) and all(map(str.isalnum, new)):
        return set(old).isdisjoint(new)
    for word in (*old, *new):
        if not word.isalnum() and not word[:-1].isalnum():
            return False
    return {word.strip(_AROUND) for word in old}.isdisjoint([word.strip(_AROUND) for word in new])


def may_slide(passage: Passage, edits: list[Edit]) -> bool:
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
