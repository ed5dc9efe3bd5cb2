"""A manuscript as the Markdown of charters, with its passages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.documents.document import ReadPassage
from app.documents.model import GridBlock, Manuscript, Stroke, TextBlock
from app.documents.strokes import inline, plain, safe_start
from charter import canonical, join, split
from charter.numbers.labels import labels_of
from charter.text.lines import is_table_rule

_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BREAK = re.compile(r"\\\n\s*")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:\s*")
_ITEM = re.compile(r"\s*[-+*]\s+")
_TABLES = frozenset({"table", "table_row"})


@dataclass(frozen=True, slots=True)
class WrittenText:
    """Canonical Markdown, its passages, and the words that each comment stands on."""

    text: str
    passages: tuple[ReadPassage, ...]
    quotes: Mapping[str, tuple[str, int | None]]


@dataclass(slots=True)
class _Sheet:
    """What is written so far: texts of blocks, a passage for each run of them."""

    texts: list[str] = field(default_factory=list)
    passages: list[ReadPassage] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)

    def add(self, texts: Sequence[str], passage: ReadPassage) -> None:
        self.owners += [len(self.passages)] * len(texts)
        self.texts += texts
        self.passages.append(passage)


def write(made: Manuscript, *, with_marks: bool) -> WrittenText:
    """Write it. With `with_marks`, passages have emphasis, links and footnotes as Markdown."""
    numbers = _numbers(made)
    sheet = _Sheet()
    quotes: dict[str, list[tuple[str, int]]] = {}
    for block in made.blocks:
        for key, words in _quoted(block.strokes):
            quotes.setdefault(key, []).append((words, len(sheet.passages)))
        if isinstance(block, GridBlock):
            texts, passage = _grid(block, numbers, with_marks=with_marks)
        else:
            text = _block(block, numbers)
            texts, passage = [text], _passage(block, numbers, with_marks=with_marks)
        if texts and texts[0]:
            sheet.add(texts, passage)
    for key, number in numbers.items():
        words = inline(made.notes.get(key, ()), {}).replace("\\\n", " ").strip()
        shown = words if with_marks else plain(made.notes.get(key, ()))
        label = made.note_label.format(n=number)
        sheet.add([f"[^{number}]: {words}"], ReadPassage("footnote", label, shown))
    text = canonical(_kept(join(sheet.texts)))
    _name_labels(sheet)
    pieces = [piece.text for piece in split(text)]
    is_cut_so = pieces == [_kept(one) for one in sheet.texts]
    passages = tuple(sheet.passages) if is_cut_so else passages_of(text)
    return WrittenText(
        text,
        passages,
        {
            key: (
                "\n".join([words for words, _at in parts if words]),
                parts[0][1] if is_cut_so else None,
            )
            for key, parts in quotes.items()
        },
    )


def passages_of(text: str, *, with_marks: bool = True) -> tuple[ReadPassage, ...]:
    """The passages of a canonical text; a table is one, without the rule under its head."""
    pieces = [piece for piece in split(text) if piece.kind != "front_matter"]
    labels = labels_of([piece.text for piece in pieces])
    found: list[ReadPassage] = []
    for piece, label in zip(pieces, labels, strict=True):
        if piece.kind in _TABLES:
            rows = "\n".join([row for row in piece.text.split("\n") if not is_table_rule(row)])
            if piece.kind == "table_row" and found:
                found[-1] = ReadPassage("table", "", f"{found[-1].text}\n{rows}")
            else:
                found.append(ReadPassage("table", "", rows))
        elif piece.kind == "footnote" and (note := _NOTE.match(piece.text)):
            name = f"[^{note[1]}]" if with_marks else note[1]
            found.append(ReadPassage("footnote", name, _on_one_line(piece.text[note.end() :])))
        else:
            words = label.words if label else piece.text
            mark = label.mark if label else ""
            found.append(
                ReadPassage(piece.kind, mark, _bare(words, piece.kind, labelled=bool(mark)))
            )
    return tuple(found)


def _bare(words: str, kind: str, *, labelled: bool) -> str:
    if kind == "heading":
        words = re.sub(r"\n(?:=+|-+)$", "", re.sub(r"^#{1,6}\s+|\s+#+$", "", words))
    elif kind == "quote":
        words = re.sub(r"^\s*>\s?", "", words, flags=re.MULTILINE)
    elif kind == "list_item" and not labelled:
        words = _ITEM.sub("", words, count=1)
    elif kind == "code":
        return re.sub(r"^(?:```|~~~)\w*\n|\n(?:```|~~~)$", "", words)
    return _on_one_line(words)


def _on_one_line(words: str) -> str:
    return " ".join(_BREAK.sub(" ", words).replace("\n: ", ": ").split())


def _name_labels(sheet: _Sheet) -> None:
    """Numbers that are typed are labels as well, where nothing else says what the label is."""
    firsts: dict[int, str] = {}
    for text, owner in zip(sheet.texts, sheet.owners, strict=True):
        firsts.setdefault(owner, text)
    labels = labels_of([firsts[at] for at in range(len(sheet.passages))])
    for at, (passage, label) in enumerate(zip(sheet.passages, labels, strict=True)):
        if label is None or passage.label or passage.kind in {"table", "footnote", "code"}:
            continue
        mark = label.mark.replace("\\", "")
        if passage.text.startswith(mark):
            words = passage.text[len(mark) :].lstrip()
            sheet.passages[at] = ReadPassage(passage.kind, mark, words)


def _numbers(made: Manuscript) -> dict[str, int]:
    """Footnotes are counted as they are met."""
    found: dict[str, int] = {}
    for block in made.blocks:
        for stroke in block.strokes:
            if made.notes.get(stroke.note):
                found.setdefault(stroke.note, len(found) + 1)
    return found


def _quoted(strokes: Sequence[Stroke]) -> list[tuple[str, str]]:
    words: dict[str, str] = {}
    for stroke in strokes:
        for key in stroke.remarks:
            words[key] = words.get(key, "") + stroke.text
    return [(key, " ".join(said.split())) for key, said in words.items()]


def _block(block: TextBlock, numbers: Mapping[str, int]) -> str:
    if block.kind == "divider":
        return "---"
    if block.kind == "code":
        fence = "```" if "```" not in block.text else "~~~~"
        return f"{fence}\n{block.text.rstrip()}\n{fence}"
    words = inline(block.strokes, numbers)
    if block.kind == "heading":
        words = f"{block.label} {words}".strip().replace("\\\n", " ")
        words = re.sub(r"(#+)$", r"\\\1", words)
        return f"{'#' * block.level} {words}"
    if block.kind == "list_item" and not block.label:
        indent = "  " * block.level
        return f"{indent}- " + words.replace("\n", f"\n{indent}  ")
    words = safe_start(f"{block.label} {words}".strip())
    if block.kind == "quote":
        return "> " + words.replace("\n", "\n> ")
    return words


def _passage(block: TextBlock, numbers: Mapping[str, int], *, with_marks: bool) -> ReadPassage:
    if block.kind in {"code", "divider"}:
        return ReadPassage(block.kind, "", block.text)
    words = inline(block.strokes, numbers) if with_marks else plain(block.strokes)
    return ReadPassage(block.kind, block.label, _on_one_line(words))


def _grid(
    grid: GridBlock, numbers: Mapping[str, int], *, with_marks: bool
) -> tuple[list[str], ReadPassage]:
    rows = [row for row in grid.rows if any(plain(cell) or _has_note(cell) for cell in row)]
    width = max([len(row) for row in rows], default=0)
    written: list[str] = []
    shown: list[str] = []
    for at, row in enumerate(rows):
        is_head = not at and all(one.bold for cell in row for one in cell if one.text.strip())
        cells = [_unbold(cell) if is_head else cell for cell in row]
        cells += [[] for _ in range(width - len(row))]
        written.append(_row([_cell(cell, numbers) for cell in cells]))
        shown.append(written[-1] if with_marks else _row([plain(cell) for cell in cells]))
    if not written:
        return [], ReadPassage("table", "", "")
    head = f"{written[0]}\n|{'---|' * width}"
    return [head, *written[1:]], ReadPassage("table", "", "\n".join(shown))


def _unbold(cell: Sequence[Stroke]) -> list[Stroke]:
    return [
        Stroke(one.text, italic=one.italic, link=one.link, note=one.note, remarks=one.remarks)
        for one in cell
    ]


def _has_note(cell: Sequence[Stroke]) -> bool:
    return any(stroke.note for stroke in cell)


def _cell(cell: Sequence[Stroke], numbers: Mapping[str, int]) -> str:
    words = inline(cell, numbers).replace("\\\n", " ")
    return " ".join(words.replace("|", "\\|").split())


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _kept(text: str) -> str:
    """Without signs that no text may hold."""
    return _UNKEPT.sub("", text)
