"""Words that a name cannot be: they tell what somebody does, or who speaks for the program."""

from __future__ import annotations

from functools import lru_cache

import regex

from amendments.belonging.skeleton import likenesses

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")

#: Words that tell what somebody does here; no word of a name can read as one.
ROLES = (
    "steward stewards stewardship begleitung begleitungen begleitende begleitender begleitenden "
    "begleiter begleiterin begleiterinnen admin admins administrator administrators "
    "administratorin administration operator operators betreiber betreiberin betreibende "
    "betreibenden moderator moderators moderatorin moderation sysadmin superuser webmaster "
    "postmaster mitglied mitglieder"
)
#: What the program says where a name could stand; no whole name can read as one.
PHRASES = (
    "member",
    "members",
    "a member",
    "ein Mitglied",
    "a former member",
    "former member",
    "ein früheres Mitglied",
    "früheres Mitglied",
    "the server",
    "server",
    "der Server",
    "the system",
    "system",
    "das System",
    "the operator of this place",
    "wer diesen Ort betreibt",
    "the program",
    "das Programm",
    "Living Charter",
    "root",
    "reader",
    "someone",
    "somebody",
    "nobody",
    "everyone",
    "everybody",
    "jemand",
    "niemand",
    "alle",
    "anonymous",
    "anonym",
)


@lru_cache(maxsize=4096)
def reads_as_role(name: str) -> bool:
    """Whether a name, or a word of it, reads as a role or as what the program says."""
    words = _WORD.findall(name)
    if any(_bare(word) & _role_words() for word in (*words, "".join(words))):
        return True
    return bool(_bare("".join(words)) & _phrases())


def _bare(text: str) -> frozenset[str]:
    """What letters look like without accents, and without digits around them."""
    return frozenset(
        regex.sub(r"\p{M}|^\d+|\d+$", "", one) for one in likenesses(text.strip("0123456789"))
    )


@lru_cache(maxsize=1)
def _role_words() -> frozenset[str]:
    # In capitals too: there `l` looks like `I`.
    return frozenset().union(*(_bare(word) | _bare(word.upper()) for word in ROLES.split()))


@lru_cache(maxsize=1)
def _phrases() -> frozenset[str]:
    said = (one.replace(" ", "") for one in PHRASES)
    return frozenset().union(*(_bare(one) | _bare(one.upper()) for one in said))
