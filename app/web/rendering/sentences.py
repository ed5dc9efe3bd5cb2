"""A change in words: `In Respect Privacy: Quorum is 3 → 2 of the board.`"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from charter import Change
from charter.language import gettext as _
from charter.language import ngettext
from charter.numbers.renumbering import Renumbering, grouped
from charter.reading.quoting import joined, quoted, quoted_wording
from charter.reading.tenses import PAST, PROPOSED, Tense
from charter.reading.visible_words import words_seen
from charter.sentences.statements import goes_without_saying, told
from charter.sentences.statements_of_moves import carried_in_words

__all__ = ["PAST", "PROPOSED", "Sentence", "Tense", "name_of", "place_of", "sentences"]

_LEAD = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])?\s*(?:\*\*|__)(.{2,60}?)[:.]?(?:\*\*|__)")
_CLOSED = (".”", "!”", "?”", "…”", ".“", "!“", "?“", "…“")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One change in words, about the passage `block`. `place` says where it stands."""

    block: str
    place: str
    text: str


def sentences(changes: Sequence[Change], tense: Tense) -> tuple[Sentence, ...]:
    """The changes in words; changes of numbers alone have one sentence for all."""
    spoken = tense.spoken()
    return tuple(
        _renumbered(one) if isinstance(one, Renumbering) else _sentence(one, spoken)
        for one in grouped(changes)
        if not goes_without_saying(one)
    )


def _renumbered(one: Renumbering) -> Sentence:
    first = one.changes[0]
    place = _("Numbers") if first.kind == "heading" else first.section or _("At the start")
    words = one.in_words()
    return Sentence(first.block, place, f"{words[:1].upper()}{words[1:]}.")


def _sentence(change: Change, tense: Tense) -> Sentence:
    return Sentence(change.block, place_of(change), _text(change, tense))


def place_of(change: Change) -> str:
    """Where a change stands: the section, and the name of the passage if it has one."""
    name = name_of(change.after or "") or name_of(change.before or "")
    section = words_seen(change.section) if change.section else ""
    parts = [part for part in (section, name) if part]
    return ", ".join(dict.fromkeys(parts)) or _("At the start")


def name_of(text: str) -> str | None:
    """What a passage calls itself, in bold words at its beginning."""
    found = _LEAD.match(text)
    return found[1].strip() if found else None


def _text(change: Change, tense: Tense) -> str:
    if change.op == "insert":
        return _with_carried(
            f"{tense.added} {quoted_wording(change.after or '', change.kind)}", change
        )
    if change.op == "delete":
        return _with_carried(
            f"{tense.taken_out} {quoted_wording(change.before or '', change.kind)}", change
        )
    moved = _moved(change, tense) if change.moved else ""
    if change.op == "move":
        if change.members:
            return f"{moved}."
        return _("{moved}; its words stay the same.").format(moved=moved)
    statements = told(change, tense)
    divided = {"split": tense.divided, "join": tense.joined}.get(change.op)
    if divided:
        statements.insert(0, divided)
    whole = _as_sentence(joined(statements, tense))
    return f"{whole} {moved}." if moved else whole


def _moved(change: Change, tense: Tense) -> str:
    """That it was moved, with what stands beneath it, and from which section."""
    origin = change.from_section
    where = ""
    if origin and origin != change.section and change.kind != "heading":
        where = " " + _("from {section}").format(section=quoted(words_seen(origin)))
    n = len(change.members)
    if n:
        beneath = ngettext(
            ", with {n} passage that stands beneath it",
            ", with {n} passages that stand beneath it",
            n,
        )
        where += beneath.format(n=n)
    return f"{tense.moved}{where}"


def _with_carried(words: str, change: Change) -> str:
    return _as_sentence("; ".join([words, *carried_in_words(change)]))


def _as_sentence(words: str) -> str:
    end = "" if words.endswith(_CLOSED) else "."
    return f"{words}{end}"
