"""Changes of numbers alone, told once for all that are counted together: “§§ 2 and 3 become §§ 3
and 4”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from charter.dates import list_in_words
from charter.language import gettext as _
from charter.language import ngettext
from charter.numbers.block_numbers import numbered
from charter.reading.change_values import Change
from charter.reading.visible_words import seen

_MARK = re.compile(r"(?P<name>.*?)[ \u00a0]?(?P<number>\(?[\w.]+\)?)[.:)\s-]*\Z", re.DOTALL)
# So many that follow one another are told by the first and the last.
_LONG = 3


class Renumbering(NamedTuple):
    """Changes of which only the numbers differ, counted together, in the order of the text."""

    changes: tuple[Change, ...]

    def in_words(self) -> str:
        """What the numbers were and what they are, without a full stop."""
        pairs = [marks_of(change) for change in self.changes]
        name = split_mark(pairs[0][0])[0]
        sides = [[split_mark(pair[side])[1] for pair in pairs] for side in (0, 1)]
        n = len(pairs)
        old, new = (_listed(side) for side in sides)
        if name == "§":
            sign = "§" if n == 1 else "§§"
            return ngettext("{old} becomes {new}", "{old} become {new}", n).format(
                old=f"{sign} {old}", new=f"{sign} {new}"
            )
        if name:
            return ngettext(
                "{name} {old} becomes {name} {new}", "{name} {old} become {name} {new}", n
            ).format(name=name, old=old, new=new)
        return ngettext("number {old} becomes {new}", "the numbers {old} become {new}", n).format(
            old=old, new=new
        )


def grouped(changes: Sequence[Change]) -> list[Change | Renumbering]:
    """The changes; where only numbers changed, one for all, in the place of the first of them."""
    found: list[Change | Renumbering] = []
    places: dict[tuple[object, ...], int] = {}
    for change in changes:
        if change.note != "numbering" or change.op != "replace" or not all(marks_of(change)):
            found.append(change)
            continue
        own = "" if change.kind == "heading" else change.section
        key = (change.kind == "heading", own, *[split_mark(mark)[0] for mark in marks_of(change)])
        if key in places:
            group = found[places[key]]
            if isinstance(group, Renumbering):
                found[places[key]] = Renumbering((*group.changes, change))
            continue
        places[key] = len(found)
        found.append(Renumbering((change,)))
    return found


def marks_of(change: Change) -> tuple[str, str]:
    """The number before and the number after, as they are written; "" for none."""
    sides = (
        seen(change.before or "", change.from_kind or change.kind),
        seen(change.after or "", change.kind),
    )
    numbers = [side.frame.number for side in sides]
    if numbers[0] is not None and numbers[1] is not None and numbers[0] != numbers[1]:
        return str(numbers[0]), str(numbers[1])
    old, new = (numbered(side.text, side.frame.kind).mark for side in sides)
    return old, new


def split_mark(mark: str) -> tuple[str, str]:
    """("§", "2") of “§ 2”, ("", "a") of “a)”, ("Article", "4") of “Article 4:”."""
    match = _MARK.match(mark)
    return (match["name"].strip(), match["number"]) if match else ("", mark)


def _listed(numbers: Sequence[str]) -> str:
    """`2 and 3`; `2 to 9` where they follow one another."""
    if len(numbers) >= _LONG and all(number.isdigit() for number in numbers):
        values = [int(number) for number in numbers]
        if values == list(range(values[0], values[0] + len(values))):
            return _("{first} to {last}").format(first=numbers[0], last=numbers[-1])
    return list_in_words(list(dict.fromkeys(numbers)))
