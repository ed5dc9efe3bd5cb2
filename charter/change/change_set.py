"""Reading a change set from JSON: strict, with a plain reason for every refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable

from charter.errors import ChangeSetInvalid, TextRefused
from charter.text.blocks import kind_of
from charter.text.canonical import digest, is_canonical_passage
from charter.text.operations import FORMAT, ChangeSet, Delete, Insert, Move, Operation, Replace

__all__ = [
    "FORMAT",
    "ChangeSet",
    "Delete",
    "Insert",
    "Move",
    "Operation",
    "Replace",
    "check_sense",
    "parse_change_set",
]

ID = re.compile(r"[a-z2-7]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEYS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "replace": (frozenset({"op", "block", "old", "new"}), frozenset()),
    "insert": (frozenset({"op", "after", "new"}), frozenset({"ids"})),
    "delete": (frozenset({"op", "block", "old"}), frozenset()),
    "move": (frozenset({"op", "block", "old", "after"}), frozenset()),
}


def parse_change_set(obj: object) -> ChangeSet:
    """Read a decoded JSON value as a change set, in the order as submitted.

    Raises ChangeSetInvalid for a wrong shape, unknown keys, texts that are not canonical or not
    exactly one block, and operations that contradict one another.
    """
    shape = _mapping(obj, "A change set")
    _keys(shape, frozenset({"format", "operations"}), frozenset(), "A change set")
    if shape["format"] != FORMAT:
        message = f'The format of a change set must be "{FORMAT}".'
        raise ChangeSetInvalid(message)
    listed = shape["operations"]
    if not isinstance(listed, list):
        message = "The operations of a change set must be a list."
        raise ChangeSetInvalid(message)
    operations = tuple(_operation(item, index + 1) for index, item in enumerate(listed))
    change_set = ChangeSet(operations)
    check_sense(change_set)
    return change_set


def check_sense(change_set: ChangeSet) -> None:
    """Refuse operations that cannot be meant together. Raises ChangeSetInvalid."""
    _named_once(change_set.operations)
    _ids_once(change_set.operations)
    _no_cycle(change_set.operations)


def _operation(item: object, number: int) -> Operation:
    where = f"Operation {number}"
    shape = _mapping(item, where)
    op = shape.get("op")
    if not isinstance(op, str) or op not in _KEYS:
        message = f'{where} must have an "op" that is one of: {", ".join(_KEYS)}.'
        raise ChangeSetInvalid(message)
    required, optional = _KEYS[op]
    _keys(shape, required, optional, where)
    if op == "insert":
        new = _texts(shape["new"], where)
        return Insert(_anchor(shape["after"], where), new, _ids(shape, len(new), where))
    block, old = _id(shape["block"], where), _digest(shape["old"], where)
    if op == "delete":
        return Delete(block, old)
    if op == "move":
        return _move(block, old, _anchor(shape["after"], where), where)
    new = _texts(shape["new"], where)
    if len(new) == 1 and digest(new[0]) == old:
        message = f"{where} replaces a passage by itself."
        raise ChangeSetInvalid(message)
    return Replace(block, old, new)


def _move(block: str, old: str, after: str | None, where: str) -> Move:
    if after == block:
        message = f"{where} moves a passage behind itself."
        raise ChangeSetInvalid(message)
    return Move(block, old, after)


def _mapping(obj: object, where: str) -> dict[str, object]:
    if not isinstance(obj, dict) or not all(isinstance(key, str) for key in obj):
        message = f"{where} must be a JSON object."
        raise ChangeSetInvalid(message)
    return obj


def _keys(
    shape: dict[str, object], required: frozenset[str], optional: frozenset[str], where: str
) -> None:
    missing = sorted(required - shape.keys())
    if missing:
        message = f"{where} lacks {_listed(missing)}."
        raise ChangeSetInvalid(message)
    unknown = sorted(shape.keys() - required - optional)
    if unknown:
        message = f"{where} has unknown keys: {_listed(unknown)}."
        raise ChangeSetInvalid(message)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _id(value: object, where: str) -> str:
    if not isinstance(value, str) or ID.fullmatch(value) is None:
        message = f"{where} names a passage by something that is not an id."
        raise ChangeSetInvalid(message)
    return value


def _anchor(value: object, where: str) -> str | None:
    return None if value is None else _id(value, where)


def _digest(value: object, where: str) -> str:
    if not isinstance(value, str) or _DIGEST.fullmatch(value) is None:
        message = f'{where} must give the SHA-256 of the passage as "old", in lower-case hex.'
        raise ChangeSetInvalid(message)
    return value


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        message = f'{where} must give its texts as a list that is not empty ("new").'
        raise ChangeSetInvalid(message)
    return tuple(_text(text, where) for text in value)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        message = f"{where} has a text that is not a string."
        raise ChangeSetInvalid(message)
    # A zero-width mark is dropped at the start of a whole text, but kept at the start of a passage.
    before = "x\n\n" if value.startswith("\ufeff") else ""
    try:
        is_canonical = is_canonical_passage(before + value)
    except TextRefused as refusal:
        message = f"{where}: {refusal.reason}"
        raise ChangeSetInvalid(message) from None
    if not is_canonical:
        message = f"{where} has a text that is not in canonical form."
        raise ChangeSetInvalid(message)
    if kind_of(value) is None:
        message = f"{where} has a text that is not exactly one passage."
        raise ChangeSetInvalid(message)
    return value


def _ids(shape: dict[str, object], count: int, where: str) -> tuple[str, ...] | None:
    if "ids" not in shape:
        return None
    value = shape["ids"]
    if not isinstance(value, list) or len(value) != count:
        message = f'{where} must give one id for each new text ("ids").'
        raise ChangeSetInvalid(message)
    return tuple(_id(item, where) for item in value)


def _named_once(operations: tuple[Operation, ...]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for number, op in enumerate(operations, start=1):
        if isinstance(op, Insert):
            continue
        roles = {Replace: ("words",), Move: ("place",), Delete: ("words", "place")}[type(op)]
        for role in roles:
            first = seen.setdefault((role, op.block), number)
            if first != number:
                message = f"Operations {first} and {number} contradict one another: same passage."
                raise ChangeSetInvalid(message)


def _ids_once(operations: tuple[Operation, ...]) -> None:
    named = {op.block for op in operations if not isinstance(op, Insert)}
    for number, op in enumerate(operations, start=1):
        if not isinstance(op, Insert):
            continue
        for block_id in op.ids or ():
            if block_id in named:
                message = f"Operation {number} gives an id that is already named."
                raise ChangeSetInvalid(message)
            named.add(block_id)


def _no_cycle(operations: tuple[Operation, ...]) -> None:
    after = {op.block: op.after for op in operations if isinstance(op, Move)}
    settled: set[str] = set()
    for start in after:
        path: set[str] = set()
        block: str | None = start
        while block is not None and block in after and block not in settled:
            if block in path:
                message = "The moves of this change set follow one another in a circle."
                raise ChangeSetInvalid(message)
            path.add(block)
            block = after[block]
        settled |= path
