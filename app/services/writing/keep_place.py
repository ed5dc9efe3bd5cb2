"""Saying that a proposal still belongs where it was put, although its place is another one now."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.belonging import permissions
from amendments.refusals import Permission, demand
from amendments.writing import fitting
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import SubmittedChange, standing_of, worked_out
from app.services.writing.revise import revise_amendment
from app.storage.engine.session import Reader, Writer
from app.storage.texts import revisions
from app.storage.texts.revisions import Revision
from app.storage.writing.amendments import StoredAmendment, Version
from charter import ChangeSet, DoesNotApply, apply_anywhere
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """What a version becomes in the text in force, at the place where it stands now."""

    version: int
    head: int
    change: SubmittedChange


def may_keep_place(change_set: ChangeSet, base: Revision, head: Revision) -> Permission:
    """Whether only the place of a change is another one now."""
    try:
        in_conflict = standing_of(change_set, base, head).kind == "conflict"
        if in_conflict:
            _text(change_set, base, head)
    except DoesNotApply:
        return fitting.may_keep_place(in_conflict=True, applies_anywhere=False)
    return fitting.may_keep_place(in_conflict=in_conflict, applies_anywhere=True)


def prepare_keep_place(reader: Reader, access: CharterAccess, number: int) -> KeptPlace:
    """What takes long in `keep_place`, before its transaction.

    Raises:
        NotFound, NotAllowed, WrongState: as there.
    """
    kept = entry.amendment(reader, access, number)
    demand(permissions.may_revise(access.actor, kept.value.status, kept.value.authors))
    version = entry.newest_version(reader, kept)
    head = entry.head(reader, access.charter)
    change_set, base = _of(reader, access, version)
    demand(may_keep_place(change_set, base, head))
    change = worked_out(SubmittedChange(head, _text(change_set, base, head), keep_lines=True), head)
    return KeptPlace(version.number, head.number, change)


def keep_place(
    writer: Writer, access: CharterAccess, number: int, *, prepared: KeptPlace | None = None
) -> StoredAmendment:
    """Make a new version with the same words, on the text in force, at the place as it is now.

    It is a new version, which needs a new decision: who consented to the old one did so for another
    place. `prepared` is used if version and text are still the newest.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or it is not this person's.
        WrongState: it fits as it is, or more than its place has changed.
    """
    head = entry.head(writer, access.charter)
    kept = entry.amendment(writer, access, number)
    newest = (kept.value.version, head.number)
    if prepared is None or (prepared.version, prepared.head) != newest:
        prepared = prepare_keep_place(writer, access, number)
    note = _("It still belongs here, although the place has changed.")
    # Only its place has changed: all words that are in force stay.
    return revise_amendment(
        writer, access, number, prepared.change, {"note": note}, takes_back=True
    )


def _of(reader: Reader, access: CharterAccess, version: Version) -> tuple[ChangeSet, Revision]:
    change_set = revisions.change_set(reader, version.change_sha256)
    return change_set, entry.revision(reader, access.charter, version.base)


def _text(change_set: ChangeSet, base: Revision, head: Revision) -> str:
    return apply_anywhere(
        head.document,
        change_set,
        base=base.document,
        base_number=base.number,
        number=head.number + 1,
    ).text
