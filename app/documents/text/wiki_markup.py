"""The markup of MediaWiki as Markdown: headings, lists, emphasis, links, notes, tables.

After the page "Help:Formatting" of MediaWiki (2026). Templates and categories are of the wiki, and
are left out.
"""

from __future__ import annotations

import re

_HEADING = re.compile(r"^(={1,6})[ \t]*([^=\n][^\n]*?)[ \t]*\1[ \t]*$", re.MULTILINE)
_SIGNS = re.compile(r"'''[^'\n]+'''|\[\[[^\[\]\n]{1,200}\]\]|^\{\||<ref[ >]|^\{\{", re.MULTILINE)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_SWITCH = re.compile(r"__[A-Z]{3,20}__")
_FILE = re.compile(
    r"\[\[(?:File|Image|Category|Datei|Bild|Kategorie|Fichier|Catégorie)\s*:[^\[\]]*\]\]\n?",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_OUTWARD = re.compile(r"\[((?:https?://|mailto:)[^\s\[\]]+)(?:[ \t]+([^\[\]\n]+))?\]")
_NOTE = re.compile(r"<ref(?:\s[^<>/]*)?>((?:(?!<ref).)*?)</ref>|<ref\s[^<>]*/>", re.DOTALL)
_NOTES = re.compile(r"<references\s*/?>|</references>")
_BOTH = re.compile(r"'{5}([^'\n]+)'{5}")
_BOLD = re.compile(r"'{3}([^'\n]+(?:'[^'\n]+)*)'{3}")
_LEAN = re.compile(r"'{2}([^'\n]+(?:'[^'\n]+)*)'{2}")
_ITEM = re.compile(r"([*#:;]+)[ \t]*(.*)")
_TABLE = re.compile(r"^\{\|[^\n]*\n((?:(?!^\{\|).)*?)^\|\}[ \t]*$", re.MULTILINE | re.DOTALL)
_STYLED = re.compile(r"^\s*(?:\w+\s*=\s*(?:\"[^\"\n]*\"|\w+)\s*)+\|(?!\|)")
_DEEPEST = 20


def is_wiki(text: str) -> bool:
    """Whether a text is written in this markup: it has a heading of it, or two of its signs."""
    return _HEADING.search(text) is not None or len(_SIGNS.findall(text[:100_000])) > 1


def as_markdown(text: str) -> str:
    """The same text as Markdown."""
    text = _COMMENT.sub("", text)
    for _ in range(_DEEPEST):
        text, found = _TEMPLATE.subn("", text)
        if not found:
            break
    text = _SWITCH.sub("", _FILE.sub("", text))
    text, notes = _with_notes(text)
    text = _TABLE.sub(_table, _lists(text))
    text = _HEADING.sub(lambda found: f"\n{'#' * len(found[1])} {found[2]}\n", text)
    text = _inline(text)
    return text + "".join([f"\n[^{at}]: {_inline(one)}\n" for at, one in notes])


def _inline(text: str) -> str:
    text = _BOTH.sub(r"***\1***", text)
    text = _LEAN.sub(r"*\1*", _BOLD.sub(r"**\1**", text))
    text = _LINK.sub(lambda found: (found[2] or found[1]).strip(), text)
    return _OUTWARD.sub(lambda found: f"[{found[2]}]({found[1]})" if found[2] else found[1], text)


def _with_notes(text: str) -> tuple[str, list[tuple[int, str]]]:
    notes: list[tuple[int, str]] = []

    def number(found: re.Match[str]) -> str:
        if not (found[1] or "").strip():
            return ""
        notes.append((len(notes) + 1, " ".join(found[1].split())))
        return f"[^{len(notes)}]"

    return _NOTES.sub("", _NOTE.sub(number, text)), notes


def _lists(text: str) -> str:
    """Stars are points, number signs are counted; what is only indented stands on the left."""
    made: list[str] = []
    counts: dict[int, int] = {}
    was_item = False
    for row in text.split("\n"):
        found = _ITEM.match(row)
        if found is None:
            counts.clear()
            made += [""] if was_item and row.strip() else []
            was_item = False
            made.append(row)
            continue
        signs, words = found[1], found[2]
        depth = len(signs) - 1
        counts = {level: count for level, count in counts.items() if level <= depth}
        if signs[-1] == "#":
            counts[depth] = counts.get(depth, 0) + 1
            made.append(f"{'   ' * depth}{counts[depth]}. {words}")
        elif signs[-1] == "*":
            made.append(f"{'  ' * depth}- {words}")
        else:
            made += ["", words, ""]
        was_item = True
    return "\n".join(made)


def _table(found: re.Match[str]) -> str:
    rows: list[list[str]] = [[]]
    for row in found[1].split("\n"):
        if row.startswith("|-"):
            rows.append([])
        elif row.startswith("|+"):
            continue
        elif row.startswith(("|", "!")):
            cells = re.split(r"\|\||!!", row[1:])
            rows[-1] += [_STYLED.sub("", cell).strip() for cell in cells]
        elif rows[-1] and row.strip():
            rows[-1][-1] += f" {row.strip()}"
    rows = [row for row in rows if row]
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    lines = [
        "| " + " | ".join([*(cell.replace("|", "\\|") for cell in row), *[""] * (width - len(row))])
        + " |"
        for row in rows
    ]  # fmt: skip
    return "\n" + "\n".join([lines[0], "|" + "---|" * width, *lines[1:]]) + "\n"
