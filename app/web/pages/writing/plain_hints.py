"""Hints for plain words, as sentences, for the passages that someone is changing."""

from __future__ import annotations

from amendments.writing.plain_words import Hint, HintKind, hints
from app.storage.talking import glossary
from app.storage.texts.revisions import Revision
from app.web.pages.context import CharterContext
from app.web.rendering.redline import Redline
from charter.language import gettext as _


def hints_of(charter_ctx: CharterContext, shown: Redline | None, base: Revision) -> tuple[str, ...]:
    """What could be plainer in the passages that a change writes; never a reason to refuse it."""
    if shown is None:
        return ()
    written = [
        "".join(span.text for run in passage.after for span in run.spans)
        for passage in shown.changed
        if passage.op != "delete"
    ]
    known = [
        one.wording.term
        for one in glossary.terms(charter_ctx.reader, charter_ctx.access.charter.id)
    ]
    found = hints(written, known=known, elsewhere=base.document.text)
    return tuple(_sentence(one) for one in found)


def _sentence(hint: Hint) -> str:
    if hint.about is HintKind.ACRONYM:
        return _(
            "Not everyone may know “{words}”. Say what it stands for, or put it into the glossary."
        ).format(words=hint.words)
    return _(
        "This sentence has {count} words: “{words}” Two short ones are easier to read."
    ).format(count=hint.count, words=hint.words)
