"""Words with their looks as Markdown: emphasis, links, footnotes; signs that would mean more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.documents.model import Stroke, merged
from charter.numbers.labels import label_of
from charter.text import lines as ln

_ESCAPED = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"
    r"|(?<!\s)\*|\*(?!\s|$)"
    r"|(?<!\w)_+(?=[^\W_])|(?<=[^\W_])_+(?!\w)"
    r"|`|<(?=[a-zA-Z/!?])|&(?=#\d+;|#[xX][\da-fA-F]+;|[a-zA-Z]\w*;)|~(?=~)"
    r"|\[(?=\^)|\](?=[(\[:])"
)
# What may mean more together with what the next stretch of words begins with.
_AT_END = re.compile(r"(?<!\\)[*_<&~\[\]]\Z")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_START = re.compile(r"(?:#{1,6}(?:\s|$)|>|[-+](?:\s|$)|=+\s*$|~{3,}|:\s|\|)")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|#)\S", re.IGNORECASE)
_AWKWARD = re.compile(r"[\s()<>\\]")
_ENCODED = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C"}
_MARKS = {"bold": "**", "italic": "*", "struck": "~~"}


def inline(strokes: Sequence[Stroke], notes: Mapping[str, int]) -> str:
    """Strokes as Markdown on one line, line breaks as a backslash; `notes` number footnotes."""
    made: list[str] = []
    opened: list[str] = []
    fit = _fit([replace(one, link=safe_link(one.link), remarks=()) for one in strokes])
    for stroke in fit:
        wanted = _wanted(stroke)
        common = 0
        while common < min(len(opened), len(wanted)) and opened[common] == wanted[common]:
            common += 1
        made += [_closing(opened.pop()) for _ in range(len(opened) - common)]
        for mark in wanted[common:]:
            opened.append(mark)
            made.append(_MARKS.get(mark, "["))
        if stroke.note:
            made.append(f"[^{notes[stroke.note]}]" if stroke.note in notes else "")
        elif stroke.code:
            made.append(_code(stroke.text))
        else:
            words = escaped(stroke.text, in_link=bool(stroke.link))
            made.append(words if stroke is fit[-1] else _AT_END.sub(r"\\\g<0>", words))
    made += [_closing(mark) for mark in reversed(opened)]
    return "".join(made).replace("\n", "\\\n")


def plain(strokes: Sequence[Stroke]) -> str:
    """The words alone, on one line."""
    return " ".join("".join([stroke.text for stroke in strokes]).split())


def escaped(text: str, *, in_link: bool = False) -> str:
    """Words with a backslash before each sign that Markdown would take for something else."""
    made = []
    at = 0
    for address in _ADDRESS.finditer(text):
        made += [_escape(text[at : address.start()]), address[0]]
        at = address.end()
    made.append(_escape(text[at:]))
    if in_link:
        made = [re.sub(r"(?<!\\)([\[\]])", r"\\\1", part) for part in made]
    return "".join(made)


def safe_start(text: str) -> str:
    """A paragraph whose beginning is not taken for a heading, a list or a quotation."""
    if _START.match(text) or ln.is_divider(text.partition("\n")[0]):
        return f"\\{text}"
    item = ln.marker(text)
    if item is not None:
        label = label_of(text)
        if item.number is None:
            return f"\\{text}"
        if label is None or not label.sure:
            return re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
    return text


def safe_link(target: str) -> str:
    """Where a link leads, if it leads anywhere from here; "" if not."""
    target = target.strip()
    if not _SAFE_LINK.match(target):
        return ""
    return _AWKWARD.sub(lambda match: _ENCODED.get(match[0], ""), target)


def _escape(text: str) -> str:
    return _ESCAPED.sub(lambda match: "".join([f"\\{sign}" for sign in match[0]]), text)


def _code(text: str) -> str:
    fence = "`" * (max([len(run) for run in re.findall(r"`+", text)], default=0) + 1)
    access = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{access}{text}{access}{fence}"


def _wanted(stroke: Stroke) -> list[str]:
    wanted = [f"]({stroke.link})"] if stroke.link else []
    return wanted + [name for name in _MARKS if getattr(stroke, name)]


def _closing(mark: str) -> str:
    return _MARKS.get(mark, mark)


def _fit(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Strokes whose marks hold by the rules of CommonMark (6.2, flanking): no blanks inside."""
    found: list[Stroke] = []
    for stroke in merged(strokes):
        if not _wanted(stroke) or stroke.note:
            found.append(stroke)
            continue
        bare = stroke.text.strip()
        if not bare:
            found.append(Stroke(stroke.text))
            continue
        start = stroke.text.index(bare)
        found += [
            Stroke(stroke.text[:start]),
            replace(stroke, text=bare),
            Stroke(stroke.text[start + len(bare) :]),
        ]
    found = merged(found)
    made: list[Stroke] = []
    for place, stroke in enumerate(found):
        after = found[place + 1].text[:1] if place + 1 < len(found) else ""
        made += _flanked(stroke, made[-1].text[-1:] if made else "", after)
    return merged(made)


def _flanked(stroke: Stroke, before: str, after: str) -> list[Stroke]:
    if stroke.code or not (stroke.bold or stroke.italic or stroke.struck):
        return [stroke]
    if before.isalnum() and _is_punctuation(stroke.text[0]):
        return [Stroke(stroke.text, link=stroke.link)]
    if after.isalnum() and _is_punctuation(stroke.text[-1]):
        end = len(stroke.text)
        while end and _is_punctuation(stroke.text[end - 1]):
            end -= 1
        inside = stroke.text[:end].rstrip()
        outside = Stroke(stroke.text[len(inside) :], link=stroke.link)
        return [replace(stroke, text=inside), outside] if inside else [outside]
    return [stroke]


def _is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"
