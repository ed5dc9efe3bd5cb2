"""Names that are called in a text: an @ and a member's name, where it can mean one member only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

#: As many people as one text calls.
MOST_CALLS = 50
_CALL = re.compile(r"(?<![\w@])@[^\w\s]*(\w+)")


def callable_names(names: Mapping[int, str]) -> dict[str, int]:
    """What each member can be called by: the whole name, and the first if nobody else has it.

    `names` are the names of the members by their numbers. A name that two people have calls nobody.
    """
    whole = {member: _plain(name) for member, name in names.items() if _plain(name)}
    first = {member: name.split()[0] for member, name in whole.items()}
    wholes, firsts = Counter(whole.values()), Counter(first.values())
    by_first = {
        name: member for member, name in first.items() if firsts[name] == 1 and name not in wholes
    }
    by_whole = {name: member for member, name in whole.items() if wholes[name] == 1}
    return by_first | by_whole


def how_to_call(names: Mapping[int, str]) -> list[str]:
    """The shortest that each member can be called by, in order of the alphabet."""
    known = callable_names(names)
    ways: list[str] = []
    for member, name in names.items():
        parts = name.split()
        ways += [one for one in (*parts[:1], " ".join(parts)) if known.get(_plain(one)) == member][
            :1
        ]
    return sorted(ways, key=str.casefold)


def calls_in(text: str) -> list[str]:
    """What the names of those who may be called in a text begin with: the words behind each @."""
    return list(dict.fromkeys(_CALL.findall(text)))[:MOST_CALLS]


def called(text: str, names: Mapping[int, str]) -> dict[str, int]:
    """The members who are called in a text: what stands after each @, and who that is."""
    known = callable_names(names)
    if not known or "@" not in text:
        return {}
    longest_first = sorted(known, key=len, reverse=True)
    ways = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest_first)
    found = re.finditer(rf"(?<![\w@])@({ways})(?!\w)", text, re.IGNORECASE)
    return {one[1]: known[_plain(one[1])] for one in found if _plain(one[1]) in known}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
