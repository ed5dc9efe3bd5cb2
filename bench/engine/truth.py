"""Are sentences about changes true? Asked by means that share no code with what makes them.

Three promises: what a sentence quotes are whole words and numbers that stand in the text; "only" is
true; and no piece of a change begins or ends inside a word. Words are told apart here by Unicode's
own rules of word borders, and what a reader sees is taken from HTML.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex
from markdown_it import MarkdownIt

import charter as c
from app.web.rendering.sentences import PAST, PROPOSED, sentences

# Words that hold double quotation marks are quoted in single ones.
_QUOTED = regex.compile(r"\u2018(?=[^\u2018]*[“”])(.*?)\u2019(?=[\s.;,:)]|$)|“([^“”]*)”")
_PAGE = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_PAGE.normalizeLink = lambda url: url  # type: ignore[method-assign]
_PAGE.validateLink = lambda _url: True  # type: ignore[method-assign]
_TAG = regex.compile(r"<(/?)(\w+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_LABEL = regex.compile(r"\]\[([^\]\n]+)\]")
_TARGET = regex.compile(r"(?:href|src)=\"([^\"]*)\"")
#: Signs that join what stands on both sides to one number: 1,250 and 18:30; and signs before one.
_WITHIN = regex.compile(r"(?<=\p{N})[.,:/'\u2019](?=\p{N})|(?<![\p{L}\p{N}])[-+\u2212±](?=\p{N})")
_UNDERSCORES = regex.compile(r"(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])")
_ALONE = regex.compile(r".*?“\w+” (?:became|would become) “\w+”\.?")
_ONLY = {
    "capital and small letters": "case",
    "the punctuation": "punctuation",
    "spaces or line breaks": "spaces",
    "emphasis": "emphasis",
    "in its white space only": "spaces",
}


class Checked(NamedTuple):
    """What was looked at, and what is wrong: what is promised, and where that does not hold."""

    sentences: int
    quotations: int
    claims: int
    bare: int
    pieces: int
    wrong: list[tuple[str, str]]


@lru_cache(maxsize=4096)
def page(text: str) -> str:
    """What a reader sees of a passage, by way of HTML: without tags, white space folded."""
    lines = text.split("\n")
    indent = len(lines[0]) - len(lines[0].lstrip())
    dedented = "\n".join(line[min(indent, len(line) - len(line.lstrip())) :] for line in lines)
    # The definition of a link's label stands elsewhere.
    labels = "".join(f"\n\n[{label}]: /x" for label in _LABEL.findall(dedented))
    shown = _PAGE.render(dedented + labels)
    return " ".join(html.unescape(_TAG.sub(_gap, shown)).split())


def _gap(tag: regex.Match[str]) -> str:
    return (
        " " if tag[2] in {"p", "li", "ul", "ol", "br", "td", "th", "tr", "h1", "h2", "h3"} else ""
    )


def words(text: str) -> list[str]:
    """Words and numbers, and signs that are neither letters nor punctuation."""
    return regex.findall(
        r"[-+\u2212±]?\p{Sc}?[-+\u2212]?\p{N}+(?:[.,:/'\u2019]\p{N}+)*\s?(?:[%‰°]|\p{Sc})?|[\p{L}\p{M}\p{N}]+|\p{S}",
        text,
    )


def targets(text: str) -> list[str]:
    """Where the links and pictures of a passage lead."""
    return _TARGET.findall(_PAGE.render(text.lstrip()))


def struck(text: str) -> list[str]:
    return regex.findall(r"<s>(.*?)</s>", _PAGE.render(text.lstrip()))


def stands(piece: str, texts: Sequence[str]) -> bool:
    """Do these words stand in one of the texts, beginning and ending where words do?"""
    sought = " ".join(piece.split())
    for text in texts:
        ends = _ends(text)
        start = text.find(sought)
        while start >= 0:
            if start in ends and start + len(sought) in ends:
                return True
            start = text.find(sought, start + 1)
    return False


@lru_cache(maxsize=4096)
def _ends(text: str) -> frozenset[int]:
    """Where a word may begin or end: Unicode's borders, but none within a number."""
    found = {match.start() for match in regex.finditer(r"(?w)\b|\B(?=\W)|\Z|(?<=\W)", text)}
    for match in _WITHIN.finditer(text):
        found -= set(range(match.start() + 1, match.end() + 1)) | (
            {match.start()} if text[match.start() - 1 : match.start()].isnumeric() else set()
        )
    return frozenset(found | {0, len(text)})


