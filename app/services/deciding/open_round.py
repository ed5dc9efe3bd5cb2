"""Opening a decision round: text, rules and roll are frozen."""

from __future__ import annotations

import secrets
from datetime import datetime

from amendments.deciding import opening
from amendments.deciding.objections import Objection
from amendments.deciding.opening import Opening
from amendments.refusals import Permission
from amendments.writing import reviews
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import plain, standing_of
from app.services.writing.close_amendment import overtake
from app.services.writing.proposed import resulting
from app.storage.deciding import objections, rounds
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.texts import revisions
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment, Version


def open_round(
    writer: Writer,
    access: CharterAccess,
    number: int,
    closes_at: datetime | None = None,
    *,
    again: str = "",
) -> KeptRound:
    """Open a round on the newest version of an amendment.

    `again` is why, where an objection to the very same words is open.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or it is not for this person to open.
        WrongState: it cannot be decided now.
        BadInput: the deadline is too near or too far, or the reason says too little.
    """
    kept = entry.amendment(writer, access, number)
    version = entry.newest_version(writer, kept)
    head, fitting = entry.head(writer, access.charter), publishable(writer, access, version)
    wanted = Opening(
        number=len(rounds.find_all(writer, kept.id)) + 1,
        base=version.base,
        change_sha256=version.change_sha256,
        roll={_seat(): member for member in sorted(access.community.members)},
        carried=open_objections(writer, kept),
        publishable=_still_to_review(writer, access, kept) if fitting is True else fitting,
        in_force=head.number,
        result_sha256=(
            resulting(writer, access.charter, version, head).sha256 if fitting is True else None
        ),
        closes_at=closes_at,
        again=plain(again, "again"),
    )
    value, opened, event = opening.open_round(
        access.actor,
        kept.value,
        access.community,
        access.charter.ruleset,
        wanted,
        writer.now,
        access.charter.zone,
    )
    overtake(writer, kept)
    lines.append(writer, access.charter, event)
    amendments.save(writer, kept, value)
    assert access.actor.member is not None
    return rounds.add(writer, kept.id, opened, access.actor.member)


def open_objections(reader: Reader, kept: StoredAmendment) -> tuple[Objection, ...]:
    """The open objections, which go over into the next round."""
    every = objections.of_amendment(reader, kept.id)
    return tuple(one.value for one in every if one.value.is_open)


def _still_to_review(writer: Writer, access: CharterAccess, kept: StoredAmendment) -> Permission:
    """Whether what it reviews has not been reviewed by another proposal since."""
    if kept.value.review_of is None:
        return True
    reviewed = entry.amendment(writer, access, kept.value.review_of)
    return reviews.may_review(reviewed.value, reviewed=reviewed.reviewed_at is not None)


def _seat() -> str:
    return "s_" + secrets.token_hex(8)


def publishable(reader: Reader, access: CharterAccess, version: Version) -> Permission:
    """Whether a version could be published on the revision in force, just as it stands."""
    base = entry.revision(reader, access.charter, version.base)
    change_set = revisions.change_set(reader, version.change_sha256)
    return opening.fits(standing_of(change_set, base, entry.head(reader, access.charter)))
