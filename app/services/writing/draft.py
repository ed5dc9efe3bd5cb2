"""Drafting an amendment: its first version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from amendments.belonging import permissions
from amendments.refusals import BadInput, demand
from amendments.status import UNDECIDED
from amendments.writing import lifecycle, reviews
from amendments.writing.lifecycle import Intent
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import SubmittedChange, change_set_of, proposal_of, worked_out
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.texts import revisions
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment
from charter.language import gettext as _

ORDINARY = Intent()


def draft_amendment(
    writer: Writer,
    access: CharterAccess,
    wanted: SubmittedChange,
    words: Mapping[str, str],
    intent: Intent = ORDINARY,
) -> StoredAmendment:
    """Begin an amendment; only its author sees it until it is submitted.

    Raises:
        NotAllowed: the person is not a member.
        BadInput: the change or its words cannot be used, or nothing would change.
        TooLarge: the text is over the limit.
    """
    demand(permissions.may_propose(access.actor))
    _check_intent(writer, access, intent)
    head = entry.head(writer, access.charter)
    proposal, change_set = proposal_of(wanted, head, words, access.charter.ruleset)
    number = amendments.next_number(writer, access.charter.id)
    value, event = lifecycle.draft(access.actor, number, proposal, intent)
    kept_words = lines.append(writer, access.charter, event)
    revisions.keep_change_set(writer, change_set)
    kept = amendments.add(writer, access.charter.id, value)
    assert access.actor.member is not None
    amendments.add_version(writer, kept, proposal, access.actor.member, kept_words)
    return kept


def prepare_draft(
    reader: Reader, access: CharterAccess, wanted: SubmittedChange
) -> SubmittedChange:
    """What takes long in `draft_amendment`, before its transaction.

    Raises:
        NotAllowed, BadInput, TooLarge: as there.
    """
    demand(permissions.may_propose(access.actor))
    return worked_out(wanted, entry.head(reader, access.charter))


def _check_intent(writer: Writer, access: CharterAccess, intent: Intent) -> None:
    check_review_day(writer, access, intent.review_on)
    if intent.review_of is not None:
        reviewed = entry.amendment(writer, access, intent.review_of)
        demand(reviews.may_review(reviewed.value, reviewed=reviewed.reviewed_at is not None))


def check_review_day(reader: Reader, access: CharterAccess, day: date | None) -> None:
    """Refuse a day to look again that is not in the future.

    Raises:
        BadInput: it is not.
    """
    if day is not None and day <= reader.now.astimezone(access.charter.zone).date():
        msg = _("The day to review this has to be in the future.")
        raise BadInput(msg, field="review_on")


def own_with_change(
    writer: Writer, access: CharterAccess, wanted: SubmittedChange
) -> StoredAmendment | None:
    """An open amendment of this person that makes the very same change already.

    A form that is sent twice, by a double tap or from a page that one went back to, would make it
    twice.
    """
    digest = change_set_of(wanted).sha256
    own = [
        kept
        for kept in amendments.find_all(writer, access.charter.id, UNDECIDED)
        if access.actor.member in kept.value.authors
    ]
    newest = amendments.newest_versions(writer, [kept.id for kept in own])
    return next((kept for kept in own if newest[kept.id].change_sha256 == digest), None)
