"""The places of all passages of a text, read from its start or off a text that is much like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from charter.text.outline import START, OutlineState, Place, PlacedPassage, step


class Walk(NamedTuple):
    """The places of all passages of a text, and what is open before each and behind the last."""

    places: tuple[Place, ...]
    states: tuple[OutlineState, ...]


Known = tuple[Sequence[PlacedPassage], Mapping[str, int], Walk]


def walk(blocks: Sequence[PlacedPassage], known: Known | None = None) -> Walk:
    """Walk through a text from its start.

    `known` are the blocks of another text, where each of them stands, and the walk through it: from
    where as much is open as there, the same blocks have the same places.
    """
    state = START
    places: list[Place] = []
    states: list[OutlineState] = []
    while len(places) < len(blocks):
        block = blocks[len(places)]
        if known is not None:
            others, positions, other = known
            was_at = positions.get(block.id, -1)
            if was_at >= 0 and others[was_at] is block and other.states[was_at] == state:
                end = _end_of_equal(blocks, len(places), others, was_at)
                places += other.places[was_at:end]
                states += other.states[was_at:end]
                state = other.states[end]
                continue
        states.append(state)
        place, state = step(state, block)
        places.append(place)
    return Walk(tuple(places), (*states, state))


def _end_of_equal(
    new: Sequence[PlacedPassage], at: int, old: Sequence[PlacedPassage], was_at: int
) -> int:
    """Where in the old text the run of the same passages ends that begins at these places."""
    end = min(len(old), was_at + len(new) - at)
    shift = at - was_at
    for place in range(was_at, end):
        if new[place + shift] is not old[place]:
            return place
    return end