def pieces_of(sentence: str) -> Iterator[str]:
    """What the sentence quotes, without the sign that something was left out."""
    for match in _QUOTED.finditer(sentence):
        for part in (match[1] or match[2]).split(" · "):
            piece = part.removeprefix("… ").removesuffix(" …").strip("… ")
            if piece:
                yield piece


def untrue(claim: str, change: c.Change) -> bool:
    """Is "only …" more than what a second look at both wordings bears out?"""
    before, after = page(change.before or ""), page(change.after or "")
    one, two = words(before), words(after)
    allowed = {name for said, name in _ONLY.items() if said in claim}
    if "case" in allowed:
        one, two = [word.lower() for word in one], [word.lower() for word in two]
    if one != two or targets(change.before or "") != targets(change.after or ""):
        return True
    if struck(change.before or "") != struck(change.after or ""):
        return True
    if allowed == {"spaces"}:
        return "".join((change.before or "").split()) != "".join((change.after or "").split())
    if "punctuation" not in allowed:
        return regex.findall(r"\p{P}", before) != regex.findall(r"\p{P}", after)
    return False


def checked(old: c.Document, new: c.Document) -> Checked:
    """All sentences about a step, in both tenses and both ways of telling."""
    changes = c.changes(old, new)
    headings = [text for text in {*old.sections, *new.sections} if text]
    around = [page(f"# {text}") for text in headings]
    around += [" ".join(text.split()) for text in headings]
    wrong: list[tuple[str, str]] = []
    quotations = claims = bare = 0
    told = list(_told(changes))
    for change, sentence in told:
        sides = [side for side in (change.before, change.after) if side]
        texts = [*map(page, sides), *(" ".join(side.split()) for side in sides), *around]
        for piece in pieces_of(sentence):
            quotations += 1
            if not stands(piece, texts):
                wrong.append(("quoted", f"{piece} | {sentence}"))
        if " only" in f" {sentence}" and any(claim in sentence for claim in _ONLY):
            claims += 1
            if untrue(sentence, change):
                wrong.append(("only", f"{sentence} | {change.before!r} | {change.after!r}"))
        bare += _ALONE.fullmatch(sentence) is not None
    cut = [piece for change in changes for piece in cut_pieces(change)]
    wrong += [("cut", piece) for piece in cut]
    return Checked(
        len(told), quotations, claims, bare, sum(len(change.words) for change in changes), wrong
    )


def _told(changes: Sequence[c.Change]) -> Iterator[tuple[c.Change, str]]:
    """Each sentence with the change that it is about; of numbers, with the first of them."""
    by_block = {change.block: change for change in changes}
    for tense in (PAST, PROPOSED):
        for one in sentences(changes, tense):
            yield by_block[one.block], one.text
    for change in changes:
        yield change, c.in_words([change])[0]


def cut_pieces(change: c.Change) -> Iterator[str]:
    """The pieces of a change that begin or end inside a word or a number."""
    i = j = 0
    before, after = change.before or "", change.after or ""
    # Marks of emphasis are no letters, though the underscore counts as one.
    ends, new_ends = (_ends(_UNDERSCORES.sub(_blanked, side)) for side in (before, after))
    for sign, text in change.words:
        i += len(text) * (sign <= 0)
        j += len(text) * (sign >= 0)
        if i not in ends or j not in new_ends:
            near = before[max(i - 30, 0) : i + 30], after[max(j - 30, 0) : j + 30]
            yield f"{text!r} | {near[0]!r} | {near[1]!r}"


def _blanked(match: regex.Match[str]) -> str:
    return " " * len(match[0])
