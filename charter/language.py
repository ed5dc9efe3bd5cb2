"""Words of the interface in the language of whoever reads them.

Every sentence that a person may see goes through `gettext` or `ngettext` where it is made:
``_("Revision {n} is in force.").format(n=3)``. Which language is spoken is said once, at the edge,
by `speaking`; where nobody says, it is the English of the code. The two functions have the names
and meanings of Python's own `gettext` module. Sentences that stand in a table are marked with `N_`
there, and go through `gettext` where they are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

ENGLISH = "en"
_ENGLISH = NullTranslations()
_spoken: ContextVar[NullTranslations] = ContextVar("spoken", default=_ENGLISH)


def N_(message: str) -> str:  # noqa: N802 - the name that tools which collect messages know
    """A message that is translated later, where it is used."""
    return message


def spoken() -> NullTranslations:
    """The words of the language that is spoken now."""
    return _spoken.get()


def code_now() -> str:
    """The code of the language that is spoken now."""
    return spoken().info().get("language", ENGLISH)


def gettext(message: str) -> str:
    """A message in the language that is spoken now, or as it is where there are no other words."""
    return _spoken.get().gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a message that fits a number, in the language that is spoken now."""
    return _spoken.get().ngettext(one, many, n)


def translated(messages: Iterable[str]) -> tuple[str, ...]:
    """Several messages that were marked with `N_`."""
    return tuple(gettext(message) for message in messages)


def both(messages: tuple[str, str]) -> tuple[str, str]:
    """Two messages that were marked with `N_`: what something is called, and what it means."""
    return gettext(messages[0]), gettext(messages[1])


@contextmanager
def speaking(translations: NullTranslations) -> Iterator[None]:
    """Speak a language until the end of the block, in this thread or task alone."""
    token = _spoken.set(translations)
    try:
        yield
    finally:
        _spoken.reset(token)
