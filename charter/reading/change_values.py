"""A change as a reader sees it: the values that reading gives, and sentences and pages take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from charter.diff.word_diff import Words
from charter.reading.change_kinds import Note

Op = Literal["insert", "delete", "replace", "move", "move_replace", "split", "join"]


class Carried(NamedTuple):
    """A sentence that moved as it is: `within` its passage, `away` to another or `here` from it.

    `block` and `section` name the other passage and the words of the heading it stands under.
    """

    way: Literal["within", "away", "here"]
    sentence: str
    block: str
    section: str | None


class Change(NamedTuple):
    """One change as a reader sees it.

    `block` is the id of the passage (of its first part, for a split or a join) and `kind` its kind
    now. `before` and `after` are its wordings; None where it did not or does not exist. `members`
    names the further blocks of a split (new ids) or a join (former ids). `section` is the heading
    it stands under, `from_section` the one it stood under before. `after_block` is the id of the
    passage it stands behind: in the new text, for a deletion in the old one; None at the start.
    `moved` is true for any change whose passage also stands in another place now; of a move,
    `members` names the passages that moved along, as what stands beneath a heading or an item.
    `from_kind` is the kind it was of, `depths` beneath how many items of lists it stood and stands.
    `carried` are sentences that were not written, but brought here or taken elsewhere. `heads` are
    those of the table that a row of one stood and stands in.
    """

    op: Op
    block: str
    kind: str
    before: str | None
    after: str | None
    words: Words
    note: Note
    section: str | None
    after_block: str | None
    members: tuple[str, ...] = ()
    from_section: str | None = None
    moved: bool = False
    from_kind: str = ""
    depths: tuple[int, int] = (0, 0)
    carried: tuple[Carried, ...] = ()
    heads: tuple[str, str] = ("", "")

    def to_dict(self) -> dict[str, object]:
        """The change as a JSON object; words as `[[-1 | 0 | 1, text], …]`."""
        return {
            "op": self.op,
            "block": self.block,
            "kind": self.kind,
            "before": self.before,
            "after": self.after,
            "words": [[sign, text] for sign, text in self.words],
            "note": self.note,
            "section": self.section,
            "from_section": self.from_section,
            "after_block": self.after_block,
            "members": list(self.members),
            "moved": self.moved,
            "carried": [one._asdict() for one in self.carried],
        }


class Row(NamedTuple):
    """One row of a page: a change, or a passage that stays as it is (`change` is None)."""

    block: str
    kind: str
    text: str
    change: Change | None


class Side(NamedTuple):
    """One of the two texts, as far as it is read: passages in order, and what they are called.

    For each of them its name, and the words of the heading that it stands under.
    """

    kinds: Sequence[str]
    texts: Sequence[str]
    names: Sequence[str]
    sections: Sequence[str | None]
