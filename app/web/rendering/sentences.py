"""A change in words: `In Respect Privacy: “personal” becomes “personal or sensitive”.`"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass

from app.web.rendering.marks import visible
from charter import Change
from charter.language import N_, ngettext, translated
from charter.language import gettext as _

_AFTER_A_STOP = re.compile(r"[.!?]\s+(\S.*)", re.DOTALL)
LONGEST_QUOTE = 110
MOST_PAIRS = 2
#: How long the words of more pairs may be together, so that one still reads them.
LONGEST_OF_MANY = 200
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
    becomes=N_("became"),
    added=N_("This was added:"),
    taken_out=N_("This was taken out:"),
    moved=N_("The passage was moved"),
    divided=N_("The passage was divided in several"),
    joined=N_("Passages were joined to one"),
    reworded=N_("The passage was reworded"),
)
PROPOSED = Tense(
    becomes=N_("would become"),
    added=N_("This would be added:"),
    taken_out=N_("This would be taken out:"),
    moved=N_("The passage would be moved"),
    divided=N_("The passage would be divided in several"),
    joined=N_("Passages would be joined to one"),
    reworded=N_("The passage would be reworded"),
)
_NOTES = {
    "white_space": N_("only spaces or line breaks change"),
    "case": N_("only capital and small letters change"),
    "punctuation": N_("only the punctuation changes"),
    "markup": N_("only emphasis or links change"),
    "form": N_("the same words in another form, such as a heading or a list"),
    "numbering": N_("only the number changes"),
}


def sentence(change: Change, tense: Tense) -> Sentence:
    """A change in words."""
    spoken = Tense(*translated(astuple(tense)))
    return Sentence(change.block, place_of(change), _text(change, spoken))


def place_of(change: Change) -> str:
    """Where a change stands: the section, and the name of the passage if it has one."""
    name = name_of(change.after or "") or name_of(change.before or "")
    parts = [part for part in (change.section, name) if part]
    return ", ".join(dict.fromkeys(parts)) or _("At the start")


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
        if origin and origin != change.section:
            where = " " + _("from {section}").format(section=origin)
        if change.op == "move":
            return _("{moved}{where}; its words stay the same.").format(
                moved=tense.moved, where=where
            )
    told = {"split": tense.divided, "join": tense.joined}.get(change.op) or _words(change, tense)
    moved = f" {tense.moved}{where}." if change.moved else ""
    end = "" if told.endswith((".”", "!”", "?”", "…”", ".“", "!“", "?“", "…“")) else "."
    return f"{told}{end}{moved}"


def _words(change: Change, tense: Tense) -> str:
    if change.note in _NOTES:
        return f"{tense.reworded}: {_(_NOTES[change.note])}"
    pairs = _pairs(change)
    if not pairs:
        return tense.reworded
    length = sum(len(old) + len(new) for old, new in pairs)
    if len(pairs) > MOST_PAIRS and length > LONGEST_OF_MANY:
        places = ngettext("{reworded} in {n} place", "{reworded} in {n} places", len(pairs))
        return places.format(reworded=tense.reworded, n=len(pairs))
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
    return _("“{words}”").format(words=one_line)
