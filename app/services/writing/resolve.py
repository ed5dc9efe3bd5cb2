"""A proposal that does not fit the text in force: its places, and the version that is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amendments.refusals import demand
from amendments.writing import fitting
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import SubmittedChange
from app.services.views.amendment_view import AmendmentView
from app.services.writing.proposed import made_of
from app.storage.engine.session import Reader
from app.storage.texts.revisions import Revision
from charter import Document, Refused, ThreeWay
from charter.conflicts.resolving import Chosen, WhichWords, change_between, choices_of, resolve
from charter.history.revisions_since import revisions_behind


@dataclass(frozen=True, slots=True)
class ConflictPlace:
    """A place in conflict, what can be chosen for it, and the revisions that it comes from."""

    key: int
    words: ThreeWay
    choices: tuple[WhichWords, ...]
    revisions: tuple[Revision, ...]


def look_at_places(
    reader: Reader, access: CharterAccess, view: AmendmentView
) -> tuple[ConflictPlace, ...]:
    """The places where a proposal does not fit the text in force."""
    if not view.conflicts:
        return ()
    numbers = range(view.base.number, access.charter.head + 1)
    history = [entry.revision(reader, access.charter, number) for number in numbers]
    by_number = {one.number: one for one in history}
    steps = [(one.number, one.document) for one in history]
    return tuple(
        ConflictPlace(
            one.operation_index,
            one,
            choices_of(one, view.change_set),
            tuple(
                entry.as_told(reader, access, by_number[number])
                for number in revisions_behind(one, view.change_set, steps)
            ),
        )
        for one in view.conflicts
    )


def text_to_start_from(view: AmendmentView, head: Revision) -> Document:
    """The text in force with what of a proposal fits it: where its next version begins.

    At a place in conflict stands the wording with both changes if there is one, else what is in
    force: never words that would take back what was adopted.
    """
    if view.standing is None or not view.change_set.operations:
        return head.document
    if view.standing.kind == "clean":
        return made_of(head, view.change_set, view.base)
    both = {one.operation_index: Chosen("both") for one in view.conflicts if one.suggestion}
    for chosen in (both, {}):
        try:
            return _resolved(view, head, chosen)
        except Refused:
            continue
    return head.document


def resolved_text(view: AmendmentView, head: Revision, chosen: Mapping[int, Chosen]) -> Document:
    """The text in force with a proposal, as it was chosen place by place.

    Raises:
        BadInput: two places want other words for one passage, or the text would not hold together.
    """
    try:
        return _resolved(view, head, chosen)
    except Refused as refused:
        raise fitting.unusable(refused, "places") from refused


def resolved_change(
    view: AmendmentView, head: Revision, began_on: int | None, chosen: Mapping[int, Chosen]
) -> SubmittedChange:
    """The change of the new version. `began_on` is the revision whose places were shown.

    Raises:
        WrongState: another revision is in force now.
        BadInput: as `resolved_text`; or nothing is left of the proposal.
    """
    demand(fitting.may_choose_places(began_on, head.number))
    made = resolved_text(view, head, chosen)
    change_set = change_between(head.document, made, view.base.document)
    fitting.check_something_left(left=bool(change_set.operations or view.version.rules))
    return SubmittedChange(head, change_set=change_set.to_dict())


def _resolved(view: AmendmentView, head: Revision, chosen: Mapping[int, Chosen]) -> Document:
    return resolve(
        head.document,
        view.change_set,
        chosen,
        base=view.base.document,
        base_number=view.base.number,
    )
