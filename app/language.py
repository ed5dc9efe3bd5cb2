"""The languages of this place: their catalogues, and which of them somebody wishes for.

A language is a folder in `app/locale` with a `messages.po`, which is read as it is when it is first
needed: there is no compiled file that could be stale. English is the language of the code.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app import paths
from charter.language import ENGLISH

_MOST_WISHES = 20


@cache
def languages() -> dict[str, str]:
    """Every language that there is, by its code, with its own name for itself."""
    there = sorted(one.parent.name for one in paths.words().glob("*/messages.po"))
    return {code: str(Locale.parse(code).get_display_name(code)) for code in (ENGLISH, *there)}


@cache
def words_of(code: str) -> NullTranslations:
    """The words of a language; English for one that there is not."""
    if code == ENGLISH or code not in languages():
        return NullTranslations()
    with (paths.words() / code / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


class Speech(NullTranslations):
    """What is spoken in one request; it can be changed by whoever learns of another wish.

    A request is dealt with in several threads. Each has a copy of the context, but all copies hold
    the same speech.
    """

    def __init__(self, code: str) -> None:
        super().__init__()
        self._words = words_of(code)

    def change(self, code: str) -> None:
        """Speak another language from now on."""
        self._words = words_of(code)

    def info(self) -> dict[str, str]:
        """What is known of the language."""
        return self._words.info()

    def gettext(self, message: str) -> str:
        """A message in this language."""
        return self._words.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form of a message that fits a number."""
        return self._words.ngettext(msgid1, msgid2, n)


def wished(accept_language: str, default: str) -> str:
    """The language that a browser asks for first, of those that there are."""
    for code in _by_weight(accept_language.split(",")[:_MOST_WISHES]):
        if code in languages():
            return code
    return default


def _by_weight(wishes: Iterable[str]) -> list[str]:
    weighed: list[tuple[float, str]] = []
    for wish in wishes:
        name, _, rest = wish.strip().partition(";")
        try:
            weight = float(rest.strip().removeprefix("q=")) if rest else 1.0
        except ValueError:
            continue
        if weight > 0:
            weighed.append((weight, name.strip().lower().partition("-")[0]))
    return [name for _, name in sorted(weighed, key=lambda one: -one[0])]
