"""What stands in the margin of the charter's text: why a passage is there, what may come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from app import addresses
from app.rendering.markdown.html import Margin, MarginNote
from app.services.views.passage_marks import PassageMarks
from app.storage.texts.revisions import Revision
from charter.language import gettext as _
from charter.language import ngettext


def margin_of(slug: str, head: Revision, marks: PassageMarks, known: int = 0) -> Margin:
    """The margin of the text in force. `known` is the revision that was read last, if one was."""
    notes: dict[str, list[MarginNote]] = defaultdict(list)
    for block in head.document.blocks:
        if known and block.changed_in > known:
            words = _("new since you last read")
            if block.introduced_in <= known:
                words = _("changed since you last read")
            since = addresses.comparison(slug, known, head.number, at=f"c-{block.id}")
            notes[block.id].append(MarginNote(words, since, "changed"))
    for block_id, numbers in marks.proposals.items():
        notes[block_id].append(_proposals(slug, block_id, numbers))
    for block_id, counted in marks.remarks.items():
        notes[block_id].append(_remarks(slug, block_id, counted))
    return Margin(
        slug=slug,
        word=_("why?"),
        label=_("Why is this here? {passage}"),
        notes=tuple((block, tuple(found)) for block, found in notes.items()),
    )


def _proposals(slug: str, block: str, numbers: tuple[int, ...]) -> MarginNote:
    count = len(numbers)
    words = ngettext(
        "{n} proposal would change this", "{n} proposals would change this", count
    ).format(n=count)
    if count == 1:
        return MarginNote(words, addresses.amendment(slug, numbers[0], at=f"c-{block}"), "proposal")
    return MarginNote(words, addresses.passage(slug, block, at="touching-title"), "proposal")


def _remarks(slug: str, block: str, counted: Mapping[int, int]) -> MarginNote:
    count = sum(counted.values())
    words = ngettext("{n} comment", "{n} comments", count).format(n=count)
    if len(counted) == 1:
        return MarginNote(words, addresses.discussion(slug, next(iter(counted))), "remark")
    return MarginNote(words, addresses.passage(slug, block, at="remarks-title"), "remark")
