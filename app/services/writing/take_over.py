"""Taking over a suggestion: the wording goes into a new version exactly, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.belonging import permissions
from amendments.refusals import Refusal, demand
from amendments.writing import fitting
from app.rendering.fields import from_field, shape_of
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.quoted import cuts_bold, nth_place
from app.services.texts.wording import SubmittedChange, worked_out
from app.services.writing.proposed import proposed_document
from app.services.writing.revise import revise_amendment
from app.storage.engine.session import Reader, Writer
from app.storage.talking import comments
from app.storage.talking.comments import Comment
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment, Version
from charter import Block, ChangeSet, Document, Refused, Replace, apply, follow, make


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What a suggestion makes of a version."""

    version: int
    change: SubmittedChange


def prepare_take_over(
    reader: Reader, access: CharterAccess, number: int, comment: int
) -> TakenOver:
    """What takes long in `take_over`, before its transaction.

    Raises:
        NotFound, NotAllowed, WrongState, BadInput: as there.
    """
    kept = entry.amendment(reader, access, number)
    demand(permissions.may_revise(access.actor, kept.value.status, kept.value.authors))
    suggestion = _find(reader, kept, comment)
    newest = entry.newest_version(reader, kept)
    base = entry.revision(reader, access.charter, newest.base)
    now = proposed_document(reader, newest, base)
    text = _with(suggestion, _document(reader, access, kept, suggestion.version), now)
    # A suggestion is taken over as it is, to the letter.
    change = worked_out(
        SubmittedChange(base, text, keep_lines=True), entry.head(reader, access.charter)
    )
    return TakenOver(newest.number, change)


def take_over(
    writer: Writer,
    access: CharterAccess,
    number: int,
    comment: int,
    note: str = "",
    *,
    prepared: TakenOver | None = None,
) -> StoredAmendment:
    """Put a suggested wording into a new version that names the comment it came from.

    `prepared` is used if the version is still the newest.

    Raises:
        NotFound, NotAllowed: there is no such suggestion, or it is not this person's proposal.
        WrongState: the text is settled, has changed there, or has the wording already.
        BadInput: the text would not hold together.
    """
    kept = entry.amendment(writer, access, number)
    demand(permissions.may_revise(access.actor, kept.value.status, kept.value.authors))
    # Also where it was prepared: it may have been taken back or taken over meanwhile.
    _find(writer, kept, comment)
    if prepared is None or prepared.version != kept.value.version:
        prepared = prepare_take_over(writer, access, number, comment)
    return revise_amendment(
        writer, access, number, prepared.change, {"note": note}, suggestion=comment
    )


def may_take_over(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, suggestion: Comment
) -> Refusal | None:
    """Why a suggestion cannot be taken over as it is; None if it can."""
    newest = entry.newest_version(reader, kept)
    try:
        now = _document(reader, access, kept, newest.number)
        _with(suggestion, _document(reader, access, kept, suggestion.version), now)
    except Refusal as refusal:
        return refusal
    return None


def _find(reader: Reader, kept: StoredAmendment, number: int) -> Comment:
    found = comments.comment(reader, kept.id, number)
    if found is None or found.kind != "suggestion" or not found.replacement:
        raise fitting.no_suggestion(number)
    versions = amendments.versions(reader, kept.id)
    demand(
        fitting.may_be_taken_over(
            taken_back=found.taken_back_at is not None,
            hidden=found.hiding is not None,
            taken_over=any(one.suggestion == number for one in versions),
        )
    )
    return found


def _document(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, number: int
) -> Document:
    version = amendments.version(reader, kept.id, number)
    assert isinstance(version, Version)
    return proposed_document(reader, version, entry.revision(reader, access.charter, version.base))


def _with(suggestion: Comment, then: Document, now: Document) -> str:
    """The text with the suggested wording in it.

    Raises:
        WrongState: the passage is not there as it was, or reads so already.
        BadInput: the text would not hold together.
    """
    demand(fitting.is_about_a_passage(anchored=suggestion.anchor_block is not None))
    block, new = _replaced(suggestion, then, now)
    demand(fitting.is_news(reads_so=new == (block.text,)))
    made_in = max((one.introduced_in for one in now.blocks), default=0)
    change_set = ChangeSet((Replace(block.id, block.digest, new),))
    try:
        return apply(now, change_set, base_number=made_in, number=made_in + 1).text
    except Refused as refused:
        raise fitting.unusable(refused, "replacement") from refused


def _replaced(suggestion: Comment, then: Document, now: Document) -> tuple[Block, tuple[str, ...]]:
    """The passage as it stands, and the passages that would stand for it."""
    wording, former = suggestion.replacement or "", then.get(suggestion.anchor_block or "")
    demand(fitting.still_reads_as_then(same=former is not None))
    assert former is not None
    if suggestion.quote:
        demand(fitting.begins_and_ends_whole(cuts_bold=cuts_bold(suggestion.quote)))
        try:
            start = nth_place(suggestion.quote, former.text, suggestion.occurrence)
            anchor = make(then, former.id, suggestion.quote, made_in=1, start=start)
        except Refused as refused:
            raise fitting.not_found_again(refused) from refused
        place = follow(anchor, then, now)
        block = now.get(place.block or "")
        same = place.kind == "same" and block is not None and place.start is not None
        demand(fitting.still_reads_as_then(same=same))
        assert block is not None
        assert place.start is not None
        return block, (block.text[: place.start] + wording + block.text[place.end :],)
    block = _same(former, now)
    demand(fitting.still_reads_as_then(same=block is not None))
    assert block is not None
    shape = shape_of(block.text, block.kind)
    return block, tuple(from_field(wording, shape, may_be_marked=True))


def _same(former: Block, now: Document) -> Block | None:
    """The passage that reads as it did. One that is new has another id in each version."""
    block = now.get(former.id)
    if block is not None:
        return block if block.text == former.text else None
    alike = [one for one in now.blocks if one.text == former.text]
    return alike[0] if len(alike) == 1 else None
