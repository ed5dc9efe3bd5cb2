"""What takes long to work out, kept for a while by all that it depends on.

A write transaction decides on what a change makes of a text. Who asks the same beforehand, without
holding up anybody, has it ready there: the answer depends on the texts and the change alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from charter import (
    ChangeSet,
    Document,
    Meeting,
    OpenChange,
    Standing,
    Together,
    apply,
    encounters,
    standing,
    together,
    where_changed,
)
from charter.change.surroundings import Where


@dataclass(frozen=True, slots=True)
class _Asked:
    """A change on texts, told apart by their digests."""

    key: tuple[str | int, ...]
    on: Document = field(compare=False)
    change_set: ChangeSet = field(compare=False)
    base: Document | None = field(compare=False)


def applied(
    on: Document,
    change_set: ChangeSet,
    *,
    base_number: int,
    number: int,
    base: Document | None = None,
) -> Document:
    """The document that a change makes, as `charter.change.apply`; `base` where it was made for
    another.

    Raises:
        DoesNotApply: it does not fit.
    """
    since = base.fingerprint if base is not None else ""
    key = (on.fingerprint, change_set.sha256, since, base_number, number)
    return _applied(_Asked(key, on, change_set, base), base_number, number)


def standing_in(
    head: Document, change_set: ChangeSet, *, base: Document, base_number: int
) -> Standing:
    """How a change stands to the text in force, as `charter.change.standing`."""
    key = (head.fingerprint, change_set.sha256, base.fingerprint, base_number)
    return _standing(_Asked(key, head, change_set, base), base_number)


def where_published(before: Document, after: Document, change_set: ChangeSet, number: int) -> Where:
    """Where the step from revision `number` changed the text for a change, as `where_changed`."""
    key = (before.fingerprint, change_set.sha256, after.fingerprint, number)
    return _where(_Asked(key, after, change_set, before), number)


def encounters_in(head: Document, opens: Sequence[OpenChange]) -> tuple[Meeting, ...]:
    """Which open changes meet, as `charter.encounters`."""
    return _encounters(_asked_of_all(head, opens))


def together_in(head: Document, number: int, opens: Sequence[OpenChange]) -> Together:
    """The text if all of these pass on top of a revision, as `charter.together`."""
    return _together(_asked_of_all(head, opens), number)


@dataclass(frozen=True, slots=True)
class _AskedOfAll:
    """Several open changes on a text, told apart by their digests."""

    key: tuple[str | tuple[int | str, ...], ...]
    head: Document = field(compare=False)
    opens: tuple[OpenChange, ...] = field(compare=False)


def _asked_of_all(head: Document, opens: Sequence[OpenChange]) -> _AskedOfAll:
    told = [
        (one.key, one.change_set.sha256, one.base.fingerprint, one.base_number) for one in opens
    ]
    return _AskedOfAll((head.fingerprint, *told), head, tuple(opens))


# As many as a charter has open proposals; a long text takes some megabytes.
@lru_cache(maxsize=32)
def _applied(asked: _Asked, base_number: int, number: int) -> Document:
    return apply(
        asked.on, asked.change_set, base_number=base_number, number=number, base=asked.base
    )


# Of a few charters. What is kept holds numbers and ids, and one text.
@lru_cache(maxsize=16)
def _encounters(asked: _AskedOfAll) -> tuple[Meeting, ...]:
    return encounters(asked.head, asked.opens)


@lru_cache(maxsize=16)
def _together(asked: _AskedOfAll, number: int) -> Together:
    return together(asked.head, number, asked.opens)


# Lists ask for each of some hundred proposals, again and again.
@lru_cache(maxsize=2048)
def _standing(asked: _Asked, base_number: int) -> Standing:
    assert asked.base is not None
    return standing(asked.on, asked.change_set, base=asked.base, base_number=base_number)


@lru_cache(maxsize=1024)
def _where(asked: _Asked, number: int) -> Where:
    assert asked.base is not None
    return where_changed(asked.base, asked.on, asked.change_set, before_number=number)
