"""Each edit of a passage with enough of its clause: Quorum is 3 → 2 of the board.

Works on words as a reader sees them, without marks. Every piece that it gives is whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from charter.diff.tokens import is_word, tokens
from charter.reading.quoting import CUT, LONGEST_QUOTE, in_marks, quoted
from charter.reading.tenses import Tense

# More words than these on one side of an edit are told without the clause around them.
_SHORT_WORDS = 5
_SHORT_SIGNS = 45
# So many words of the clause are told on either side of its edits.
_AROUND = 8
_WIDEST = 70
_BORDER = re.compile(
    # A stop behind a number or before a small letter ends no clause: on 5. May, at 3 p.m. we eat.
    r"(?:(?<!\d)\.(?![\"'\u201d\u2019)\]]*\s+[a-z])|[!?\u2026;:])(?!\w)[\"'\u201d\u2019)\]]*\s*"
    r"|[\u3002\uff01\uff1f\uff1b]|\s*\n\s*"
)
# An arrow would point the wrong way among words that are read from right to left; and where there
# are quotation marks, it could seem to be quoted.
_NO_ARROW = re.compile("[\u201c-\u201f\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u2192]")
_BLANKS = re.compile(r"\s+")
_ENDS = ".,;:!?"
_LAST_STOP = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]]*\Z")
Pieces = Sequence[tuple[int, str]]


def excerpts(pieces: Pieces, tense: Tense) -> list[str]:
    """What changed, clause by clause. `tense` is spoken already."""
    found: list[str] = []
    for clause in _clauses(pieces):
        found += _told(clause, tense)
    return found


def _clauses(pieces: Pieces) -> Iterator[list[tuple[int, str]]]:
    """The pieces cut where kept words end a clause; only clauses in which something changed."""
    clause: list[tuple[int, str]] = []
    for sign, text in pieces:
        if sign:
            clause.append((sign, text))
            continue
        place = 0
        for border in _BORDER.finditer(text):
            clause.append((0, text[place : border.end()]))
            if any(own for own, _ in clause):
                yield clause
            clause = []
            place = border.end()
        if place < len(text):
            clause.append((0, text[place:]))
    if any(own for own, _ in clause):
        yield clause


def _told(clause: Sequence[tuple[int, str]], tense: Tense) -> list[str]:
    """One clause: as a whole sentence, with arrows, or as it was and as it is."""
    edits = _edits(clause)
    changed = [(out, put) for _, out, put in edits if out or put]
    if not changed:
        return []
    short = all(_is_short(side) for sides in changed for side in sides)
    plain = not any(_NO_ARROW.search(text) for _, text in clause)
    if short and plain and all(out and put for out, put in changed):
        arrows = _with_arrows(edits)
        if arrows:
            return [arrows]
    sentence = _whole(clause, tense)
    if sentence:
        return [sentence]
    old, new = _window(clause, 1), _window(clause, -1)
    two_sided_alone = len(changed) == 1 and all(changed[0])
    if not (two_sided_alone and not short) and max(len(old), len(new)) <= LONGEST_QUOTE:
        return [_pair(old, new, tense)] if old != new else []
    worded = [sides for sides in changed if any(map(is_word, tokens("".join(sides))))]
    return [_pair(out, put, tense) for out, put in worded or changed]


def _edits(clause: Sequence[tuple[int, str]]) -> list[tuple[str, str, str]]:
    """(kept before it, taken out, put in) of each edit; at the end what is kept behind the last."""
    found: list[tuple[str, str, str]] = []
    kept = out = put = ""
    for sign, text in [*clause, (0, "")]:
        if sign < 0:
            out += text
        elif sign:
            put += text
        else:
            if out.strip() or put.strip():
                found.append((kept, out.strip(), put.strip()))
                kept = ""
            elif put:
                kept += put
            out = put = ""
            kept += text
    return [*found, (kept, "", "")]


def _is_short(text: str) -> bool:
    return len(text) <= _SHORT_SIGNS and sum(map(is_word, tokens(text))) <= _SHORT_WORDS


def _with_arrows(edits: Sequence[tuple[str, str, str]]) -> str:
    """The clause once, with an arrow at each edit; "" where nothing stands around a lone one."""
    made = ""
    for place, (kept, out, put) in enumerate(edits):
        text = _BLANKS.sub(" ", kept)
        if not place:
            text = _last_words(text, _AROUND)
        elif place == len(edits) - 1:
            text = _first_words(_LAST_STOP.sub("", text.rstrip()).rstrip(",;:"), _AROUND)
        elif sum(map(is_word, tokens(text))) > 2 * _AROUND:
            text = f"{_first_words(text, _AROUND)} {_last_words(text, _AROUND)}"
        made += text
        if out or put:
            made += f"{_side(out)} → {_side(put)}"
    around = "".join([kept for kept, _, _ in edits]).strip(" .,;:!?\n")
    return made.strip() if around else ""


def _side(text: str) -> str:
    """A word or a number as it is; several in quotation marks, so that one sees where they end."""
    lone = len(tokens(text)) == 1 and is_word(text)
    return text if lone else in_marks(" ".join(text.split()))


def _first_words(text: str, count: int) -> str:
    found = tokens(text)
    words = size = 0
    for place, token in enumerate(found):
        words += is_word(token)
        size += len(token)
        if (words > count or size > _WIDEST) and place:
            kept = "".join(found[:place]).rstrip()
            return f"{kept} {CUT}" if kept else CUT
    return text


def _last_words(text: str, count: int) -> str:
    found = tokens(text)
    words = size = 0
    for place in range(len(found) - 1, -1, -1):
        words += is_word(found[place])
        size += len(found[place])
        if (words > count or size > _WIDEST) and place < len(found) - 1:
            kept = "".join(found[place + 1 :])
            return f"{CUT} {kept.lstrip()}"
    return text


def _whole(clause: Sequence[tuple[int, str]], tense: Tense) -> str:
    """Whole sentences that were only put in, or only taken out, told alone."""
    edits = [(sign, text) for sign, text in clause if sign and text.strip()]
    if len(edits) != 1:
        return ""
    sign, text = edits[0]
    words = text.strip()
    stop = re.match(r"[.!?]\s+", words)
    if stop:
        words = words[stop.end() :]
    elif not (words[:1].isupper() and words.endswith((".", "!", "?"))):
        return ""
    return f"{tense.added if sign > 0 else tense.taken_out} {quoted(words)}"


def _window(clause: Sequence[tuple[int, str]], leave_out: int) -> str:
    """One side of a clause: its edits with some words on either side."""
    changed = [place for place, (sign, text) in enumerate(clause) if sign and text.strip()]
    first, last = changed[0], changed[-1]
    lead, inner, tail = (
        "".join([text for sign, text in part if sign != leave_out])
        for part in (clause[:first], clause[first : last + 1], clause[last + 1 :])
    )
    near = _AROUND // 2
    return " ".join((_last_words(lead, near) + inner + _first_words(tail, near)).split())


def _pair(old: str, new: str, tense: Tense) -> str:
    if old and new and old[-1] == new[-1] and old[-1] in _ENDS:
        old, new = old[:-1], new[:-1]
    if not old:
        return f"{tense.added} {quoted(new)}"
    if not new:
        return f"{tense.taken_out} {quoted(old)}"
    return f"{quoted(old)} {tense.becomes} {quoted(new)}"
