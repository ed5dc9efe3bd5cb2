"""The changes of a text as plain sentences, one for each; a change of numbers is told once for all.

What became of a passage is told by `charter/sentences/statements.py`; here stands where, and what
it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from charter.dates import list_in_words
from charter.language import N_
from charter.language import gettext as _
from charter.numbers.renumbering import Renumbering, grouped
from charter.reading.change_values import Change
from charter.reading.quoting import joined, quoted, quoted_wording
from charter.reading.tenses import PAST
from charter.reading.visible_words import words_seen
from charter.sentences.statements import facets_of, goes_without_saying, told
from charter.sentences.statements_of_form import KINDS
from charter.sentences.statements_of_moves import carried_in_words
from charter.text.blocks import split

TEXTS = {
    "insert": N_("{Place}, {kind} was added: {after}"),
    "delete": N_("{Place}, {kind} was taken out: {before}"),
    "replace": N_("{Place}, {kind} was changed: {words}."),
    "rewritten": N_("{Place}, {kind} was written anew: {before} became {after}"),
    "move": N_("{Kind} was moved{way}: {after}"),
    "move_section": N_("The section {after} was moved to another place, as a whole."),
    "move_beneath": N_("{Kind} was moved{way}, with what stands beneath it: {after}"),
    "move_replace": N_("{Kind} was moved{way} and changed: {words}."),
    "split": N_("{Place}, {kind} was split into {count}: {after}"),
    "join": N_("{Place}, {count} passages were joined to one: {after}"),
    "heading": N_("The heading {before} became {after}."),
    "heading_in": N_("The heading {after} was added."),
    "heading_out": N_("The heading {before} was taken out."),
    "form": N_("{Place}, the same words are now {kind}: {after}"),
    "white_space": N_("{Place}, {kind} was changed in its white space only."),
}
_MOST_PARTS = 3
_HEADINGS = {"insert": "heading_in", "delete": "heading_out"}


def in_words(changes: Sequence[Change]) -> tuple[str, ...]:
    """A sentence for each change, in their order; one that says so if there is none.

    Changes of numbers alone have one sentence for all that are counted together.
    """
    made = [_sentence(one) for one in grouped(changes) if not goes_without_saying(one)]
    return tuple(made) or (_("Nothing changed."),)


def _sentence(one: Change | Renumbering) -> str:
    if isinstance(one, Renumbering):
        words = one.in_words()
        first = one.changes[0]
        if first.kind == "heading":
            return f"{_first_large(words)}."
        return f"{_first_large(_place(first))}, {words}."
    name, tense = _template(one), PAST.spoken()
    kind = _(KINDS.get(one.kind, KINDS["paragraph"]))
    beside = carried_in_words(one) if one.op in {"insert", "delete"} else []
    if one.op in {"split", "join"}:
        beside = told(one, tense)
    values = {
        "Place": _first_large(_place(one)),
        "kind": kind,
        "Kind": _first_large(kind),
        "before": quoted_wording(one.before or "", one.from_kind or one.kind),
        "after": _parts(one) if one.op == "split" else quoted_wording(one.after or "", one.kind),
        "words": joined(["", *told(one, tense)], tense)[2:] if "{words}" in TEXTS[name] else "",
        "way": _way(one),
        "count": str(len(one.members) + 1),
    }
    return "; ".join([_(TEXTS[name]).format(**values), *beside])


def _parts(change: Change) -> str:
    """The first passages that one was split into."""
    parts = [quoted(words_seen(*one[::-1])) for one in split(f"{change.after}\n")[:_MOST_PARTS]]
    return list_in_words(parts)


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]


def _template(change: Change) -> str:
    if change.kind == "heading" and change.op in _HEADINGS:
        return _HEADINGS[change.op]
    if change.op == "move" and change.members:
        return "move_section" if change.kind == "heading" else "move_beneath"
    return _of_replaced(change) if change.op == "replace" else change.op


def _of_replaced(change: Change) -> str:
    found = facets_of(change)
    if found == {"white_space"}:
        return "white_space"
    if found == {"form"} and change.from_kind != change.kind:
        return "form"
    if found != {"words"} or change.carried:
        return "replace"
    if change.kind == "heading":
        return "heading"
    return (
        "replace" if any(not sign and text.strip() for sign, text in change.words) else "rewritten"
    )


def _place(change: Change) -> str:
    if change.section is None:
        return _("before the first heading")
    return _("under {section}").format(section=quoted(words_seen(change.section)))


def _way(change: Change) -> str:
    if change.section is None or change.from_section is None or change.kind == "heading":
        return _(" to another place")
    section, before = quoted(change.section), quoted(change.from_section)
    if section == before:
        return _(" within {section}").format(section=section)
    return _(" from {before} to {section}").format(before=before, section=section)
