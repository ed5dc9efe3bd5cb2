"""What asks for care on the stewards' desk: reports, and appeals about hidden comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.rendering.markdown import words_to_html
from app.services import looks
from app.services.moderation_looks import HiddenLook, ReportLook, hidden, open_reports, path_of
from app.web.pages.door import Visit
from app.web.rendering.marks import visible


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report on the desk: what it is about, by whom, and which promise it points to."""

    look: ReportLook
    by: str
    link: str
    promise: str
    words: str


@dataclass(frozen=True, slots=True)
class CarePart:
    """The part of the desk. `typed` is what stands in its forms."""

    reports: tuple[ReportCard, ...]
    appeals: tuple[HiddenLook, ...]
    names: looks.Names
    typed: Mapping[str, str]


def care_part(visit: Visit, typed: Mapping[str, str]) -> CarePart:
    """What asks for care."""
    names = looks.names(visit.reader, visit.room)
    cards = tuple(_card(visit, one, names) for one in open_reports(visit.reader, visit.room))
    appeals = tuple(
        one
        for one in hidden(visit.reader, visit.room)
        if one.hiding.value.is_appealed and not one.hiding.value.is_decided
    )
    return CarePart(cards, appeals, names, typed)


def _card(visit: Visit, one: ReportLook, names: looks.Names) -> ReportCard:
    report = one.report
    link = f"/{visit.slug}{path_of(report.amendment, report.about, report.target)}"
    promise = visible(one.promise, "paragraph").replace("**", "").removeprefix("- ")
    # Whoever is concerned is not told who made it.
    by = names.of(report.reporter) if one.may_handle is True else ""
    words = words_to_html(report.body) if by and report.body else ""
    return ReportCard(one, by, link, promise, words)
