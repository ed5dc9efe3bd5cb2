"""Words for reading where they can be seen at a glance: the common case, made quick.

Most changed passages have a few edits, each in a sentence that else stays. Those are read here word
by word, with the alignment of a compiled library. What needs more thought (a sentence that is
written anew, an insertion that could stand in several places, scattered edits) gets no answer here
and is left to the full reading.
"""

from __future__ import annotations

from charter.diff.edits import Edit, Passage, at_ends, edits_of, equal_ends, gathered, may_slide
from charter.diff.refinement import Pieces, add, ends_trimmed, looked_into, nothing_shared
from charter.diff.rewriting import STOP, owed_by, pays

# The alignment takes a bit for each pair of words: this keeps it below a megabyte.
_MOST_PAIRS = 4_000_000
_BLOCK_STAYS = 5
_Words = tuple[tuple[int, str], ...]


def glance(before: str, after: str) -> _Words | None:
    """What became of a passage, or None where that is not clear at first sight.

    The wordings differ and may be cut at every blank.
    """
    head, tail = equal_ends(before, after)
    out, put = before[head : len(before) - tail], after[head : len(after) - tail]
    if "\n" in out or "\n" in put or before[-1] == " " or after[-1] == " ":
        return None
    start, end = before[:head], before[len(before) - tail :]
    if not out or not put:
        return _one_sided(start, out, put, end)
    if tail:
        # The blank before what is equal again.
        out, put = out[:-1], put[:-1]
    ends = at_ends(out, put)
    if ends is not None:
        a, b, edits = ends
        return _laid_out((start, a, b, end), edits, len(before))
    a, b = out.split(" "), put.split(" ")
    if len(a) * len(b) > _MOST_PAIRS:
        return None
    return _aligned((start, a, b, end), before, after)


def _aligned(passage: Passage, before: str, after: str) -> _Words | None:
    """The same by an alignment of the words that are not equal at the ends."""
    edits = edits_of(passage[1], passage[2])
    if len(edits) > 1:
        edits = gathered(passage, edits)
    if not edits or may_slide(passage, edits):
        return None
    found = _laid_out(passage, edits, len(before))
    if found is None or "".join([text for sign, text in found if sign >= 0]) != after:
        return None
    return found


def _one_sided(start: str, out: str, put: str, end: str) -> _Words | None:
    """Words that were only put in or only taken out, with the blank behind them."""
    words = (out or put)[:-1]
    if " " in words and (
        start.endswith(words[words.rfind(" ") + 1 :] + " ")
        or end.startswith(words[: words.find(" ")])
    ):
        # They could as well stand elsewhere.
        return None
    edit = (-1, out) if out else (1, put)
    return ((0, start), edit, (0, end)) if start else (edit, (0, end))


def _laid_out(passage: Passage, edits: list[Edit], size: int) -> _Words | None:
    """The edits as texts; None if a sentence may have to be shown as written anew."""
    pieces, owed, taken = _pieces(passage, edits)
    last = pieces[-1][1]
    stays = pays(last, owed) and (size - taken) * _BLOCK_STAYS >= size
    if not stays and {-1, 1}.issubset([sign for sign, _ in pieces]):
        return None
    if not last:
        pieces.pop()
    return tuple(pieces if pieces[0][1] else pieces[1:])


def _pieces(passage: Passage, edits: list[Edit]) -> tuple[Pieces, int, int]:
    """The edits as texts; how many kept signs the last one still needs (`owed_by`), and the signs
    that all of them take out.

    The first and the last piece are kept text, which may be empty.
    """
    kept, a, b, end = passage
    pieces: Pieces = []
    done = owed = taken = 0
    at_end = None if end else _at_end(passage, edits[-1])
    for edit in edits:
        start_a, end_a, start_b, end_b, within = edit
        if start_a > done:
            kept = f"{kept}{' '.join(a[done:start_a])} "
        done = end_a
        behind = "" if edit is at_end else " "
        if end_a - start_a == end_b - start_b == 1:
            out, put = a[start_a], b[start_b]
        else:
            out, put = " ".join(a[start_a:end_a]), " ".join(b[start_b:end_b])
            if start_a == end_a or start_b == end_b:
                # A blank goes with the words: the one behind them, at the end the one before.
                kept, text = (kept, out + put + " ") if behind else (kept[:-1], " " + out + put)
                out, put, behind = (text, "", "") if start_a < end_a else ("", text, "")
        count = len(out)
        taken += count
        # What `owed_by` asks first, without a call: most edits need no other question.
        before = len(kept) - (2 * count // 3 + 1)
        if owed or within or before < 0 or STOP.search(kept, before):
            owed = owed_by((out, put), kept, owed, within, last=edit is at_end)
        if not (out and put):
            pieces += ((0, kept), (-1, out) if out else (1, put))
        elif nothing_shared(out, put):
            pieces += ((0, kept), (-1, out), (1, put))
        else:
            pieces.append((0, kept))
            behind = _look_into(pieces, out, put, within) + behind
        kept = behind
    pieces.append((0, kept + " ".join([*a[done:], end] if end else a[done:])))
    return pieces, owed, taken


def _at_end(passage: Passage, edit: Edit) -> Edit | None:
    """The last edit, if no words are kept behind it."""
    return edit if edit[1] == len(passage[1]) and edit[3] == len(passage[2]) else None


def _look_into(pieces: Pieces, out: str, put: str, within: int) -> str:
    """Add an edit of which parts may be kept; what is kept at its end is given back instead."""
    for sign, text in ends_trimmed(out, put) if within else looked_into(out, put):
        if text:
            add(pieces, sign, text)
    return "" if pieces[-1][0] else pieces.pop()[1]
