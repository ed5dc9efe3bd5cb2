"""Lines that say when a text was adopted, or revised last, and which day that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from babel import Locale

from app.documents.document import ReadPassage, SaidDate

_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
_SAYS = re.compile(
    r"\b(?:last|latest|revis|updat|chang|amend|modif|edited|version|adopt|agreed|approved|"
    r"in force|effective|ratified|as of|dated|"
    r"zuletzt|letzte|stand|fassung|beschlossen|geändert|verabschiedet|in kraft|gültig|"
    r"dernière|mise? à jour|modifi|adopté|en vigueur|"
    r"última|actualiza|aprobad|modificad|vigente|"
    r"ultima|aggiornat|approvat|laatst|gewijzigd|vastgesteld|atualiza|aprovad)",
    re.IGNORECASE,
)
_LONGEST = 120
_CENTURY = (1900, 2200)


def said_dates(passages: Iterable[ReadPassage]) -> tuple[SaidDate, ...]:
    """The lines of a text that say its date, in their order."""
    found = []
    for passage in passages:
        line = passage.text.strip("*_ ")
        if passage.kind not in {"paragraph", "heading"} or len(line) > _LONGEST:
            continue
        days = list(_days(line)) if _SAYS.search(line) else []
        if len(days) == 1:
            found.append(SaidDate(line, days[0].isoformat()))
    return tuple(found)


def _days(line: str) -> Iterator[date]:
    for match in _pattern().finditer(line):
        try:
            day, month, year = _numbers(match)
            if _CENTURY[0] <= year < _CENTURY[1]:
                yield date(year, month, day)
        except ValueError:
            continue


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    if match["iso"]:
        of_iso = date.fromisoformat(match["iso"])
        return of_iso.day, of_iso.month, of_iso.year
    if match["dots"]:
        parts = [int(part) for part in re.split(r"[./]\s?", match["dots"])]
        return parts[0], parts[1], parts[2]
    name = match["name"] or match["american"]
    day = match["day"] or match["american_day"]
    year = match["year"] or match["american_year"]
    return int(day), _months()[name.lower().rstrip(".")], int(year)


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        months = Locale.parse(language).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[form][width].items():
                    found.setdefault(name.lower().rstrip("."), number)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        r"(?<!\d)(?:(?P<iso>\d{4}-\d{2}-\d{2})"
        r"|(?P<dots>\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}/\d{1,2}/\d{4})"
        rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?(?:\sof|\sde)?\s(?P<name>{names})\.?,?"
        r"(?:\sde)?\s(?P<year>\d{4})"
        rf"|(?P<american>{names})\.?\s(?P<american_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s"
        r"(?P<american_year>\d{4}))(?!\d)",
        re.IGNORECASE,
    )
