"""What people give in words and facts: each field is declared once, and everything else asks here.

A group of fields is a frozen dataclass whose attributes are made by `declared` or `words`. Forms,
kept drafts, the API, the mapper of rows, erasure and exports take names, limits and labels from
`fields_of` it, so that nothing of a field is written down a second time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from amendments.refusals import BadInput
from amendments.saying import LONGEST, check_length
from charter.language import gettext as _

Value = TypeVar("Value")
_KEY = "field"


class FieldKind(StrEnum):
    """What a field holds. The words of a text are personal: they are kept apart and sealed."""

    TEXT = "text"
    DAY = "day"
    FLAG = "flag"
    NUMBER = "number"


class AskedIn(StrEnum):
    """Which forms ask for a field: those for the first version, for a later one, or both."""

    ALWAYS = "always"
    FIRST = "first"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `longest` counts characters; `if_missing` is what is said where it is needed.

    `label`, `hint` and `if_missing` are to be translated where they are shown. `rows` is the height
    of its box, 0 for one line; `says_optional` that its label says that it may stay empty.
    """

    name: str = ""
    kind: FieldKind = FieldKind.TEXT
    label: str = ""
    hint: str = ""
    longest: int = LONGEST
    if_missing: str = ""
    rows: int = 0
    says_optional: bool = False
    asked: AskedIn = AskedIn.ALWAYS

    @property
    def is_text(self) -> bool:
        """Whether it holds somebody's words."""
        return self.kind is FieldKind.TEXT


def words(about: Field) -> str:
    """Declare words that a group always has, if only empty ones."""
    made: str = dataclasses.field(metadata={_KEY: about})
    return made


def declared(about: Field, without: Value) -> Value:
    """Declare an attribute of a group; `without` is what stands there where nothing is given."""
    return dataclasses.field(default=without, metadata={_KEY: about})


def fields_of(group: type[Any]) -> tuple[Field, ...]:
    """The declared fields of a dataclass, in their order. What else it holds is passed over."""
    return tuple(
        dataclasses.replace(one.metadata[_KEY], name=one.name)
        for one in dataclasses.fields(group)
        if _KEY in one.metadata
    )


def names_of(*fields: Field) -> tuple[str, ...]:
    """Their names."""
    return tuple(one.name for one in fields)


def texts_in(found: object, fields: Iterable[Field]) -> dict[str, str]:
    """What stands in some texts of a group, by their names; empty where nothing does."""
    return {one.name: getattr(found, one.name) or "" for one in fields if one.is_text}


def given(fields: Iterable[Field], said: Mapping[str, str | None]) -> dict[str, str]:
    """The words that were given for some texts, trimmed, in the order in which they were.

    Raises:
        TypeError: there is no such field, so a caller has mistaken its name.
        BadInput: words that are needed are missing, or there are too many.
    """
    known = {one.name: one for one in fields}
    if unknown := said.keys() - known.keys():
        msg = f"there are no fields {sorted(unknown)}; there are {sorted(known)}"
        raise TypeError(msg)
    kept = {name: one.strip() for name, one in said.items() if one and one.strip()}
    for about in known.values():
        if about.if_missing and about.name not in kept:
            raise BadInput(_(about.if_missing), field=about.name)
    for name, one in kept.items():
        check_length(one, name, known[name].longest)
    return kept
