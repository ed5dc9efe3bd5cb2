"""A change for people: the text with what was added, taken out and moved, and a list in sentences.

Markdown marks are not shown, but no word is lost: what stands in the text stands here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.web.rendering.runs import ShownRun, runs_of
from app.web.rendering.sentences import PAST, Sentence, Tense, sentences
from app.web.rendering.tables import TableView, table_of_rows, table_view
from charter import Change, Document, Row, layout, words
from charter.language import N_, ngettext
from charter.language import gettext as _
from charter.sentences.statements import beside

#: Unchanged passages that stay visible on each side of a change.
CONTEXT = 1
#: The fewest passages that are worth folding away.
LEAST_FOLD = 3

_LABELS = {
    "insert": N_("Added"),
    "delete": N_("Taken out"),
    "replace": N_("Changed"),
    "move": N_("Moved"),
    "move_replace": N_("Moved and changed"),
    "split": N_("Divided"),
    "join": N_("Joined"),
}


@dataclass(frozen=True, slots=True)
class RedlinePassage:
    """A passage with what happened to it: `op`, empty for nothing; `label` says it in a word.

    `beside` says what changes beside the words, such as where links lead. `along` is the number of
    passages that moved with it. `table` is its table, if it is one; `within` names the rows of it
    that are passages themselves and changed.
    """

    block: str
    kind: str
    level: int
    op: str
    label: str
    section: str | None
    runs: tuple[ShownRun, ...]
    moved_from: str | None = None
    note: str = ""
    beside: tuple[str, ...] = ()
    along: int = 0
    table: TableView | None = None
    within: tuple[str, ...] = ()

    @property
    def before(self) -> tuple[ShownRun, ...]:
        """How it read before."""
        return tuple(run for run in self.runs if run.op != "added")

    @property
    def after(self) -> tuple[ShownRun, ...]:
        """How it reads after."""
        return tuple(run for run in self.runs if run.op != "removed")


@dataclass(frozen=True, slots=True)
class Fold:
    """Passages that stay as they are, folded away."""

    passages: tuple[RedlinePassage, ...]


@dataclass(frozen=True, slots=True)
class Redline:
    """A change, ready to be shown."""

    parts: tuple[RedlinePassage | Fold, ...]
    sentences: tuple[Sentence, ...]

    @property
    def changed(self) -> tuple[RedlinePassage, ...]:
        """The passages that something happened to."""
        return tuple(one for one in self.parts if isinstance(one, RedlinePassage) and one.op)

    @property
    def blocks(self) -> tuple[str, ...]:
        """The ids of the passages that something happened to."""
        return tuple(block for one in self.changed for block in one.within or (one.block,))

    @property
    def in_short(self) -> str:
        """How much changes, as a short sentence."""
        n = len(self.changed)
        if not n:
            return _("Nothing changes yet.")
        return ngettext("{n} passage changes.", "{n} passages change.", n).format(n=n)


def redline(old: Document, new: Document, *, tense: Tense = PAST) -> Redline:
    """What changed between two documents of one history."""
    rows = layout(old, new)
    passages = [_together(own, old) for own in _tables(rows)]
    said = sentences([row.change for row in rows if row.change is not None], tense)
    return Redline(tuple(_folded(passages)), said)


def redline_around(old: Document, new: Document, blocks: Collection[str]) -> Redline:
    """What changed between two documents in these passages, and nothing else."""
    rows = [row for row in layout(old, new) if row.block in blocks and row.change is not None]
    said = sentences([row.change for row in rows if row.change is not None], PAST)
    return Redline(tuple([_passage(row, old) for row in rows]), said)


def _tables(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of the page; a head of a table with the rows under it as one."""
    found: list[list[Row]] = []
    for row in rows:
        if row.kind == "table_row" and found and found[-1][0].kind == "table":
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _together(rows: Sequence[Row], old: Document) -> RedlinePassage:
    """A passage; of a table whose rows are passages themselves, all of them as one."""
    first = _passage(rows[0], old)
    if len(rows) == 1:
        return first
    changed = [row for row in rows if row.change is not None]
    if not changed:
        return replace(first, table=table_of_rows(rows))
    op = first.op if len(changed) == len(rows) and first.op else "replace"
    section = changed[0].change.section if changed[0].change else None
    return replace(
        first,
        op=op,
        label=_(_LABELS[op]),
        section=section,
        runs=tuple(run for row in changed for run in _passage(row, old).runs),
        table=table_of_rows(rows),
        within=tuple(row.block for row in changed),
    )


def _passage(row: Row, old: Document) -> RedlinePassage:
    change = row.change
    if change is None:
        return plain_passage(row.block, row.kind, row.text)
    return RedlinePassage(
        block=row.block,
        kind=row.kind,
        level=_level(row.text),
        op=change.op,
        label=_(_LABELS[change.op]),
        section=change.section,
        runs=runs_of(change.words, row.kind, change.carried),
        moved_from=_moved_from(change, old) if change.moved else None,
        note=change.note,
        beside=tuple(beside(change)),
        along=len(change.members) if change.moved else 0,
        table=_table(row.kind, change.before or "", change.after or ""),
    )


def plain_passage(block: str, kind: str, text: str) -> RedlinePassage:
    """A passage to which nothing happens."""
    runs = runs_of(((0, text),), kind)
    table = _table(kind, text, text)
    return RedlinePassage(block, kind, _level(text), "", "", None, runs, table=table)


def _table(kind: str, before: str, after: str) -> TableView | None:
    return table_view(before, after) if kind == "table" else None


def _level(text: str) -> int:
    return max(1, min(6, len(text) - len(text.lstrip("#"))))


def _moved_from(change: Change, old: Document) -> str:
    """Where it stood before, in words."""
    if change.from_section and change.from_section != change.section:
        return _("from {section}").format(section=change.from_section)
    place = old.positions.get(change.block)
    return (
        _("from the start of the text") if place == 0 else _("from another place in this section")
    )


def _folded(passages: Sequence[RedlinePassage]) -> list[RedlinePassage | Fold]:
    """The passages with long unchanged stretches folded, apart from those next to a change."""
    near = {
        place + step
        for place, one in enumerate(passages)
        if one.op
        for step in range(-CONTEXT, CONTEXT + 1)
    }
    made: list[RedlinePassage | Fold] = []
    waiting: list[RedlinePassage] = []
    for place, one in enumerate(passages):
        if place in near:
            made.extend(_fold(waiting))
            waiting = []
            made.append(one)
        else:
            waiting.append(one)
    made.extend(_fold(waiting))
    return made


def _fold(waiting: list[RedlinePassage]) -> list[RedlinePassage | Fold]:
    return [Fold(tuple(waiting))] if len(waiting) >= LEAST_FOLD else list(waiting)


def word_passage(block: str, kind: str, before: str, after: str) -> RedlinePassage:
    """One passage alone, from one wording to another; an empty one is not there."""
    op = "insert" if not before else "delete" if not after else "replace"
    runs = runs_of(words(before, after), kind)
    table = _table(kind, before, after)
    label = _(_LABELS[op])
    return RedlinePassage(block, kind, _level(after or before), op, label, None, runs, table=table)
