"""What will be seen of words that hold signs with a meaning of their own, in sentences."""

from __future__ import annotations

import re

from app.rendering.fields import Shape
from app.rendering.markdown.not_shown import COMMENT
from charter import Refused, canonical, split
from charter.language import N_
from charter.language import gettext as _

_BECOMES = {
    "heading": N_("“{words}” becomes a heading, because of its # or the line under it."),
    "list_item": N_("“{words}” becomes a point of a list, because of the sign it begins with."),
    "quote": N_("“{words}” becomes a quotation, because it begins with >."),
    "code": N_("“{words}” is shown letter by letter, because of its marks or its indent."),
    "table": N_("“{words}” becomes a table."),
    "divider": N_("“{words}” becomes a line across the page."),
}
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_BULLET = re.compile(r"(?m)^[ \t]*[•·▪◦‣●○\u2013\u2014][ \t]")
_SOFT_BREAK = re.compile(r"(?<![ \\\n])\n(?!\n)")
#: Joiners and marks of direction are left out: scripts and emoji need them.
_UNSEEN = re.compile("[\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_EMPTY_LINES = re.compile(r"\n[ \t]*\n")
_LONGEST = 30


def remarks(words: str, shape: Shape) -> list[str]:
    """Sentences about what the words of a field become, where that may be a surprise."""
    found = []
    if shape.kind in {"paragraph", "list_item"}:
        found += _kinds(words)
        if _BULLET.search(words):
            found.append(
                _("For a list, begin each line with a dash and a space. Other signs stay as typed.")
            )
        elif _is_joined(words):
            found.append(_("Single lines are joined when this is read; an empty line parts them."))
    if COMMENT.search(words):
        found.append(
            _("What stands between <!-- and --> is not shown; the page says that a note is there.")
        )
    if _TAG.search(COMMENT.sub("", words)):
        found.append(
            _("Signs such as <b> are shown just as they are typed. For bold words: **like this**.")
        )
    unseen = _UNSEEN.search(words)
    if unseen:
        found.append(
            _("It holds a sign that nobody can see ({sign}), perhaps from another program.").format(
                sign=f"U+{ord(unseen[0]):04X}"
            )
        )
    return found


def _kinds(words: str) -> list[str]:
    """What other than a paragraph some of the words become."""
    said: dict[str, str] = {}
    for part in _EMPTY_LINES.split(words):
        for kind, text in _blocks(part):
            if kind in _BECOMES and kind not in said:
                said[kind] = _(_BECOMES[kind]).format(words=_beginning(text))
    return list(said.values())


def _blocks(part: str) -> list[tuple[str, str]]:
    if not part.strip():
        return []
    try:
        return [(one.kind, one.text) for one in split(canonical(part))]
    except Refused:
        return []


def _is_joined(words: str) -> bool:
    """Whether there are single line breaks between words of one paragraph."""
    return any(
        kind == "paragraph" and _SOFT_BREAK.search(text.strip())
        for part in _EMPTY_LINES.split(words)
        for kind, text in _blocks(part)
    )


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + "…"
