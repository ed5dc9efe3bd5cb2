"""Words that someone has to give: there, and not longer than anyone would read."""

from __future__ import annotations

from amendments.refusals import BadInput
from charter.dates import number_in_words
from charter.language import gettext as _

LONGEST = 10_000


def said(words: str, if_missing: str, *, field: str) -> str:
    """The words, trimmed.

    Raises:
        BadInput: there are none (`if_missing` says what is asked for), or too many.
    """
    trimmed = words.strip()
    if not trimmed:
        raise BadInput(if_missing, field=field)
    check_length(trimmed, field)
    return trimmed


def check_length(words: str, field: str, longest: int = LONGEST) -> None:
    """Refuse more words than anyone would read, or than fit: `longest` counts characters.

    Raises:
        BadInput: there are too many.
    """
    if len(words) > longest:
        msg = _("That is {n} characters; {longest} is the most.").format(
            n=number_in_words(len(words)), longest=number_in_words(longest)
        )
        raise BadInput(msg, field=field)
