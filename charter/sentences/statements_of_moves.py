"""Sentences that moved, in words; and what is left of an edit without them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from charter.language import gettext as _
from charter.reading.change_values import Carried, Change
from charter.reading.quoting import quoted
from charter.reading.visible_words import seen
from charter.sentences.excerpts import Pieces

_MARKS = re.compile(r"[*_`~]+")


def without_carried(change: Change, pieces: Pieces) -> Pieces:
    """The pieces without the sentences that only moved; what stood around one is told apart."""
    if not change.carried:
        return pieces
    moved: dict[int, list[str]] = {-1: [], 1: []}
    for one in change.carried:
        sentence = _as_seen(change, one)
        for sign, ways in ((-1, ("within", "away")), (1, ("within", "here"))):
            if sentence and one.way in ways:
                moved[sign].append(sentence)
    made: list[tuple[int, str]] = []
    out: list[str] = []
    for sign, text in [*pieces, (0, "")]:
        if sign < 0:
            out = _around(text, moved[-1])
            continue
        put = _around(text, moved[1]) if sign else []
        made += _beside(out, put)
        out = []
        if not sign:
            made.append((0, text))
    return [piece for piece in made if piece[1]]


def _as_seen(change: Change, one: Carried) -> str:
    """The sentence as it is read in its passage; "" where its marks begin or end outside it."""
    side, kind = change.before, change.from_kind or change.kind
    if one.way == "here":
        side, kind = change.after, change.kind
    whole = " ".join(seen(side or "", kind).text.split())
    for sentence in (seen(one.sentence, "paragraph").text, _MARKS.sub("", one.sentence)):
        if sentence in whole:
            return sentence
    return ""


def _beside(out: Sequence[str], put: Sequence[str]) -> Iterator[tuple[int, str]]:
    """What is left of an edit; parts that did not stand together are kept apart."""
    if len(out) == len(put):
        for place, (before, after) in enumerate(zip(out, put, strict=True)):
            yield from ((0, "\n"),) if place else ()
            yield from ((-1, before), (1, after))
        return
    parts = [*[(-1, part) for part in out], *[(1, part) for part in put]]
    for place, part in enumerate(parts):
        if place and (len(out) > 1 or len(put) > 1):
            yield 0, "\n"
        yield part


def _around(text: str, sentences: Sequence[str]) -> list[str]:
    """What is left of a text where sentences are taken out of it, part by part."""
    parts = [text]
    for sentence in sentences:
        parts = [half for part in parts for half in part.split(sentence, 1)]
    return parts if len(parts) > 1 else [text]


def carried_in_words(change: Change) -> list[str]:
    """The sentences that moved, within the passage or from one to another."""
    made: list[str] = []
    for one in change.carried:
        sentence, section = _as_seen(change, one), one.section
        if not sentence:
            continue
        words_ = quoted(sentence)
        if one.way == "within":
            made.append(_("the sentence {words} moves within the passage").format(words=words_))
        elif section is None or section == change.section:
            there = {
                "away": _("the sentence {words} moves to another passage"),
                "here": _("the sentence {words} comes from another passage"),
            }
            made.append(there[one.way].format(words=words_))
        else:
            there = {
                "away": _("the sentence {words} moves to {section}"),
                "here": _("the sentence {words} comes from {section}"),
            }
            made.append(there[one.way].format(words=words_, section=quoted(section)))
    return made
