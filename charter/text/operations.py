"""Change sets: the exact change, as operations on block ids with digests of what they replace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import rfc8785

from charter.text.canonical import digest

FORMAT = "change-set/1"

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Replace:
    """Put new texts in the place of a block; the first of them keeps the block's id.

    `old` is the digest of the text that is replaced. Several texts are a split.
    """

    block: str
    old: str
    new: tuple[str, ...]

    def to_dict(self) -> dict[str, Json]:
        """The JSON object."""
        return {"op": "replace", "block": self.block, "old": self.old, "new": list(self.new)}


@dataclass(frozen=True, slots=True)
class Insert:
    """Put new blocks behind the block `after`; None is the start of the text.

    `ids` are given only where former ids come back, as in an undo.
    """

    after: str | None
    new: tuple[str, ...]
    ids: tuple[str, ...] | None = None

    def to_dict(self) -> dict[str, Json]:
        """The JSON object."""
        shape: dict[str, Json] = {"op": "insert", "after": self.after, "new": list(self.new)}
        if self.ids is not None:
            shape["ids"] = list(self.ids)
        return shape


@dataclass(frozen=True, slots=True)
class Delete:
    """Take a block out. `old` is the digest of its text."""

    block: str
    old: str

    def to_dict(self) -> dict[str, Json]:
        """The JSON object."""
        return {"op": "delete", "block": self.block, "old": self.old}


@dataclass(frozen=True, slots=True)
class Move:
    """Put a block behind another one; None is the start of the text.

    `old` is the digest of its text before the change set, also when the same change set edits it.
    """

    block: str
    old: str
    after: str | None

    def to_dict(self) -> dict[str, Json]:
        """The JSON object."""
        return {"op": "move", "block": self.block, "old": self.old, "after": self.after}


Operation = Replace | Insert | Delete | Move


@dataclass(frozen=True)
class ChangeSet:
    """The operations of one change. No operations means that nothing changes."""

    operations: tuple[Operation, ...]

    def to_dict(self) -> dict[str, Json]:
        """The JSON object: `{"format": "change-set/1", "operations": […]}`."""
        return {"format": FORMAT, "operations": [op.to_dict() for op in self.operations]}

    def to_json(self) -> str:
        """The canonical JSON form (RFC 8785)."""
        return self._json

    @cached_property
    def _json(self) -> str:
        # It is asked for its digest before it is kept, and writing it out takes long.
        return rfc8785.dumps(self.to_dict()).decode("utf-8")

    @cached_property
    def sha256(self) -> str:
        """Digest of the canonical JSON form."""
        return digest(self.to_json())

    def named(self) -> frozenset[str]:
        """The ids of all blocks that are replaced, deleted or moved."""
        return frozenset(op.block for op in self.operations if not isinstance(op, Insert))

    def anchors(self) -> frozenset[str]:
        """The ids of all blocks that something is put behind."""
        return frozenset(
            op.after
            for op in self.operations
            if isinstance(op, (Insert, Move)) and op.after is not None
        )
