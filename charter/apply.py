"""Applying change sets, founding a charter, taking a change back. Exact: no search, no guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from charter.application import Application
from charter.canonical import canonical_passages, kinds_of
from charter.change_set import check_sense
from charter.checks import PartStanding, check
from charter.document import EMPTY, Document
from charter.errors import DoesNotApply
from charter.language import gettext as _
from charter.operations import ChangeSet, Delete, Insert, Move, Replace
from charter.place import Held
from charter.slots import between


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
    was written and stands where it was put (`charter.place`); and when the result would not read as
    the passages that were submitted.

    Without a `base` nothing is asked about places: that is for a document that is the base itself,
    for what was published before places were held, and for what is taken back.
    """
    check_sense(change_set)
    parts = check(document, change_set, base_number)
    _refuse_unless_clean(parts)
    if base is None or base is document:
        return _applied(document, change_set, base_number, number, None)[0]
    held = Held(base, document, base_number, change_set)
    _refuse_unless_clean(_with_reasons(parts, held.before()))
    # What is only rewritten in one piece or taken out is put nowhere.
    puts = any(not isinstance(op, Delete) and _puts(op) for op in change_set.operations)
    proposed = None
    if puts:
        proposed = _applied(base, change_set, base_number, base_number + 1, None)[0]
    result, made = _applied(document, change_set, base_number, number, proposed)
    reasons = held.newer(result, made)
    if proposed is not None:
        reasons |= held.after(proposed, result, made)
    _refuse_unless_clean(_with_reasons(parts, reasons))
    return result


def _puts(op: Replace | Insert | Move) -> bool:
    return not isinstance(op, Replace) or len(op.new) > 1


def _applied(
    document: Document,
    change_set: ChangeSet,
    base_number: int,
    number: int,
    proposed: Document | None,
) -> tuple[Document, dict[int, tuple[str, ...]]]:
    """The document after the change set, and the ids of the passages that each part makes."""
    application = Application(document, change_set, base_number, number, proposed)
    return _sound(Document(tuple(application.result()))), application.made


def _refuse_unless_clean(parts: tuple[PartStanding, ...]) -> None:
    bad = [part for part in parts if part.kind != "clean"]
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
    document: Document, change_set: ChangeSet, *, base_number: int | None = None
) -> ChangeSet:
    """The change set that takes `change_set` back, to be applied to what it made of `document`.

    It restores the bytes and the ids. `base_number` is needed only where the document is newer than
    the revision that the change set was made for.
    """
    newest = max((block.introduced_in for block in document.blocks), default=0)
    base = newest if base_number is None else base_number
    result = apply(document, change_set, base=None, base_number=base, number=newest + 1)
    return between(result, document)


def _sound(document: Document) -> Document:
    """Refuse a result whose blocks would be read in another way than they were submitted."""
    kinds = kinds_of([block.text for block in document.blocks])
    if kinds is None:
        message = _(
            "The change does not apply. The passages would run into one another "
            "where they would stand."
        )
        raise DoesNotApply(message)
    return Document(
        tuple(
            [
                block if block.kind == kind else block._replace(kind=kind)
                for block, kind in zip(document.blocks, kinds, strict=True)
            ]
        )
    )
