"""Whether a new version would take back what members adopted since the proposal was written.

The pure part is `charter.conflicts.taking_back`. Here are the revisions that it is asked about, and
who is told: the person who writes is asked once, with the revision and the proposal that it came
from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from amendments.refusals import Permission, Refusal
from amendments.writing import taking_back as rules
from amendments.writing.taking_back import Adopted
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import standing_of
from app.services.writing.proposed import made_of, proposed_document
from app.storage.engine.session import Reader
from app.storage.texts import revisions as texts
from app.storage.texts.revisions import Revision
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment, Version
from charter import ChangeSet, Document
from charter.conflicts.taking_back import TakenBack, taken_back

Numbered = Sequence[tuple[int, Document]]


@dataclass(frozen=True, slots=True)
class TakenBackFrom:
    """A passage in which a revision would be taken back, and that revision."""

    revision: Revision
    passage: TakenBack


def taken_back_by(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    change_set: ChangeSet,
    base: Revision,
) -> tuple[TakenBackFrom, ...]:
    """What a change of a proposal would take back of what was published since its first version.

    What its newest version takes back already was asked before, and is not named again. A change
    that does not fit the text in force takes nothing back: it cannot be published as it is.
    """
    versions = amendments.versions(reader, kept.id)
    since = min(one.base for one in versions)
    head = entry.head(reader, access.charter)
    if since >= head.number:
        return ()
    new = _in_force(change_set, base, head)
    if new is None:
        return ()
    history = texts.revisions_between(reader, access.charter.id, since, head.number)
    written = [_written(reader, access, one) for one in versions if one.base < head.number]
    before = _of_newest(reader, access, versions[-1], head)
    known = _keys(_taken_back(history, before, written)) if before is not None else set()
    by_number = {one.number: entry.as_told(reader, access, one) for one in history}
    return tuple(
        TakenBackFrom(by_number[one.revision], one)
        for one in _taken_back(history, new, written)
        if (one.revision, one.block) not in known
    )


def may_take_back(found: tuple[TakenBackFrom, ...]) -> Permission:
    """Whether nothing is taken back; a refusal names what would be."""
    by_number = {one.revision.number: one.revision for one in found}
    adopted = [
        Adopted(number, by_number[number].amendment, by_number[number].title)
        for number in sorted(by_number)
    ]
    return rules.may_take_back(adopted, [(one.revision.number, one.passage.block) for one in found])


def _keys(found: tuple[TakenBack, ...]) -> set[tuple[int, str]]:
    return {(one.revision, one.block) for one in found}


def _in_force(change_set: ChangeSet, base: Revision, head: Revision) -> Document | None:
    """The text that would be in force with the change; None if it cannot be published as it is."""
    try:
        if standing_of(change_set, base, head).kind != "clean":
            return None
        return made_of(head, change_set, base)
    except Refusal:
        return None


def _written(reader: Reader, access: CharterAccess, version: Version) -> tuple[int, Document]:
    """What a version proposed, and the revision that it was written on."""
    base = entry.revision(reader, access.charter, version.base)
    return version.base, proposed_document(reader, version, base)


def _of_newest(
    reader: Reader, access: CharterAccess, version: Version, head: Revision
) -> Document | None:
    change_set = texts.change_set(reader, version.change_sha256)
    if not change_set.operations:
        return None
    return _in_force(change_set, entry.revision(reader, access.charter, version.base), head)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Numbered texts and a new one, told apart by their digests."""

    key: tuple[str | int, ...]
    history: Numbered = field(compare=False)
    new: Document = field(compare=False)
    written: Numbered = field(compare=False)


def _taken_back(
    history: Sequence[Revision], new: Document, written: Numbered
) -> tuple[TakenBack, ...]:
    steps = [(one.number, one.document) for one in history]
    first, head = history[0], history[-1]
    asked = [first.document, head.document, new, *(text for _, text in written)]
    key: tuple[str | int, ...] = (head.number, *[text.fingerprint for text in asked])
    return _worked_out(_Asked(key, steps, new, written))


@lru_cache(maxsize=64)
def _worked_out(asked: _Asked) -> tuple[TakenBack, ...]:
    return taken_back(asked.history, asked.new, asked.written)
