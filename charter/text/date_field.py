"""The date of a revision as a field in its text: "Last revision: {date}".

A date that people write at the foot of a text is wrong with the next revision. Where the field
stands, whoever shows the text puts the date of that revision; the text itself, its digest and its
changes have the field.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import regex

from charter.dates import day_in_words

FIELD = "{date}"

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of)? (?:{_MONTHS})\.?,? \d{{4}}"
    rf"|(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|(?:{_MONTHS})\.? \d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_SAYS = (
    r"(?:(?:last|latest|most recent) (?:revision|revised|update|updated|change|changed|amendment"
    r"|amended|modified|edited|version)|(?:letzte|zuletzt) \w+|stand)"
)
_LINE = regex.compile(
    rf"^(?P<before>\W*{_SAYS}(?:\W| on\b| am\b| vom\b){{1,6}})(?P<date>{_DATE})(?P<after>\W*)$",
    regex.IGNORECASE | regex.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A line that says when the text was revised last: `date` is that, as it stands there."""

    line: str
    date: str


def dated_line(text: str) -> DatedLine | None:
    """The line that says when a text was revised last; None if there is none or several do."""
    found = list(_LINE.finditer(text))
    if len(found) != 1 or FIELD in text:
        return None
    return DatedLine(found[0][0].strip(), found[0]["date"])


def with_field(text: str) -> str:
    """The text with the field instead of the date in that line."""
    if dated_line(text) is None:
        return text
    return _LINE.sub(rf"\g<before>{FIELD}\g<after>", text)


def filled(text: str, dated: date) -> str:
    """The text with the date of its revision, as it is read, where it has the field."""
    return text.replace(FIELD, day_in_words(dated)) if FIELD in text else text
