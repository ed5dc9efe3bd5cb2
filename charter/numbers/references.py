"""References to numbers ("see § 3", "Article 4 (2)"), and which of them a change would mislead.

A reference names a number, and a number says where something stands today. When what has that
number changes, the words stay and mean something else: that is pointed out, never mended by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from charter.language import gettext as _
from charter.numbers.label_words import CONNECTING, INNER_WORDS, sort_of
from charter.numbers.labels import label_of, without_label
from charter.numbers.numbered_parts import INNER, NumberedPart, NumberedParts
from charter.text.document import Block, Document, heading_words

_B = "[ \t\n\u00a0\u202f]"
_NUMBER = r"(?:\d{1,4}(?:[.\u2010\u2011-]\d{1,4})*(?:[a-z](?![^\W_]))?|[IVXL]{1,7}|[A-Z])(?![^\W_])"
_AND = "|".join(re.escape(word) for word in CONNECTING)
_WORD = re.compile(rf"(?<![^\W_])(?P<word>§§?|[^\W\d_]{{2,14}}\.?)(?P<gap>{_B}{{0,2}})(?=[(\dA-Z])")


def _rest(comma: str, within: Iterable[str], sign: str = "(?!)") -> re.Pattern[str]:
    """What a reference says behind its word: a number, what is counted within, further numbers.

    `within` are the words for what is counted within, `sign` one for the same; `comma` is what may
    stand before them.
    """
    words = "|".join(sorted(map(re.escape, within), key=len, reverse=True))
    inner = (
        rf"(?:{_B}*\((?:\d{{1,3}}[a-z]?|[a-z]{{1,4}})\)|{_B}+[a-z]\)"
        rf"|{comma}{_B}+(?:{sign}{_B}*|(?i:{words})\.?{_B}+)\(?(?:\d{{1,3}}[a-z]?|[a-z])(?![^\W_])\)?)"
    )
    return re.compile(
        rf"(?P<first>{_NUMBER}|\((?:\d{{1,3}}[a-z]?|[a-z])\))(?P<inner>{inner}*)"
        rf"(?P<more>(?:,?{_B}*(?:[,\u2013-]|(?:{_AND})(?![^\W_])){_B}*(?:§§?{_B}*)?{_NUMBER})*)"
    )


_OUTER = frozenset({"article", "chapter", "part", "title", "annex"})
# "Article II, Section 2", "§ 3, Abs. 2"; but "Abs. 1, Abs. 2" are two.
_OF_OUTER = _rest(",?", [*INNER_WORDS, "section", "sec", "abschnitt"], sign="§")
_OF_SECTION = _rest(",?", INNER_WORDS)
_OF_CLAUSE = _rest("", INNER_WORDS)
_MORE = re.compile(rf"(?P<sign>[,\u2013-]|\b(?:{_AND})\b){_B}*(?:§§?{_B}*)?(?P<number>{_NUMBER})")
_TO = frozenset(["-", "\u2013", "to", "through", "bis", "à", "al", "t/m", "até", "až", "do"])
# What follows a number of another text: "of the Civil Code", "des Grundgesetzes", "BGB".
_OWN = (
    r"this|these|our|dies\w*|unser\w*|charter|charta|satzung|statut\w*|by-?laws?|rules|ordnung|present"
    r"|agreement|document|charte|carta|estatut\w*|règlement|reglament\w*|regolament\w*|handvest"
)
_OF_ANOTHER = re.compile(
    rf"{_B}*(?:\([^()]*\){_B}*)*(?:(?:of|des|der|du|de|del|della|dello|do|da|van){_B}+"
    rf"(?!(?i:(?:(?:the|la|le|les|el|lo|het){_B}+)?(?:{_OWN})\b))[^\W\d_]|[A-ZÄÖÜ]{{2,}}(?![^\W_]))"
)
_MOST_IN_RANGE = 30
_LONGEST_NAME = 40


class Reference(NamedTuple):
    """A reference as it stands in a passage; `numbers` leads from the outermost part inwards."""

    block: str
    place: int
    words: str
    sort: str
    numbers: tuple[str, ...]


class Misled(NamedTuple):
    """A reference that would mean something else.

    `kind`: "other" (another passage has its number now), "none" (no passage has it), "several".
    `former` is the passage that it meant, `target` the one that it would lead to; `former_label` is
    what the former one is called now, "" if it has no number; None if it is taken out.
    """

    reference: Reference
    kind: Literal["other", "none", "several"]
    section: str
    former: str
    target: str
    former_label: str | None


def references(document: Document) -> Iterator[Reference]:
    """All references to numbers in a document, in order."""
    for place, block in enumerate(document.blocks):
        if block.kind not in {"code", "html", "front_matter"}:
            yield from _in_block(block, place)


def misled(before: Document, after: Document) -> tuple[Misled, ...]:
    """The references that stay as they are written, and would lead elsewhere after a change."""
    if _labels(before) == _labels(after):
        return ()
    was, now = NumberedParts(before), NumberedParts(after)
    known = _counted(references(before))
    found = []
    for key, reference in _counted(references(after)).items():
        earlier = known.get(key)
        meant = was.find(earlier.sort, earlier.numbers, earlier.place) if earlier else ()
        if len(meant) != 1:
            continue
        one = _misled(reference, meant[0], was, now)
        if one is not None:
            found.append(one)
    return tuple(found)


def told(before: Document, after: Document) -> tuple[str, ...]:
    """What is to be said about the references that a change would mislead, each thing once."""
    return tuple(dict.fromkeys(map(in_words, misled(before, after))))


def in_words(one: Misled) -> str:
    """What would become of a reference, in a sentence."""
    values = {
        "words": " ".join(one.reference.words.split()),
        "section": one.section,
        "target": one.target,
        "former": one.former,
        "label": one.former_label,
    }
    first = {
        "other": _("“{words}” in “{section}” would now lead to “{target}”."),
        "none": _("“{words}” in “{section}” would lead nowhere now."),
        "several": _(
            "“{words}” in “{section}” would no longer be clear: several have that number."
        ),
    }[one.kind]
    if one.former_label is None:
        second = _("What it meant, “{former}”, is taken out.")
    elif one.former_label:
        second = _("What it meant, “{former}”, is {label} now.")
    else:
        second = _("What it meant, “{former}”, has no number now.")
    return f"{first} {second}".format(**values)


def _labels(document: Document) -> list[tuple[str, str]]:
    """The labels of a document in order, each with its passage: what references depend on."""
    blocks = document.blocks
    return [(block.id, label.mark) for block in blocks if (label := label_of(block.text))]


def _misled(
    reference: Reference, meant: NumberedPart, was: NumberedParts, now: NumberedParts
) -> Misled | None:
    leads = now.find(reference.sort, reference.numbers, reference.place)
    target = leads[0] if len(leads) == 1 else None
    same = target is not None and target.block == meant.block
    if same or now.may_mean(meant.block, reference.sort, reference.numbers, reference.place):
        return None
    former = was.document.blocks[meant.place]
    part = now.part(meant.block)
    label = None if now.document.get(meant.block) is None else ""
    if part is not None:
        label = now.path(part, len(reference.numbers) if len(meant.label.numbers) == 1 else 1)
    return Misled(
        reference,
        "other" if target else "several" if leads else "none",
        _name(now.document.heading_of(reference.block) or now.document.blocks[reference.place]),
        _name(former),
        _name(now.document.blocks[target.place]) if target else "",
        label,
    )


def _name(block: Block) -> str:
    """What a passage is called: the words of a heading, or its first words; no label if it can."""
    text = heading_words(block.text) if block.kind == "heading" else block.text
    words = " ".join((without_label(text) or text).replace("**", "").split())
    if len(words) <= _LONGEST_NAME:
        return words
    return words[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"


def _counted(found: Iterator[Reference]) -> dict[tuple[object, ...], Reference]:
    """References by their passage, their number, and which of its like in the passage it is."""
    counted: dict[tuple[object, ...], Reference] = {}
    seen: dict[tuple[object, ...], int] = {}
    for one in found:
        key = (one.block, one.sort, one.numbers)
        seen[key] = seen.get(key, 0) + 1
        counted[*key, seen[key]] = one
    return counted


def _in_block(block: Block, place: int) -> Iterator[Reference]:
    text = block.text
    label = label_of(text)
    end = label.end if label is not None and label.sure else 0
    for start in _WORD.finditer(text, end):
        sort = _sort(start)
        if start.start() < end or sort is None:
            continue
        match = _pattern(sort).match(text, start.end())
        if match is None or _OF_ANOTHER.match(text, match.end()):
            continue
        if start["word"][:9].lower() == "paragraph" and match["first"][0] == "(":
            sort = "clause"
        end = match.end()
        own = _steps(match["first"]) + _steps(match["inner"])
        words = text[start.start() : end].strip(" ,\n")
        for numbers in [own, *_more(match["more"], own[0])]:
            yield Reference(block.id, place, words, sort, numbers)


def _sort(start: re.Match[str]) -> str | None:
    """What sort of part the word before a number names; None if it names none."""
    word = start["word"]
    sort = sort_of(word)
    if sort == "sentence" or not (start["gap"] or word[-1] in ".§"):
        return None
    # "paragraph 2" is a clause; "Paragraph 2", a German noun, is "§ 2".
    return "clause" if sort and word.startswith("paragraph") else sort


def _pattern(sort: str) -> re.Pattern[str]:
    return _OF_OUTER if sort in _OUTER else _OF_CLAUSE if sort in INNER else _OF_SECTION


def _steps(written: str) -> tuple[str, ...]:
    """The numbers of "2.1", "(2)", "Abs. 2 Satz 1": each one step further in."""
    found: list[str] = []
    counts_sentences = False
    for piece in re.findall(r"[\w.\u2010\u2011-]+", written):
        sort = sort_of(piece) if len(piece) > 1 else None
        if sort is None and not counts_sentences:
            found.extend(part for part in re.split(r"[.\u2010\u2011-]", piece) if part)
        # Sentences are counted too ("Satz 2"), and are no passages.
        counts_sentences = sort == "sentence"
    return tuple(found)


def _more(written: str, first: str) -> Iterator[tuple[str, ...]]:
    """The further numbers of a list or range: those between as well."""
    before = first
    for match in _MORE.finditer(written):
        number = match["number"]
        if match["sign"] in _TO and before.isdigit() and number.isdigit():
            for between in range(int(before) + 1, min(int(number), int(before) + _MOST_IN_RANGE)):
                yield (str(between),)
        yield _steps(number)
        before = number
