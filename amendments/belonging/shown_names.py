"""Names as the program shows them: each like no other, and with the role beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Self

import regex

from amendments.belonging.naming import BLANK, NUMBER, READABLE, read_name
from amendments.belonging.people import Role
from amendments.belonging.role_words import reads_as_role
from amendments.belonging.skeleton import likenesses
from amendments.refusals import BadInput
from charter.language import gettext as _


class ShownName(str):
    """A name as the program shows it, which knows what its owner is in the charter.

    The role is no part of the text: pages and letters draw it beside the name.
    """

    __slots__ = ("role",)
    role: Role | None

    def __new__(cls, text: str, role: Role | None = None) -> Self:
        """A name with a role; None is for who is nothing there (any more)."""
        made = super().__new__(cls, text)
        made.role = role
        return made


def is_steward(name: object) -> bool:
    """Whether a name is shown as that of a steward."""
    return isinstance(name, ShownName) and name.role is Role.STEWARD


def in_words(name: str) -> str:
    """A name as text, with the role behind it: for letters, sentences and lists to choose from."""
    if not is_steward(name):
        return str(name)
    return _("{name} ({role})").format(name=name, role=_("steward"))


def tell_apart(names: Sequence[str]) -> list[str]:
    """Names as they are shown, the earliest first: each one like no other.

    Nothing happens to names that were checked when they were given. Older ones lose what cannot be
    seen, and the later of two that look alike is numbered: “S (2)”.
    """
    taken: set[str] = set()
    return [_like_none(_seen(name), taken) for name in names]


#: The likeness of names that are shown otherwise than they are kept. No likeness is so: signs at
#: the edges of words are left out of them.
ODD = "?"
#: So much of a likeness is kept to find names by. One sign can look like many, and an index takes
#: no more than some thousand bytes; those that begin alike are compared as a whole.
LONGEST_KEY = 150


def likeness_of(name: str) -> tuple[str, str]:
    """What two names have in common that `tell_apart` has to tell apart: one of these two.

    `ODD` twice for a name that it shows otherwise, which can be like any other; nothing for none.
    """
    if not name:
        return "", ""
    found = sorted(likenesses(name)) if _is_fine(name) else [ODD]
    return found[0][:LONGEST_KEY], found[-1][:LONGEST_KEY]


def to_be_told_apart(names: Sequence[str]) -> set[str]:
    """What other names have to look like to change how these are shown, the earliest first.

    Any of it is one of the two of `likeness_of`. With all names that look so, and those that look
    like what this gives for them, and so on, `tell_apart` shows these as it does among everybody.
    """
    found = {ODD}
    for name, shown in zip(names, tell_apart(names), strict=True):
        seen = _seen(name)
        tried, number = {seen}, 1
        while seen != shown and shown not in tried:
            number += 1
            tried.add(f"{seen} ({number})")
        for one in tried:
            found |= likenesses(one)
    # What a name with a number looks like, a name without one can look like as well.
    found |= {one.rpartition(" ")[0] for one in found if _ends_in_number(one)}
    return {one[:LONGEST_KEY] for one in found} - {""}


@cache
def _like_digits() -> frozenset[str]:
    """The letters, among them digits, that digits look like."""
    return frozenset("".join("".join(likenesses(digit)) for digit in "0123456789"))


def _ends_in_number(likeness: str) -> bool:
    return set(likeness.rpartition(" ")[2]) <= _like_digits()


def _like_none(name: str, taken: set[str]) -> str:
    shown, number = name, 1
    while likenesses(shown) & taken:
        number += 1
        shown = f"{name} ({number})"
    taken |= likenesses(shown)
    return shown


def _seen(name: str) -> str:
    """A name that stood before there were rules for names, with what can be seen of it."""
    if _is_fine(name):
        return name
    seen = regex.sub(r"[\p{C}\p{Default_Ignorable_Code_Point}]", "", BLANK.sub("", name))
    seen = " ".join(NUMBER.sub("", seen).split())
    if not READABLE.search(seen):
        return _("someone whose name cannot be read")
    return _("someone called “{name}”").format(name=seen) if reads_as_role(seen) else seen


@lru_cache(maxsize=4096)
def _is_fine(name: str) -> bool:
    try:
        return read_name(name) == name
    except BadInput:
        return False
