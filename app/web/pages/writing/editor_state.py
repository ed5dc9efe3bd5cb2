"""The state of the page on which a change is written: which passages are open, gone, new, moved.

It lives in the form alone, so nothing is lost when a server starts anew or a session ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.rendering.fields import PLAIN, Shape, from_field, shape_of, to_field
from app.services.texts.wording import SubmittedChange
from app.storage.texts.revisions import Revision
from app.web.pages.forms import Form
from charter import (
    ChangeSet,
    Delete,
    Document,
    Insert,
    Operation,
    Refused,
    Replace,
    apply,
    canonical,
    join,
    parse_change_set,
    split,
)
from charter.text.clauses import Clauses, with_clauses

_NEW = re.compile(r"new-\d{1,4}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A change as it is being written on revision `base`.

    `order` holds the ids of the passages and the keys of new ones; `texts` the words of the open
    fields; `gone` what is taken out; `like` the passage that a new one looks like. `whole` is the
    whole text for those who write it at once. With `keep_lines`, clauses and bullets on lines of
    their own stay as they are typed.
    """

    base: int
    order: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    like: Mapping[str, str] = field(default_factory=dict)
    whole: str | None = None
    keep_lines: bool = False

    def shape(self, key: str, document: Document) -> Shape:
        """The shape that the words of a passage get."""
        block = document.get(key) or document.get(self.like.get(key, ""))
        if block is None or (key not in document.positions and block.kind != "list_item"):
            return PLAIN
        return shape_of(block.text, block.kind)

    def pieces(self, key: str, document: Document) -> list[str]:
        """The texts that stand for a passage."""
        typed = self._typed(key, document)
        done = None if self.keep_lines else self._cut(key, typed, document)
        return [piece.text for piece in split(done.text)] if done else typed

    def cut(self, document: Document) -> Clauses:
        """What is done to the lines of what was written: how many become passages and points."""
        if self.whole is not None:
            return _clauses(self.whole, document)
        found = [self._cut(key, self._typed(key, document), document) for key in self.order]
        done = [one for one in found if one]
        return Clauses("", sum(one.clauses for one in done), sum(one.items for one in done))

    def as_read(self, key: str, document: Document) -> str:
        """The words of a field, with its clauses and bullets as they will stand."""
        done = None if self.keep_lines else self._cut(key, self._typed(key, document), document)
        return done.text if done else self.texts[key]

    def can_keep_lines(self, document: Document) -> bool:
        """Is there anything that could stay as it was typed?"""
        done = self.cut(document)
        return self.keep_lines or bool(done.clauses or done.items)

    def _cut(self, key: str, typed: list[str], document: Document) -> Clauses | None:
        """What becomes of the lines of a passage that was changed; None if nothing does."""
        block = document.get(key)
        if key not in self.texts or not typed or (block and typed == [block.text]):
            return None
        done = _clauses(join(typed))
        return done if done.clauses or done.items else None

    def _typed(self, key: str, document: Document) -> list[str]:
        """The texts that were typed for a passage."""
        block = document.get(key)
        if key in self.gone:
            return []
        if key not in self.texts:
            return [block.text] if block else []
        words = self.texts[key]
        if block is not None and words == to_field(block.text, block.kind):
            return [block.text]
        return from_field(words, self.shape(key, document), may_be_marked=block is None)

    def text(self, document: Document) -> str:
        """The whole text as it would read."""
        if self.whole is not None:
            return self.whole
        return join([piece for key in self.order for piece in self.pieces(key, document)])

    def change(self, base: Revision) -> SubmittedChange:
        """The change: exactly what was done to each passage, where that says it all."""
        text = self.text(base.document)
        if self.whole is None:
            change_set = ChangeSet(tuple(self._operations(base.document)))
            if change_set.operations and _says_it_all(change_set, base, text):
                return SubmittedChange(base, change_set=change_set.to_dict())
        return SubmittedChange(base, text=text, keep_lines=self.keep_lines)

    def _operations(self, document: Document) -> list[Operation]:
        made: list[Operation] = []
        anchor: str | None = None
        for key in self.order:
            block, pieces = document.get(key), tuple(self.pieces(key, document))
            if block is None:
                made.extend([Insert(anchor, pieces)] if pieces else [])
            elif not pieces:
                made.append(Delete(key, block.digest))
            else:
                anchor = key
                if pieces != (block.text,):
                    made.append(Replace(key, block.digest, pieces))
        return made


def _says_it_all(change_set: ChangeSet, base: Revision, text: str) -> bool:
    try:
        parse_change_set(change_set.to_dict())
        made = apply(base.document, change_set, base_number=base.number, number=base.number + 1)
        return made.text == canonical(text, base.document.passages)
    except Refused:
        return False


def _clauses(text: str, base: Document | None = None) -> Clauses:
    """A text with its clauses as passages; one that the charter refuses stays as it is."""
    try:
        return with_clauses(text, base.passages if base else None)
    except Refused:
        return Clauses(text, 0, 0)


def blank(base: Revision) -> Sheet:
    """A sheet on which nothing has been changed yet."""
    return Sheet(base.number, base.document.ids)


