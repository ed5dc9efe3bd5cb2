"""A change in words: `In Respect Privacy: “personal” becomes “personal or sensitive”.`"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.web.rendering.marks import visible
from charter import Change

_AFTER_A_STOP = re.compile(r"[.!?]\s+(\S.*)", re.DOTALL)
LONGEST_QUOTE = 110
MOST_PAIRS = 2
_LEAD = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])?\s*(?:\*\*|__)(.{2,60}?)[:.]?(?:\*\*|__)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One change in words, about the passage `block`. `place` says where it stands."""

    block: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Tense:
    """The verbs for a change that has happened, or that is asked for."""

    becomes: str
    added: str
    taken_out: str
    moved: str
    divided: str
    joined: str
    reworded: str


PAST = Tense(
    becomes="became",
    added="This was added:",
    taken_out="This was taken out:",
    moved="The passage was moved",
    divided="The passage was divided in several",
    joined="Passages were joined to one",
    reworded="The passage was reworded",
)
PROPOSED = Tense(
    becomes="would become",
    added="This would be added:",
    taken_out="This would be taken out:",
    moved="The passage would be moved",
    divided="The passage would be divided in several",
    joined="Passages would be joined to one",
    reworded="The passage would be reworded",
)
_NOTES = {
    "white_space": "only spaces or line breaks change",
    "case": "only capital and small letters change",
    "punctuation": "only the punctuation changes",
    "markup": "only emphasis or links change",
    "form": "the same words in another form, such as a heading or a list",
    "numbering": "only the number changes",
}


def sentence(change: Change, tense: Tense) -> Sentence:
    """A change in words."""
    return Sentence(change.block, place_of(change), _text(change, tense))


def place_of(change: Change) -> str:
    """Where a change stands: the section, and the name of the passage if it has one."""
    name = name_of(change.after or "") or name_of(change.before or "")
    parts = [part for part in (change.section, name) if part]
    return ", ".join(dict.fromkeys(parts)) or "At the start"


def name_of(text: str) -> str | None:
    """What a passage calls itself, in bold words at its beginning."""
    found = _LEAD.match(text)
    return found[1].strip() if found else None


def _text(change: Change, tense: Tense) -> str:
    if change.op == "insert":
        return f"{tense.added} {quoted(visible(change.after or '', change.kind))}"
    if change.op == "delete":
        return f"{tense.taken_out} {quoted(visible(change.before or '', change.kind))}"
    where = ""
    if change.moved:
        origin = change.from_section
        where = f" from {origin}" if origin and origin != change.section else ""
        if change.op == "move":
            return f"{tense.moved}{where}; its words stay the same."
    told = {"split": tense.divided, "join": tense.joined}.get(change.op) or _words(change, tense)
    moved = f" {tense.moved}{where}." if change.moved else ""
    end = "" if told.endswith((".”", "!”", "?”", "…”")) else "."
    return f"{told}{end}{moved}"


def _words(change: Change, tense: Tense) -> str:
    if change.note in _NOTES:
        return f"{tense.reworded}: {_NOTES[change.note]}"
    pairs = _pairs(change)
    if not pairs or len(pairs) > MOST_PAIRS:
        return f"{tense.reworded} in {len(pairs)} places" if pairs else tense.reworded
    if any(len(old) > LONGEST_QUOTE or len(new) > LONGEST_QUOTE for old, new in pairs):
        return tense.reworded
    return "; ".join(_pair(old, new, tense) for old, new in pairs)


def _pair(old: str, new: str, tense: Tense) -> str:
    if not old:
        return f"{tense.added} {quoted(new)}"
    if not new:
        return f"{tense.taken_out} {quoted(old)}"
    return f"{quoted(old)} {tense.becomes} {quoted(new)}"


def _pairs(change: Change) -> list[tuple[str, str]]:
    """What was taken out and what stands there now, with a word of context if one is empty."""
    found: list[tuple[str, str]] = []
    old = new = ""
    last_kept = ""
    for sign, text in (*change.words, (0, "")):
        if sign == 0 and (old or new):
            found.append(_with_context(old, new, last_kept, text))
            old = new = ""
        if sign == 0:
            last_kept = text
        old, new = old + (text if sign < 0 else ""), new + (text if sign > 0 else "")
    shown = [_without_common_end(_bare(old), _bare(new)) for old, new in found]
    return [(old, new) for old, new in shown if old != new]


def _without_common_end(old: str, new: str) -> tuple[str, str]:
    """A full stop that stands behind both says nothing."""
    if old and new and old[-1] == new[-1] and old[-1] in ".,;:!?":
        return old[:-1], new[:-1]
    return old, new


def _with_context(old: str, new: str, kept_before: str, kept_after: str) -> tuple[str, str]:
    """An addition alone says little: with a word on each side one sees where it goes."""
    if old.strip() and new.strip():
        return old, new
    whole = _whole_sentence((old + new).strip())
    if whole:
        return (whole, "") if old.strip() else ("", whole)
    front = re.search(r"\S+\s*\Z", kept_before)
    back = re.match(r"\s*\S+", kept_after)
    head, tail = front[0] if front else "", back[0] if back else ""
    return head + old + tail, head + new + tail


def _whole_sentence(text: str) -> str:
    """Words that make sense alone, without the full stop that may stand before them."""
    after = _AFTER_A_STOP.fullmatch(text)
    if after:
        return after[1]
    return text if text[:1].isupper() and text.endswith((".", "!", "?")) else ""


def _bare(text: str) -> str:
    shown = visible(text, "list_item")
    return " ".join(re.sub(r"\*\*|__", "", shown).split())


def quoted(text: str) -> str:
    """Words in quotation marks, shortened if there are many."""
    one_line = " ".join(text.split())
    if len(one_line) > LONGEST_QUOTE:
        one_line = one_line[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{one_line}”"
