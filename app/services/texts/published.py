"""Where revisions come from: the outcomes and the reasons behind them, as someone may read them."""

from __future__ import annotations

from collections.abc import Sequence

from amendments.belonging.visibility import CharterPart
from app.services import entry
from app.services.entry import CharterAccess
from app.storage.deciding.outcomes import PublishedOutcome, published_outcomes
from app.storage.engine.session import Reader
from app.storage.texts.revisions import RevisionFacts
from app.storage.writing import amendments
from app.storage.writing.amendments import Version


def outcomes_of(
    reader: Reader, access: CharterAccess, shown: Sequence[RevisionFacts]
) -> dict[int, str]:
    """What came of the decisions that made some revisions, by the numbers of the revisions: in a
    steward's words, or what was counted. Nothing of those whose decision may not be known.
    """
    told = entry.all_told(reader, access, shown)
    numbers = {one.number for one in told if one.amendment is not None and one.round is not None}
    if not numbers:
        return {}
    found = published_outcomes(reader, access.charter.id, numbers)
    return {number: _in_words(access, one) for number, one in found.items()}


def _in_words(access: CharterAccess, outcome: PublishedOutcome) -> str:
    may_read = [
        one
        for one in outcome.statements
        if access.actor.is_member or access.sight.said(CharterPart.PROPOSALS, one.member, one.at)
    ]
    return may_read[-1].body if may_read else outcome.counted


def proposals_of(
    reader: Reader, access: CharterAccess, told: Sequence[RevisionFacts]
) -> dict[int, Version]:
    """The newest versions of the proposals that made some revisions, by the proposals' numbers.

    `told`: as `entry.all_told` has them, so that none is asked for that may not be known.
    """
    made_by = {one.amendment for one in told if one.amendment is not None}
    known = amendments.numbered(reader, access.charter.id, made_by)
    newest = amendments.newest_versions(reader, [kept.id for kept in known.values()])
    return {number: newest[kept.id] for number, kept in known.items()}
