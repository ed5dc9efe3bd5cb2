"""Names as the program shows them: each like no other, and with the role beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Self

import regex

from amendments.naming import BLANK, NUMBER, READABLE, read_name
from amendments.people import Role
from amendments.refusals import BadInput
from amendments.role_words import reads_as_role
from amendments.skeleton import likenesses
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


def likeness_of(name: str) -> tuple[str, str]:
    """What two names have in common that `tell_apart` has to tell apart: one of these two.

    `ODD` twice for a name that it shows otherwise, which can be like any other; nothing for none.
    """
    if not name:
        return "", ""
    found = sorted(likenesses(name)) if _is_fine(name) else [ODD]
    return found[0], found[-1]


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
