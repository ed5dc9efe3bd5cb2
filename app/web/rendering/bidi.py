"""Setting foreign words apart, so that their direction does not turn the sentence around them."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from app.rendering.names import shown

#: The letters of the scripts that are written from right to left.
_LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_PEOPLES = re.compile(
    rf"(?<=[“„])[^“”„]+(?=[”“])|{_LETTER}+(?:[ \-]+{_LETTER}+)*",
)


def bdi(words: object) -> Markup:
    """A name or a title inside a sentence, in a direction of its own, with a steward's mark."""
    return shown(words)


def apart(sentence: str) -> Markup:
    """A sentence of the program, with what people wrote in it set apart: quotes, and names."""
    return Markup(_PEOPLES.sub(r"<bdi>\g<0></bdi>", str(escape(sentence))))  # noqa: S704 - escaped
