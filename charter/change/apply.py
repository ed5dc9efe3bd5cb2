"""Applying change sets, founding a charter, taking a change back. Exact: no search, no guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from charter.change.applicability import check
from charter.change.application import Application
from charter.change.change_set import check_sense
from charter.change.part_standing import PartStanding
from charter.change.place import Held
from charter.errors import DoesNotApply
from charter.language import gettext as _
from charter.matching.assembly import between
from charter.text.canonical import canonical_passages, kinds_of
from charter.text.document import EMPTY, Document
from charter.text.operations import ChangeSet, Insert


def apply(
    document: Document,
    change_set: ChangeSet,
    *,
    base: Document | None = None,
    base_number: int,
    number: int,
) -> Document:
    """The document after the change set.

    `base` is the text of revision `base_number`, for which the change set was made, and `number`
    the revision that the result becomes. All operations name blocks of the document as it is before
    the change. Raises DoesNotApply, with the standing of each part, unless every part applies as it
    was written and stands where it was put (`charter.change.place`); and when the result would not
    read as the passages that were submitted.

    What the document contains already is left out, and the rest is applied. Without a `base`
    nothing is asked about places, and all parts have to be clean: that is for a document that is
    the base itself, for what was published before places were held, and for what is taken back.
    """
    check_sense(change_set)
    parts = check(document, change_set, base_number, base)
    _refuse_unless(parts, "clean" if base is None else "contained")
    if base is None or base is document:
        return _applied(document, change_set, parts, (base_number, number))[0]
    held = Held(base, document, base_number, change_set, parts)
    _refuse_unless(_with_reasons(parts, held.before()), "contained")
    proposed = None
    if held.needs_proposed():
        proposed = _proposed(
            _Written((base.fingerprint, change_set.sha256, base_number), base, change_set)
        )
    result, made = _applied(document, change_set, parts, (base_number, number), proposed)
    result.placed_like(document)
    reasons = held.newer(result, made)
    if proposed is not None:
        reasons |= held.after(proposed, result, made)
    _refuse_unless(_with_reasons(parts, reasons), "contained")
    return result


def apply_anywhere(
    document: Document, change_set: ChangeSet, *, base: Document, base_number: int, number: int
) -> Document:
    """The same for someone who has looked and says that it belongs there all the same.

    Raises DoesNotApply where more than the place has changed.
    """
    check_sense(change_set)
    parts = check(document, change_set, base_number, base)
    _refuse_unless(parts, "contained")
    return _applied(document, change_set, parts, (base_number, number))[0]


def apply_parts(
    document: Document,
    change_set: ChangeSet,
    parts: tuple[PartStanding, ...],
    *,
    base_number: int,
    number: int,
) -> Document:
    """The same for parts of which somebody has said one by one that they belong there.

    `parts` tells for each whether it is there already. Raises ChangeSetInvalid for parts that
    cannot be meant together, DoesNotApply where the passages would not be read as they are written.
    """
    check_sense(change_set)
    return _applied(document, change_set, parts, (base_number, number))[0]


@dataclass(frozen=True, slots=True)
class _Written:
    """A change set and the text that it was made for, told apart by their digests."""

    key: tuple[str, str, int]
    base: Document = field(compare=False)
    change_set: ChangeSet = field(compare=False)


# A proposal is asked about again and again while the text moves under it.
@lru_cache(maxsize=64)
def _proposed(written: _Written) -> Document:
    """The text as it was proposed."""
    base, change_set, number = written.base, written.change_set, written.key[2]
    return _applied(base, change_set, check(base, change_set, number), (number, number + 1))[0]


def _applied(
    document: Document,
    change_set: ChangeSet,
    parts: tuple[PartStanding, ...],
    numbers: tuple[int, int],
    proposed: Document | None = None,
) -> tuple[Document, dict[int, tuple[str, ...]]]:
    """The document after the change set, and the ids of the passages that each part makes.

    `numbers` are those of the revision that it was made for, and of the one that this becomes.
    """
    application = Application(document, change_set, numbers, proposed)
    result = Document(tuple(application.result(parts)))
    return _sound(result, numbers[1]), application.made


def _refuse_unless(parts: tuple[PartStanding, ...], allowed: Literal["clean", "contained"]) -> None:
    """Refuse what does not apply; and what is there already, unless only some of it is."""
    bad = [part for part in parts if part.kind not in {"clean", allowed}]
    if not bad and parts and all(part.kind == "contained" for part in parts):
        bad = list(parts)
    if bad:
        message = _("The change does not apply. {reason}").format(reason=bad[0].reason)
        raise DoesNotApply(message, parts)


def _with_reasons(
    parts: tuple[PartStanding, ...], reasons: Mapping[int, str]
) -> tuple[PartStanding, ...]:
    if not reasons:
        return parts
    return tuple(
        [
            replace(part, kind="conflict", reason=_(reasons[part.operation_index]))
            if part.operation_index in reasons
            else part
            for part in parts
        ]
    )


def found(text: str) -> tuple[Document, ChangeSet]:
    """Revision 1 of a text, and the change set that makes it from nothing.

    The text is brought into canonical form first; raises TextRefused where that cannot be done.
    """
    texts = canonical_passages(text).texts
    inserts = (Insert(None, tuple(texts)),) if texts else ()
    change_set = ChangeSet(inserts)
    return apply(EMPTY, change_set, base=EMPTY, base_number=0, number=1), change_set


def inverse(
    document: Document,
    change_set: ChangeSet,
    *,
    base_number: int | None = None,
    base: Document | None = None,
) -> ChangeSet:
    """The change set that takes `change_set` back, to be applied to what it made of `document`.

    It restores the bytes and the ids. `base_number` and `base` are needed only where the document
    is newer than the revision that the change set was made for.
    """
    newest = max((block.introduced_in for block in document.blocks), default=0)
    since = newest if base_number is None else base_number
    result = apply(document, change_set, base=base, base_number=since, number=newest + 1)
    return undo(document, result)


def undo(before: Document, after: Document) -> ChangeSet:
    """The change set that takes a step back, to be applied to `after`; bytes and ids as before."""
    return between(after, before)


def _sound(document: Document, number: int) -> Document:
    """Refuse a result whose blocks would be read in another way than they were submitted.

    `number` is the revision that it becomes: what it changed has no kind yet.
    """
    blocks = document.blocks
    known = [None if block.changed_in == number else block.kind for block in blocks]
    kinds = kinds_of([block.text for block in blocks], known)
    if kinds is None:
        message = _(
            "The change does not apply. The passages would run into one another "
            "where they would stand."
        )
        if _has_lost_row(known):
            message = _(
                "The change does not apply. A row would stand without the head of its table."
            )
        raise DoesNotApply(message)
    if all(block.kind == kind for block, kind in zip(blocks, kinds, strict=True)):
        return document
    return Document(
        tuple(
            [
                block if block.kind == kind else block._replace(kind=kind)
                for block, kind in zip(document.blocks, kinds, strict=True)
            ]
        )
    )


def _has_lost_row(kinds: Sequence[str | None]) -> bool:
    """Whether a row of a table stands behind what is no part of a table."""
    before = (None, *kinds)
    return any(
        kind == "table_row" and former not in {None, "table", "table_row"}
        for former, kind in zip(before, kinds, strict=False)
    ) or kinds[:1] == ["table_row"]
