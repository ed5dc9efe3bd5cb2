"""What the page shows on which the places are chosen where a proposal does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amendments.refusals import BadInput, TakesBack
from app import addresses
from app.rendering.fields import Shape, from_field, shape_of, to_field
from app.services import entry
from app.services.views.amendment_view import AmendmentView
from app.services.writing.resolve import ConflictPlace, look_at_places
from app.storage.texts.revisions import Revision
from app.web.pages.context import CharterContext, Trouble
from app.web.pages.forms import Form
from app.web.pages.proposals.after_block import ToMeet, to_meet
from app.web.pages.proposals.amendment_context import may_keep_whole_place
from app.web.pages.proposals.conflict_context import AlreadyView, already_of, passage_of
from app.web.pages.proposals.moved_text import text_around
from app.web.pages.writing.autosave import Begun, begun_here
from app.web.pages.writing.editor_form import met_in
from app.web.rendering.redline import Redline, RedlinePassage
from charter import Document, Insert, ThreeWay, split
from charter.conflicts.resolving import Chosen
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One way to go on at a place."""

    value: str
    title: str
    hint: str
    passage: RedlinePassage | None = None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place: how it read, what the charter and the proposal made of it, and what can be chosen.

    `behind` is the passage behind which something is to be put; `own` the words of the field.
    """

    key: int
    section: str
    reason: str
    then: RedlinePassage | None
    theirs: RedlinePassage | None
    yours: RedlinePassage | None
    behind: RedlinePassage | None
    gone: bool
    revisions: tuple[Revision, ...]
    choices: tuple[ChoiceView, ...]
    chosen: str
    own: str


@dataclass(frozen=True, slots=True)
class WorkbenchPage:
    """The page. `asks_back`: what would be taken back, if that has to be asked."""

    slug: str
    action: str
    address: str
    number: int
    title: str
    base: int
    expected: int
    is_draft: bool
    places: tuple[PlaceView, ...]
    already: tuple[AlreadyView, ...]
    around: Redline | None
    may_keep_place: bool
    note: str
    asks_back: str
    to_meet: tuple[ToMeet, ...]
    met: frozenset[int]
    begun: tuple[Begun, ...]


def workbench_page(
    charter_ctx: CharterContext,
    view: AmendmentView,
    form: Form | None = None,
    asks_back: str = "",
    met: frozenset[int] = frozenset(),
) -> WorkbenchPage:
    """The page, with what was chosen and typed in `form`; `met` are objections that it meets."""
    head = entry.head(charter_ctx.reader, charter_ctx.access.charter)
    sent = form.fields if form else {}
    places = look_at_places(charter_ctx.reader, charter_ctx.access, view)
    number = view.kept.value.number
    return WorkbenchPage(
        slug=charter_ctx.slug,
        action=addresses.editing_places(charter_ctx.slug, number),
        address=addresses.amendment(charter_ctx.slug, number),
        number=number,
        title=view.version.title,
        base=head.number,
        expected=view.version.number,
        is_draft=view.status.value == "draft",
        places=tuple(_view(one, view, head.document, sent) for one in places),
        already=already_of(view),
        around=text_around(charter_ctx, view),
        may_keep_place=may_keep_whole_place(charter_ctx, view),
        note=sent.get("note", ""),
        asks_back=asks_back,
        to_meet=to_meet(view),
        met=met_in(form) if form else met,
        begun=begun_here(charter_ctx, number),
    )


def _view(
    place: ConflictPlace, view: AmendmentView, head: Document, sent: Mapping[str, str]
) -> PlaceView:
    words = place.words
    op = view.change_set.operations[place.key]
    anchor = head.get(op.after or "") if isinstance(op, Insert) else None
    return PlaceView(
        key=place.key,
        section=_section(words.block, view.base.document, head),
        reason=words.reason,
        then=passage_of(words.block, words.then, words.then),
        theirs=passage_of(words.block, words.then, words.theirs) if words.then else None,
        yours=passage_of(words.block, words.then, words.yours),
        behind=passage_of(anchor.id, anchor.text, anchor.text) if anchor else None,
        gone=words.then is not None and words.theirs is None,
        revisions=place.revisions,
        choices=tuple(_choice(one, place) for one in place.choices),
        chosen=sent.get(f"place-{place.key}", ""),
        own=sent.get(f"own-{place.key}", began_with(words)),
    )


def _section(block: str | None, *texts: Document) -> str:
    """The words of the heading that a place stands under."""
    for text in reversed(texts):
        if block is not None and block in text.positions:
            return text.section_of(block) or ""
    return ""


def _choice(value: str, place: ConflictPlace) -> ChoiceView:
    words = place.words
    is_new = words.then is None
    if value == "in_force":
        hint = _("It stays as it is now. This part of the proposal is given up.")
        if is_new:
            hint = _("What the proposal would put here is left out.")
        return ChoiceView(value, _("The text in force"), hint)
    if value == "mine":
        hint = _("It becomes as you wrote it then. What was adopted since is taken back here.")
        if is_new or words.theirs == words.then:
            hint = _("It is done all the same, at the place as it is now.")
        return ChoiceView(value, _("Mine: what the proposal wants"), hint)
    if value == "both":
        shown = passage_of(words.block, words.theirs, words.suggestion)
        hint = _("Both changes, in one wording. Read it: nobody has checked that it makes sense.")
        return ChoiceView(value, _("Both, as suggested"), hint, shown)
    return ChoiceView(value, _("My own words"), "")


# --- own words


def began_with(words: ThreeWay) -> str:
    """What the field for own words begins with: the text in force, or what is new."""
    text = words.yours if words.then is None else words.theirs
    pieces = split(text) if text else ()
    if len(pieces) != 1:
        return text or ""
    return to_field(pieces[0].text, pieces[0].kind)


def _shape(words: ThreeWay) -> Shape | None:
    text = words.yours if words.then is None else words.theirs or words.then
    pieces = split(text) if text else ()
    return shape_of(pieces[0].text, pieces[0].kind) if len(pieces) == 1 else None


def chosen_in(form: Form, places: tuple[ConflictPlace, ...]) -> dict[int, Chosen]:
    """What a form says about each place.

    Raises:
        BadInput: nothing, or something that cannot be chosen there; or own words were written and
            something else was chosen.
    """
    return {place.key: _chosen(form, place) for place in places}


def _chosen(form: Form, place: ConflictPlace) -> Chosen:
    key, words = place.key, place.words
    value = next((one for one in place.choices if one == form.get(f"place-{key}")), None)
    if value is None:
        msg = _("Choose what is to stand at each place.")
        raise BadInput(msg, field=f"place-{key}-in_force")
    typed = form.get(f"own-{key}")
    has_typed = f"own-{key}" in form.fields and typed.strip() != began_with(words).strip()
    if value == "own":
        shape = _shape(words)
        plain = Shape("html") if shape is None else shape
        return Chosen("own", tuple(from_field(typed, plain, may_be_marked=words.then is None)))
    if has_typed:
        msg = _(
            "You wrote words of your own at a place, and chose something else there. Choose “My "
            "own words”, or put the field back as it was."
        )
        raise BadInput(msg, field=f"own-{key}")
    return Chosen(value)


def trouble_of(refused: Exception, trouble: Trouble) -> tuple[str, Trouble | None]:
    """What is asked on the page instead of only being refused, and what is refused."""
    if isinstance(refused, TakesBack):
        return refused.reason, Trouble(refused.reason, trouble.status, "takes_back")
    return "", trouble
