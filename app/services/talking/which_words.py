"""Finding the words of a passage that a comment is about."""

from __future__ import annotations

from amendments.talking import which_words as rules
from amendments.talking.which_words import MeantWords, Occurrence
from app.services.texts.quoted import places_of, stands_as


def occurrences(words: str, text: str) -> tuple[Occurrence, ...]:
    """Every place where a passage reads like these words, with what stands around it."""
    return rules.occurrences(text, places_of(words, text))


def which_words(meant: MeantWords, words: str, text: str) -> tuple[str, int | None] | None:
    """The words as they stand in the passage, and which of several equal ones; None for none.

    Raises:
        MeantWhich: they stand there more than once, and it is not said which are meant.
        BadInput: they do not stand there so often.
    """
    places = places_of(words, text)
    if len(places) <= 1:
        found = stands_as(words, text)
        return None if found is None else (found, None)
    start, end = rules.choose(meant, text, places)
    quote = text[start:end]
    starts = [at for at in range(len(text)) if text.startswith(quote, at)]
    return quote, starts.index(start) + 1 if len(starts) > 1 else None
