"""What the page on which a change is written shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from amendments.fields import AskedIn, Field
from amendments.refusals import Refusal
from amendments.writing.lifecycle import ABOUT_A_CHANGE
from app.services.texts.wording import change_set_of
from app.storage.texts.revisions import Revision
from app.web.pages.proposals.after_block import ToMeet
from app.web.pages.writing.autosave import Begun, EditorPage, SavedDraft
from app.web.pages.writing.checks import Checks
from app.web.pages.writing.editor_state import Sheet
from app.web.rendering.marks import visible
from app.web.rendering.redline import Redline, RedlinePassage, plain_passage, redline
from app.web.rendering.sentences import PROPOSED, name_of
from charter import ChangeSet, apply
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class EditorPart:
    """A passage on the page: as it stands, open as a field, or taken out.

    `clash` is what the proposal wanted of a passage that others have changed since.
    """

    key: str
    state: str
    name: str
    passage: RedlinePassage | None
    words: str = ""
    hint: str = ""
    clash: str = ""


@dataclass(frozen=True, slots=True)
class ProposePage:
    """The page. `number` and `expected` are there for a new version of a proposal.

    `can_keep_lines`: there are clauses or bullets on lines of their own, which can stay as typed.
    `asks_back`: what would be taken back, if that has to be asked.
    """

    slug: str
    action: str
    base: int
    head: int
    order: str
    gone: str
    like: str
    parts: tuple[EditorPart, ...]
    whole: str | None
    words: Mapping[str, str]
    focus: str = ""
    preview: Redline | None = None
    preview_trouble: str = ""
    hints: tuple[str, ...] = ()
    number: int | None = None
    expected: int | None = None
    is_draft: bool = True
    may_be_correction: bool = True
    newer: Redline | None = None
    next_new: str = "new-1"
    to_meet: tuple[ToMeet, ...] = ()
    met: frozenset[int] = frozenset()
    draft: EditorPage = field(default_factory=EditorPage.blank)
    kept: SavedDraft | None = None
    begun: tuple[Begun, ...] = ()
    checks: Checks = field(default_factory=Checks)
    keeps_lines: bool = False
    can_keep_lines: bool = False
    asks_back: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is asked here about the change."""
        other = AskedIn.FIRST if self.number else AskedIn.LATER
        return tuple(one for one in ABOUT_A_CHANGE if one.asked is not other)


def parts_of(
    sheet: Sheet, base: Revision, clashes: Mapping[str, str] | None = None
) -> tuple[EditorPart, ...]:
    """The passages of a sheet."""
    if sheet.whole is not None:
        return ()
    return tuple(_part(sheet, base, key, (clashes or {}).get(key, "")) for key in sheet.order)


def _part(sheet: Sheet, base: Revision, key: str, clash: str) -> EditorPart:
    block = base.document.get(key)
    passage = plain_passage(block.id, block.kind, block.text) if block else None
    name = _name(block.text, block.kind) if block else _("new passage")
    if key in sheet.gone:
        return EditorPart(key, "gone", name, passage, clash=clash)
    if key not in sheet.texts:
        return EditorPart(key, "still", name, passage)
    return EditorPart(
        key,
        "open" if block else "new",
        name,
        passage,
        sheet.texts[key],
        _hint(sheet.shape(key, base.document).kind, sheet.texts[key], is_new=block is None),
        clash,
    )


def _name(text: str, kind: str) -> str:
    name = name_of(text)
    if name:
        return name
    words = " ".join(visible(text, kind).split())
    return words if len(words) <= 40 else words[:40].rsplit(" ", 1)[0] + "…"  # noqa: PLR2004


def _hint(kind: str, words: str, *, is_new: bool) -> str:
    if kind == "heading":
        return _("The words of the heading.")
    if kind not in {"paragraph", "list_item"}:
        return _("This passage is shown with its Markdown marks.")
    bold = _(" Words between two stars, **like this**, are bold.") if "**" in words else ""
    if is_new and kind == "paragraph":
        return _("Write a paragraph. Begin with ## and a space to make it a heading.")
    what = _("point of the list") if kind == "list_item" else "paragraph"
    return _("An empty line begins another {what}.{bold}").format(what=what, bold=bold)


def preview_of(sheet: Sheet, base: Revision) -> tuple[Redline | None, str, ChangeSet | None]:
    """The change as it would be read, or why it cannot be shown; and the change itself."""
    try:
        change_set = change_set_of(sheet.change(base))
    except Refusal as refused:
        return None, refused.reason, None
    made = apply(base.document, change_set, base_number=base.number, number=base.number + 1)
    return redline(base.document, made, tense=PROPOSED), "", change_set
