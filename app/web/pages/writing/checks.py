"""What is worth a look before a change is sent. Hints, never gates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from amendments.status import Status
from app import addresses
from app.rendering.fields import Shape, to_field
from app.rendering.odd_input import remarks
from app.rendering.remarks import remarks_on
from app.services import entry
from app.services.texts.wording import standing_of
from app.services.texts.workings import applied
from app.services.views import amendment_lists
from app.services.views.amendment_lists import ListedAmendment
from app.services.writing.proposed import proposed_document
from app.storage.texts.revisions import Revision
from app.web.pages.context import CharterContext
from app.web.pages.writing.editor_state import Sheet
from app.web.rendering.marks import visible
from app.web.rendering.redline import redline
from app.web.rendering.sentences import PROPOSED, name_of
from charter import ChangeSet, apply
from charter.language import gettext as _
from charter.language import ngettext
from charter.numbers.references import in_words, misled
from charter.text.clauses import said_of

#: Each takes the words of a field and the shape they get, and answers sentences about them.
OF_WORDS: tuple[Callable[[str, Shape], Iterable[str]], ...] = (remarks,)
_MOST_PROPOSALS = 3
_MOST_REFERENCES = 8
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Check:
    """One hint. `place` is the id of the field it is about, `name` what that is called.

    `link` leads to a proposal with the `title`, and `said` tells its change in words.
    """

    sentence: str
    place: str = ""
    name: str = ""
    link: str = ""
    title: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checks:
    """Hints about the text, and hints about the words with which it is sent."""

    text: tuple[Check, ...] = ()
    words: tuple[Check, ...] = ()


def checks_of(
    charter_ctx: CharterContext,
    sheet: Sheet,
    base: Revision,
    change_set: ChangeSet | None,
    words: Mapping[str, str],
    number: int | None,
) -> Checks:
    """The hints for a change as it stands; `number` is the proposal that it is a version of."""
    if change_set is None or not change_set.operations:
        return Checks()
    text = (
        *_of_lines(sheet, base),
        *_of_fields(sheet, base),
        *_of_references(sheet, base, change_set),
        *_of_text(base, change_set),
        *_since(charter_ctx, base, change_set),
        *_others(charter_ctx, sheet, base, change_set, number),
    )
    return Checks(text, tuple(_of_words(words)))


def _of_lines(sheet: Sheet, base: Revision) -> Iterable[Check]:
    """What was done to lines that begin with a number or a bullet of their own."""
    if not sheet.keep_lines:
        for said in said_of(sheet.cut(base.document)):
            yield Check(said)


def _of_words(words: Mapping[str, str]) -> Iterable[Check]:
    if not words.get("title", "").strip():
        yield Check(_("It has no title yet."), "title", _("Title"))
    if not words.get("reason", "").strip():
        said = _("It does not say why yet. A sentence or two help others to understand it.")
        yield Check(said, "reason", _("Why"))


def _of_fields(sheet: Sheet, base: Revision) -> Iterable[Check]:
    for key, typed in sheet.texts.items():
        block = base.document.get(key)
        if block is not None and typed.strip() == to_field(block.text, block.kind).strip():
            continue
        shape = sheet.shape(key, base.document)
        name = name_in(base, key)
        read = sheet.as_read(key, base.document)
        for check in OF_WORDS:
            for said in check(read, shape):
                yield Check(said, f"t-{key}", name)


def _of_text(base: Revision, change_set: ChangeSet) -> Iterable[Check]:
    """What of the whole new text may be a surprise: how others read it, and where links lead."""
    number = base.number
    made = applied(base.document, change_set, base_number=number, number=number + 1)
    for said in remarks_on(made, base.document):
        yield Check(said)


def name_in(base: Revision, key: str) -> str:
    """What a passage is called, or how it begins."""
    block = base.document.get(key)
    if block is None:
        return _("The new passage")
    name = name_of(block.text) or " ".join(visible(block.text, block.kind).split())
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"


def _of_references(sheet: Sheet, base: Revision, change_set: ChangeSet) -> Iterable[Check]:
    """References to numbers that would lead to something else."""
    proposed = apply(base.document, change_set, base_number=base.number, number=base.number + 1)
    said: dict[str, str] = {}
    for one in misled(base.document, proposed):
        said.setdefault(in_words(one), one.reference.block)
    for sentence, block in list(said.items())[:_MOST_REFERENCES]:
        place = f"part-{block}" if sheet.whole is None else "whole"
        yield Check(sentence, place, name_in(base, block))
    if len(said) > _MOST_REFERENCES:
        more = len(said) - _MOST_REFERENCES
        yield Check(
            ngettext(
                "{n} more reference would lead elsewhere.",
                "{n} more references would lead elsewhere.",
                more,
            ).format(n=more)
        )


def _since(charter_ctx: CharterContext, base: Revision, change_set: ChangeSet) -> Iterable[Check]:
    """Where the charter has changed under what is being written."""
    head = entry.head(charter_ctx.reader, charter_ctx.access.charter)
    if head.number == base.number:
        return
    for part in standing_of(change_set, base, head).parts:
        if part.kind == "conflict":
            yield Check(
                part.reason,
                link=addresses.charter(charter_ctx.slug),
                title=_("The charter as it reads now"),
            )


def _others(
    charter_ctx: CharterContext,
    sheet: Sheet,
    base: Revision,
    change_set: ChangeSet,
    number: int | None,
) -> Iterable[Check]:
    """Proposals under way that change the same passages."""
    mine = change_set.named()
    listed = amendment_lists.list_amendments(
        charter_ctx.reader, charter_ctx.access, [Status.DISCUSSION, Status.ROUND]
    )
    found = [
        one for one in listed if one.kept.value.number != number and mine & one.change_set.named()
    ]
    for one in found[:_MOST_PROPOSALS]:
        yield _other(charter_ctx, sheet, base, one, mine & one.change_set.named())
    if len(found) > _MOST_PROPOSALS:
        said = _("{n} more proposals change these passages too.").format(
            n=len(found) - _MOST_PROPOSALS
        )
        yield Check(said, link=addresses.amendments(charter_ctx.slug), title=_("Proposals"))


def _other(
    charter_ctx: CharterContext,
    sheet: Sheet,
    base: Revision,
    one: ListedAmendment,
    shared: frozenset[str],
) -> Check:
    began = entry.revision(charter_ctx.reader, charter_ctx.access.charter, one.version.base)
    proposed = proposed_document(charter_ctx.reader, one.version, began)
    change = redline(began.document, proposed, tense=PROPOSED)
    first = next(key for key in base.document.ids if key in shared)
    return Check(
        _("Another proposal changes this passage too. If one passes, the other has to be fitted."),
        f"part-{first}" if sheet.whole is None else "whole",
        name_in(base, first),
        link=addresses.amendment(charter_ctx.slug, one.kept.value.number),
        title=one.version.title,
        said=tuple(said.text for said in change.sentences if said.block in shared),
    )