def read_sheet(form: Form, base: Revision) -> Sheet:
    """The sheet that a form carries. What does not belong to the text is passed over."""
    document = base.document
    keep_lines = form.get("keep_lines") == "yes"
    if "whole" in form.fields:
        whole = form.get("whole")
        return Sheet(base.number, document.ids, whole=whole, keep_lines=keep_lines)
    like = dict(pair.split(":", 1) for pair in form.get("like").split(",") if ":" in pair)
    known = {key for key in like if _NEW.fullmatch(key)} | set(document.ids)
    order = [key for key in dict.fromkeys(form.get("order").split(",")) if key in known]
    order += [key for key in document.ids if key not in set(order)]
    texts = {key: form.get(f"t.{key}") for key in order if f"t.{key}" in form.fields}
    gone = frozenset(form.get("gone").split(",")) & set(document.ids)
    return Sheet(base.number, tuple(order), texts, gone, like, keep_lines=keep_lines)


def sheet_of(head: Revision, base: Document, proposed: Document) -> Sheet:
    """A proposal, made on `base`, as a sheet on the text in force."""
    order, texts, like = list(head.document.ids), {}, {}
    anchor: str | None = None
    for number, block in enumerate(proposed.blocks, start=1):
        before = base.get(block.id)
        if before is None:
            key = f"new-{number}"
            order.insert(order.index(anchor) + 1 if anchor else 0, key)
            texts[key], like[key] = block.text, ""
            anchor = key
        elif block.id in head.document.positions:
            anchor = block.id
            if before.text != block.text:
                texts[block.id] = to_field(block.text, block.kind)
    gone = frozenset(base.ids) - frozenset(proposed.ids)
    # Whoever kept lines as they were typed is not asked again.
    keep = _clauses(proposed.text, base).text != proposed.text
    gone &= set(head.document.ids)
    sheet = Sheet(head.number, tuple(order), texts, gone, like, keep_lines=keep)
    if base.ids == head.document.ids and sheet.text(head.document) != proposed.text:
        # Something that this page has no button for, or moved passages: the words are kept.
        return replace(sheet, order=_in_order(head, proposed, sheet))
    return sheet


def _in_order(head: Revision, proposed: Document, sheet: Sheet) -> tuple[str, ...]:
    keys = {text: key for key, text in sheet.texts.items() if key.startswith("new-")}
    wanted = [
        block.id if block.id in head.document.positions else keys.get(block.text, "")
        for block in proposed.blocks
    ]
    there = [key for key in wanted if key]
    return tuple(there + [key for key in sheet.order if key not in set(there)])


# --- what a press on a button does


def press(sheet: Sheet, document: Document, act: str) -> tuple[Sheet, str]:
    """The sheet after a button was pressed, and the id of what should have the focus then."""
    name, _, key = act.partition(":")
    if name == "passages":
        return sheet, ""
    if name == "whole":
        return replace(sheet, whole=sheet.text(document)), "whole"
    if name == "add":
        return _add(sheet, key)
    if key not in sheet.order:
        return sheet, ""
    moved = {"up": -1, "down": 1}.get(name)
    if moved is not None:
        return _move(sheet, key, moved), f"{name}-{key}"
    return _open_or_remove(sheet, document, name, key)


def next_new(sheet: Sheet) -> str:
    """The key that the next new passage gets."""
    number = max((int(key[4:]) for key in sheet.order if _NEW.fullmatch(key)), default=0) + 1
    return f"new-{number}"


def _add(sheet: Sheet, after: str) -> tuple[Sheet, str]:
    key = next_new(sheet)
    place = sheet.order.index(after) + 1 if after in sheet.order else 0
    order = (*sheet.order[:place], key, *sheet.order[place:])
    like = {**sheet.like, key: sheet.like.get(after, after)}
    return replace(sheet, order=order, texts={**sheet.texts, key: ""}, like=like), f"t-{key}"


def _move(sheet: Sheet, key: str, step: int) -> Sheet:
    order = list(sheet.order)
    place = order.index(key)
    other = place + step
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return replace(sheet, order=tuple(order))


def _open_or_remove(sheet: Sheet, document: Document, name: str, key: str) -> tuple[Sheet, str]:
    others = {one: text for one, text in sheet.texts.items() if one != key}
    block = document.get(key)
    if name == "open" and block is not None:
        text = sheet.texts.get(key, to_field(block.text, block.kind))
        opened = replace(sheet, texts={**sheet.texts, key: text}, gone=sheet.gone - {key})
        return opened, f"t-{key}"
    if name == "close" and block is not None:
        return replace(sheet, texts=others), f"open-{key}"
    if name == "keep":
        return replace(sheet, gone=sheet.gone - {key}), f"open-{key}"
    if name == "remove" and block is None:
        order = tuple(one for one in sheet.order if one != key)
        return replace(sheet, order=order, texts=others), "text"
    if name == "remove":
        return replace(sheet, texts=others, gone=sheet.gone | {key}), f"keep-{key}"
    return sheet, ""
