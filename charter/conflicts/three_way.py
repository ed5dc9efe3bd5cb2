"""A conflict as three wordings of one passage, for the people who resolve it."""

from __future__ import annotations

from dataclasses import dataclass

from charter.change.apply import apply
from charter.change.standing import standing
from charter.conflicts.suggesting import merge_words
from charter.diff.word_diff import Words, words
from charter.matching.groups import split_into
from charter.matching.word_traces import lives_in
from charter.text.blocks import join
from charter.text.document import Block, Document
from charter.text.operations import ChangeSet, Insert


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """One conflict: the wording `then`, `theirs` in force now, and `yours` as proposed.

    None for a wording means that the passage does not exist there. `theirs_words` and `yours_words`
    show what each side changed. `suggestion` joins both (`charter.conflicts.suggesting`): something
    to start from, never to be taken without a person. None if there is no such wording.
    """

    operation_index: int
    block: str | None
    then: str | None
    theirs: str | None
    yours: str | None
    theirs_words: Words
    yours_words: Words
    suggestion: str | None
    reason: str


def three_way(
    head: Document, change_set: ChangeSet, *, base: Document, base_number: int
) -> tuple[ThreeWay, ...]:
    """The views of all parts that are conflicts, one for each passage, in their order."""
    found: list[ThreeWay] = []
    seen: set[str] = set()
    mine = apply(base, change_set, base=base, base_number=base_number, number=base_number + 1)
    for part in standing(head, change_set, base=base, base_number=base_number).parts:
        op = change_set.operations[part.operation_index]
        if part.kind != "conflict" or (not isinstance(op, Insert) and op.block in seen):
            continue
        then: str | None = None
        theirs: str | None = None
        yours: str | None
        if isinstance(op, Insert):
            yours = join(op.new)[:-1]
        else:
            seen.add(op.block)
            then, theirs, yours = _wordings(op.block, base, head, mine, base_number)
        found.append(
            ThreeWay(
                part.operation_index,
                part.block,
                then,
                theirs,
                yours,
                words(then or "", theirs or ""),
                words(then or "", yours or ""),
                merge_words(then, theirs, yours),
                part.reason,
            )
        )
    return tuple(found)


def _wordings(
    block_id: str, base: Document, head: Document, mine: Document, base_number: int
) -> tuple[str | None, str | None, str | None]:
    former = base.get(block_id)
    if former is None:
        return None, _wording(block_id, base, head), _wording(block_id, base, mine)
    if block_id not in head.positions:
        home = lives_in(former, base, head, base_number)
        partner = None if home is None else base.get(home.id)
        if home is not None and partner is not None:
            # It was joined to a neighbour: both are compared as they stood side by side.
            pair = sorted((partner.id, block_id), key=base.position)
            then = join([base.blocks[base.position(name)].text for name in pair])[:-1]
            texts = [text for name in pair if (text := _wording(name, base, mine)) is not None]
            return then, home.text, join(texts)[:-1] if texts else None
    return former.text, _wording(block_id, base, head), _wording(block_id, base, mine)


def _wording(block_id: str, base: Document, document: Document) -> str | None:
    """How a block of the base reads in another document, with the parts it was split into."""
    found = stands_as(block_id, base, document)
    return join([block.text for block in found])[:-1] if found else None


def stands_as(block_id: str, base: Document, document: Document) -> tuple[Block, ...]:
    """The blocks that a block of the base is in another document: itself, and parts of it."""
    block = document.get(block_id)
    if block is None:
        return ()
    former = base.get(block_id)
    if former is None or former.text == block.text:
        return (block,)
    following: list[Block] = []
    for other in document.blocks[document.position(block_id) + 1 :]:
        if other.id in base.positions:
            break
        following.append(other)
    count = split_into(former.text, block.text, [other.text for other in following])
    return (block, *following[:count])
