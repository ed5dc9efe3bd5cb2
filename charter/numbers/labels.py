"""Labels: what stands before the words of a heading, an item or a paragraph and counts it.

"§ 2", "Article 4:", "2.1", "(1)", "a)", "iv." say where a passage stands today, not what it is.
They count neither for likeness nor for identity, and a change of labels alone is a renumbering.

Some words only look like labels: "A. Smith said", "Section 3 applies", "2.5 percent". What is no
label by itself is none; what may be one has `sure=False`, and `labels_of` decides it by the labels
around it: "A." before "B." counts, "A." alone is somebody's initial.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from charter.numbers.counting import follows
from charter.numbers.label_doubts import Doubt, is_sure
from charter.numbers.label_words import (
    BEGINNINGS,
    CONNECTING,
    NAMES,
    SPELLED,
    WORD_SIGNS,
    WORDS,
    sort_of,
)
from charter.text import lines as ln


class Label(NamedTuple):
    """A label as it stands in the text of a passage.

    `start` and `end` are places in that text: where the label begins, and where the words behind it
    begin. `mark` is the label as it is written. `sort` is what its word names ("section",
    "article", …; "" for a number without a word), `numbers` what it counts, the outermost first,
    `form` the signs around its number ("(#)", "#.", "§ #"). `sure` is False for what may as well be
    words. `words` is what stands behind it.
    """

    start: int
    end: int
    mark: str
    sort: str
    numbers: tuple[str, ...]
    form: str
    sure: bool
    words: str


class _Core(NamedTuple):
    """The word and the number of a label, before the signs that end it."""

    end: int
    sort: str
    number: str
    form: str
    inner: str = ""


_B = "[ \t\u00a0\u202f]"
_EDGE = r"(?![^\W_])"
_MARKS = re.compile(rf"{_B}*(?:>{_B}?|#{{1,6}}{_B}+|[-+*]{_B}+(?:\[[ xX]\]{_B}+)?)*")
_EMPHASIS = re.compile(r"\*{1,3}(?=[^\s*])|_{1,3}(?=[^\s_])")
_LETTERS = r"(?:[ivxl]{1,7}|[IVXL]{1,7}|(?P<letter>[a-zA-Z])(?P=letter)?)"
_ORDINAL = r"(?:\.?[ºª°]|er|re|ère|ste|de|st|nd|rd|th)?"
_PATH = rf"\d{{1,4}}(?:[.\u2010\u2011-]\d{{1,4}})*[a-zA-Z]?{_ORDINAL}{_EDGE}"
_MORE = (
    rf"{_B}*(?:[,\u2013-]|(?:{'|'.join(map(re.escape, CONNECTING))}){_EDGE}){_B}*(?:§{_B}*)?{_PATH}"
)
_WORDED = re.compile(
    rf"(?P<word>§§?|(?i:{'|'.join(sorted(map(re.escape, WORDS), key=len, reverse=True))})"
    rf"{_EDGE}\.?)(?P<gap>{_B}*)(?:(?:[Nn][or]\.|[Nn][°º]|[#№]){_B}*)?(?P<number>{_PATH}|(?:[ivxl]{{1,7}}|[IVXL]{{1,7}}|[a-zA-Z]){_EDGE}"
    rf"|(?i:{'|'.join(sorted(SPELLED, key=len, reverse=True))}){_EDGE})"
    rf"(?:{_MORE})*(?:[ -](?:bis|ter|quater){_EDGE})?"
    rf"(?P<inner>(?:{_B}*\(?(?:\d{{1,3}}[a-z]?|[a-z])\))*)"
)
_SIGN_BEHIND = re.compile(rf"(?P<number>\d{{1,4}}[a-z]?)\.?{_B}?§")
# Chinese, Japanese and Korean: "第3条", "一、", "제1조".
_HAN_SIGNS = "〇零一二三四五六七八九十百"
_HAN = re.compile(
    rf"(?:第\s?(?P<number>\d{{1,4}}|[{_HAN_SIGNS}]{{1,7}})\s?[条條章節节項项款]"
    rf"|제\s?(?P<korean>\d{{1,4}})\s?[조장절항]"
    rf"|(?P<open>[(\uff08])?(?P<list>[{_HAN_SIGNS}]{{1,4}})(?(open)[)\uff09]|、))"
)
_BARE = re.compile(
    rf"(?P<open>[(\uff08]?)(?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{0,6}}\.[a-z](?=\))"
    rf"|\d{{1,3}}(?:\.\d{{1,3}}){{1,6}}[a-z]?{_EDGE}|\d{{1,9}}[a-z]?{_EDGE}"
    rf"|{_LETTERS}{_EDGE})(?P<close>[)\uff09]?)"
)
_STOP = re.compile(rf"\\?[.:)]{{1,2}}|{_B}:(?=\s)")
_DASH = re.compile(rf"{_B}*[-\u2013\u2014]+(?=\s|$)")
_BLANKS = re.compile(r"\s*")
_NO_START = frozenset([*"|`~<[!", ""])
_HAN_STARTS = frozenset(f"第제{_HAN_SIGNS}")
# What stands before its letters in a heading, an item, a quotation or bold type; and how near.
_SIGNS_BEFORE = "#>-+* \t"
_BEFORE = 16
_RUN = re.compile(r"[^\W_]+")


def label_of(text: str) -> Label | None:
    """The label at the start of a passage, which may have the marks of a heading or an item.

    None where there is none. What may be one and may be words has `sure=False`.
    """
    # Most passages begin with three letters that begin no label: seen at once.
    first = text[:3]
    if first[:1] in _SIGNS_BEFORE:
        first = text[:_BEFORE].lstrip(_SIGNS_BEFORE)[:3]
        if len(first) < len("abc"):
            return _label_of(text)
    if first in BEGINNINGS or not first.isalpha() or first[0] in _HAN_STARTS:
        return _label_of(text)
    return None


def without_label(text: str) -> str:
    """The words of a passage, without its marks (`#`, `-`, `>`) and without a sure label."""
    label = label_of(text)
    if label is not None and label.sure:
        return label.words
    return text[_marks_end(text) :]


def labels_of(texts: Sequence[str]) -> list[Label | None]:
    """The labels of passages that follow one another; what may be one is decided by the others.

    An unsure one counts where the label next to it, of the same form, comes straight before or
    after it in counting.
    """
    found = [label_of(text) for text in texts]
    decided = list(found)
    for step in (1, -1):
        near: dict[tuple[str, str], Label] = {}
        for place in range(len(found))[::step]:
            label = found[place]
            if label is None:
                continue
            key = (label.sort, label.form)
            other = near.get(key)
            if not label.sure and other is not None and in_sequence(*(other, label)[::step]):
                decided[place] = label._replace(sure=True)
            near[key] = label
    return [label if label is not None and label.sure else None for label in decided]


def in_sequence(first: Label, second: Label) -> bool:
    """Does the second label count on from the first: 1 and 2, 2.1 and 2.2, (a) and (b)?"""
    if (first.sort, first.form) != (second.sort, second.form):
        return False
    a, b = first.numbers, second.numbers
    return len(a) == len(b) and a[:-1] == b[:-1] and follows(b[-1], a[-1])


def _marks_end(text: str) -> int:
    match = _MARKS.match(text)
    return match.end() if match else 0


@lru_cache(maxsize=8192)
def _label_of(text: str) -> Label | None:
    start = _marks_end(text)
    if text[start : start + 1] in _NO_START:
        return None
    is_heading = "#" in text[:start] or ("\n" in text and ln.is_underline(text.rpartition("\n")[2]))
    outer = _read(text, start, is_heading=is_heading)
    if outer is None or not outer.sure or outer.form not in {"#.", "#)", "(#)"}:
        return outer
    # "1. (a) …", "(2) a) …": an item of a list whose words are counted once more.
    inner = _read(text, outer.end, is_heading=False)
    if inner is None or not inner.sure or inner.form == "#":
        return outer
    numbers = outer.numbers + inner.numbers
    return inner._replace(start=start, mark=text[start : inner.end].strip(), numbers=numbers,
                          form=f"{outer.form} {inner.form}")  # fmt: skip


def _read(text: str, start: int, *, is_heading: bool) -> Label | None:
    """The one label that begins at this place."""
    emphasis = _EMPHASIS.match(text, start)
    opened = emphasis[0] if emphasis else ""
    core = _core(text, start + len(opened))
    if core is None:
        return None
    end = core.end
    closed = bool(opened) and text.startswith(opened, end)
    end += len(opened) if closed else 0
    stop = _STOP.match(text, end)
    signs = stop[0].lstrip("\\ \u00a0\u202f") if stop else ""
    end = stop.end() if stop else end
    if opened and not closed and text.startswith(opened, end):
        closed = True
        end += len(opened)
    dash = _DASH.match(text, end)
    end = dash.end() if dash else end
    if end < len(text) and not text[end].isspace() and "第" not in core.form:
        return None
    mark = text[start if closed else start + len(opened) : end].strip()
    behind = _behind(text, end)
    words = text[behind:] if closed or not opened else opened + text[behind:]
    form = core.form + signs
    doubt = Doubt(core.sort, core.number, core.form, signs + ("-" if dash else ""), words)
    sure = is_sure(doubt, is_heading=is_heading)
    if sure is None:
        return None
    return Label(start, behind, mark, core.sort, _numbers(core), form, sure, words)


def _behind(text: str, end: int) -> int:
    """Where the words begin; the underline of a heading that is only a label is no words of it."""
    match = _BLANKS.match(text, end)
    behind = match.end() if match else end
    return len(text) if "\n" in text[end:behind] and ln.is_underline(text[behind:]) else behind


def _core(text: str, start: int) -> _Core | None:
    match = _WORDED.match(text, start) if _may_be_worded(text, start) else None
    if match:
        sort = sort_of(match["word"])
        if sort is None or (match["word"][-1] not in ".§°º№" and not match["gap"]):
            return None
        return _Core(match.end(), sort, match["number"], f"{sort} #", match["inner"])
    match = _SIGN_BEHIND.match(text, start)
    if match:
        return _Core(match.end(), "section", match["number"], "section #")
    return _far_eastern(text, start) or _bare(text, start)


def _may_be_worded(text: str, start: int) -> bool:
    """Does one of the words stand there? Asked first, as the pattern tries them one by one."""
    run = _RUN.match(text, start)
    return run[0].lower() in NAMES if run else text[start : start + 1] in WORD_SIGNS


def _far_eastern(text: str, start: int) -> _Core | None:
    match = _HAN.match(text, start)
    if match is None:
        return None
    number = match["number"] or match["korean"]
    if number is None:
        return _Core(match.end(), "", match["list"], "(第)" if match["open"] else "第、")
    return _Core(match.end(), "article", number, "第")


def _bare(text: str, start: int) -> _Core | None:
    match = _BARE.match(text, start)
    if match is None or (match["open"] and not match["close"]):
        return None
    form = "(#)" if match["open"] else "#)" if match["close"] else "#"
    return _Core(match.end(), "", match["number"], form)


def _numbers(core: _Core) -> tuple[str, ...]:
    bare = re.sub(rf"{_ORDINAL}$", "", core.number) if core.number[0].isdigit() else core.number
    path = re.split(r"[.\u2010\u2011-]", bare)
    return (*path, *re.findall(r"\w+", core.inner))
