"""Markdown, as the product's own scanner reads it, without what only other programs understand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.documents.assembling import title_of
from app.documents.document import (
    DocumentComment,
    LostPart,
    ReadDocument,
    ReadPassage,
    TrackedChanges,
)
from app.documents.refusing import DocumentRefused
from app.documents.text.critic import MARKER, CriticText, in_view, read_critic
from app.documents.text.saying_dates import said_dates
from app.documents.writing import passages_of
from charter import TextRefused
from charter.reading.visible_words import seen
from charter.text.clauses import Clauses, with_clauses

_FRONT = re.compile(r"\A\s*---[ \t]*\n((?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"^([\w-]+):[ \t]*(.*)$", re.MULTILINE)
_HEADING_ATTRIBUTES = re.compile(r"^(#{1,6}[ \t][^\n{]*)\{[#.:][^{}\n]*\}[ \t]*$", re.MULTILINE)
_FENCED = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_BREAK = re.compile(r"(?<![ \t])[ \t]*<br[ \t]*/?>[ \t]*\n?", re.IGNORECASE)
_DIVISION = re.compile(r"^:{3,}[^\n]*$\n?", re.MULTILINE)
_SAID_ELSEWHERE = frozenset({"title", "lang", "language"})
_LONGEST_READ = 20_000
_MARKED = frozenset({"heading", "paragraph", "list_item", "quote", "footnote"})


def read_markdown(text: str) -> ReadDocument:
    """Read Markdown.

    Raises:
        DocumentRefused: there is nothing in it, or signs that no text may hold.
    """
    front, text = _front_matter(text)
    critic = read_critic(text) if "{" in text else CriticText(text, text, False, (), (), ())  # noqa: FBT003
    marked, new = _landed(in_view(critic, "new"))
    base = _landed(in_view(critic, "base"))[1] if critic.is_tracked else None
    passages = _shown(passages_of(new.text, with_marks=False))
    if not new.text:
        raise DocumentRefused("no_words")
    return ReadDocument(
        markdown=new.text,
        passages=passages,
        source="markdown",
        title=front.get("title", "") or title_of(passages),
        language=front.get("lang", front.get("language", "")).partition("-")[0].lower(),
        lost=tuple(
            LostPart("front matter", f"{key}: {value}"[:100])
            for key, value in front.items()
            if key not in _SAID_ELSEWHERE and value
        ),
        split=new.clauses + new.items,
        dates=said_dates(passages),
        changes=TrackedChanges(base.text, new.text, critic.edits) if base else None,
        base_passages=_shown(passages_of(base.text, with_marks=False)) if base else (),
        comments=tuple(_remarks(critic, marked)),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    found = _FRONT.match(text)
    if found is None or not _KEY.search(found[1]):
        return {}, text
    keys = {key.lower(): value.strip().strip("\"'") for key, value in _KEY.findall(found[1])}
    return keys, text[found.end() :]


def _landed(text: str) -> tuple[str, Clauses]:
    """A text with markers and the same without, in canonical form, its clauses as passages."""
    text = _outside_code(text)
    try:
        marked = with_clauses(text).text
        return marked, with_clauses(MARKER.sub("", text))
    except TextRefused as refused:
        raise DocumentRefused("other") from refused


def _outside_code(text: str) -> str:
    parts = []
    at = 0
    for code in _FENCED.finditer(text):
        parts += [_plainer(text[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*parts, _plainer(text[at:])])


def _plainer(text: str) -> str:
    """Without attributes and divisions of other programs; `<br>` as a line break."""
    text = _DIVISION.sub("", _HEADING_ATTRIBUTES.sub(r"\1", text))
    if "<br" not in text.lower():
        return text
    rows = text.split("\n")
    return "\n".join(
        [_BREAK.sub(" ", row) if row.lstrip().startswith("|") else _broken(row) for row in rows]
    )


def _broken(row: str) -> str:
    return re.sub(r"\\\n\Z", "", _BREAK.sub("\\\\\n", row))


def _shown(passages: tuple[ReadPassage, ...]) -> tuple[ReadPassage, ...]:
    """Passages with their words as they are shown."""
    return tuple(
        ReadPassage(one.kind, one.label, _words(one.text)) if one.kind in _MARKED else one
        for one in passages
    )


def _words(text: str) -> str:
    bare = re.sub(r"\[\^[^\]\s]+\]", "", text)
    # What reads the marks of a passage takes long for one that is made of nothing else.
    shown = seen(bare, "paragraph").text if 0 < len(bare) <= _LONGEST_READ else bare
    return " ".join(shown.split())


def _remarks(critic: CriticText, marked: str) -> Iterator[DocumentComment]:
    """Comments in their order; the markers say on which passages they stand."""
    places: dict[int, int] = {}
    for place, passage in enumerate(passages_of(marked)):
        for marker in MARKER.finditer(passage.text):
            places.setdefault(int(marker[1]), place)
    for at, (kept, quote) in enumerate(zip(critic.comments, critic.quotes, strict=True)):
        yield DocumentComment(kept.author, kept.date, kept.body, quote, passage=places.get(at))
