"""The changes of a text as plain English sentences. All wording stands in one place, `TEXTS`."""

from __future__ import annotations

from collections.abc import Sequence

from charter.notes import bare
from charter.reading import Change
from charter.tokens import tokens

TEXTS = {
    "insert": "{Place}, {kind} was added: “{after}”",
    "delete": "{Place}, {kind} was taken out: “{before}”",
    "replace": "{Place}, {kind} was changed{note}: {words}.",
    "rewritten": "{Place}, {kind} was written anew: “{before}” became “{after}”",
    "move": "{Kind} was moved{way}: “{after}”",
    "move_replace": "{Kind} was moved{way} and changed: {words}.",
    "split": "{Place}, {kind} was split into {count}: “{after}”",
    "join": "{Place}, {count} passages were joined to one: “{after}”",
    "heading": "The heading “{before}” became “{after}”.",
    "heading_in": "The heading “{after}” was added.",
    "heading_out": "The heading “{before}” was taken out.",
    "noted": "{Place}, {kind} was changed{note}.",
    "form": "{Place}, the same words are now {kind}: “{after}”",
    "note_white_space": " in its white space only",
    "note_case": " in capital and small letters only",
    "note_punctuation": " in its punctuation only",
    "note_markup": " in its emphasis or links only",
    "note_form": " in its form only",
    "note_numbering": " in its number only",
    "in_section": "under “{section}”",
    "at_start": "before the first heading",
    "way_within": " within “{section}”",
    "way_between": " from “{before}” to “{section}”",
    "way_plain": " to another place",
    "words_out": "“{out}” was taken out",
    "words_in": "“{put}” was added",
    "words_both": "“{out}” became “{put}”",
    "words_more": "and {count} more",
    "words_marks": "its marks changed",
    "nothing": "Nothing changed.",
    "cut": "…",
}
KINDS = {
    "heading": "a heading",
    "paragraph": "a paragraph",
    "list_item": "a list item",
    "quote": "a quotation",
    "table": "a table",
    "table_row": "a row of a table",
    "footnote": "a footnote",
    "code": "a piece of code",
    "divider": "a dividing line",
    "html": "a piece of HTML",
    "front_matter": "the front matter",
}
_HEADINGS = {"insert": "heading_in", "delete": "heading_out"}
_LONGEST = 90
_MOST_EDITS = 3


def in_words(changes: Sequence[Change]) -> tuple[str, ...]:
    """One sentence for each change, in their order; one that says so if there is none."""
    return tuple([_sentence(change) for change in changes]) or (TEXTS["nothing"],)


def _sentence(change: Change) -> str:
    name = _template(change)
    place = _place(change)
    kind = KINDS.get(change.kind, KINDS["paragraph"])
    values = {
        "Place": place[0].upper() + place[1:],
        "kind": kind,
        "Kind": kind[0].upper() + kind[1:],
        "before": shortened(bare(change.before or "")),
        "after": shortened(bare(change.after or "")),
        "note": TEXTS[f"note_{change.note}"] if change.note else "",
        "words": _edits(change),
        "way": _way(change),
        "count": str(len(change.members) + 1),
    }
    return TEXTS[name].format(**values)


def _template(change: Change) -> str:
    if change.kind == "heading" and change.op in _HEADINGS:
        return _HEADINGS[change.op]
    if change.op != "replace":
        return change.op
    if change.note == "white_space":
        return "noted"
    if change.kind == "heading" and not change.note:
        return "heading"
    if change.note == "form":
        return "form"
    kept = any(sign == 0 and text.strip() for sign, text in change.words)
    return "replace" if kept else "rewritten"


def _place(change: Change) -> str:
    if change.section is None:
        return TEXTS["at_start"]
    return TEXTS["in_section"].format(section=shortened(bare(change.section)))


def _way(change: Change) -> str:
    if change.section is None or change.from_section is None:
        return TEXTS["way_plain"]
    section, before = shortened(bare(change.section)), shortened(bare(change.from_section))
    name = "way_within" if section == before else "way_between"
    return TEXTS[name].format(section=section, before=before)


def _edits(change: Change) -> str:
    """The edits of a passage; a word that only got another ending is quoted whole."""
    edits = _whole_words(change.words)
    told = [
        TEXTS[_edit_name(out, put)].format(out=shortened(out.strip()), put=shortened(put.strip()))
        for out, put in edits
        if out.strip() or put.strip()
    ]
    if not told:
        return TEXTS["words_marks"]
    if len(told) > _MOST_EDITS:
        more = TEXTS["words_more"].format(count=len(told) - _MOST_EDITS + 1)
        told = [*told[: _MOST_EDITS - 1], more]
    return ", ".join(told)


def _edit_name(out: str, put: str) -> str:
    if out.strip() and put.strip():
        return "words_both"
    return "words_out" if out.strip() else "words_in"


def _whole_words(pieces: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    """(out, put) of each edit; with the rest of a word that was changed only in part."""
    edits: list[tuple[str, str]] = []
    out = put = head = ""
    for sign, text in [*pieces, (0, "")]:
        if sign < 0:
            out += text
        elif sign > 0:
            put += text
        else:
            if out or put:
                starts = (out or put)[0].isalnum() and (put or out)[0].isalnum()
                ends = (out or put)[-1].isalnum() and (put or out)[-1].isalnum()
                before = head if starts else ""
                behind = _first_word(text) if ends else ""
                edits.append((before + out + behind, before + put + behind))
            out = put = ""
            head = _last_word(text)
    return edits


def _first_word(text: str) -> str:
    return tokens(text)[0] if text[:1].isalnum() else ""


def _last_word(text: str) -> str:
    return tokens(text)[-1] if text[-1:].isalnum() else ""


def shortened(text: str) -> str:
    """The text on one line, cut at a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    cut = line[:_LONGEST].rsplit(" ", 1)[0]
    return cut + TEXTS["cut"]
