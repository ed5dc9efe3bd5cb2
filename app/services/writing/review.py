"""Reviews: looking again at what was adopted “good enough for now”."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import partial

from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, WrongState, demand
from amendments.writing import reviews
from amendments.writing.lifecycle import Intent
from amendments.writing.reviews import ReviewWay
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import SubmittedChange, standing_of, worked_out
from app.services.upkeep.attempts import Attempt, plainly
from app.services.writing.draft import draft_amendment
from app.storage.engine.clock_rules import RecordAhead
from app.storage.engine.database import Database
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.texts import charters, revisions
from app.storage.texts.charters import Charter
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment
from charter import undo
from charter.language import gettext as _


def due_reviews(reader: Reader, charter: Charter) -> list[StoredAmendment]:
    """The adopted amendments whose day to look again has come, the earliest first."""
    today = reader.now.astimezone(charter.zone).date()
    return [
        kept
        for kept in amendments.with_review_day(reader, charter.id)
        if reviews.is_due(kept.value, today, reviewed=kept.reviewed_at is not None)
    ]


def prepare_review(reader: Reader, access: CharterAccess, number: int, way: str) -> SubmittedChange:
    """What takes long in `start_review`, before its transaction.

    Raises:
        NotFound, NotAllowed, WrongState, BadInput: as there.
    """
    kept = entry.amendment(reader, access, number)
    demand(reviews.may_review(kept.value, reviewed=kept.reviewed_at is not None))
    head = entry.head(reader, access.charter)
    if way == ReviewWay.KEEP:
        return worked_out(SubmittedChange.of_nothing(head), head)
    if way == ReviewWay.END:
        return worked_out(_reverse(reader, access, kept), head)
    msg = _("Please choose: keep it, or end it.")
    raise BadInput(msg, field="way")


def start_review(
    writer: Writer,
    access: CharterAccess,
    number: int,
    way: str,
    review_on: date | None = None,
    *,
    prepared: SubmittedChange | None = None,
) -> StoredAmendment:
    """Begin a proposal that keeps or ends what an adopted amendment changed.

    To change it, propose a change that says which amendment it reviews. `prepared` is used if the
    charter has not changed since.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or the person is no member.
        WrongState: it was not adopted or is reviewed, or the charter has changed there since.
        BadInput: it is neither way, or the next day to look again has passed.
    """
    kept = entry.amendment(writer, access, number)
    demand(reviews.may_review(kept.value, reviewed=kept.reviewed_at is not None))
    if prepared is None or prepared.made is None or prepared.made.head != access.charter.head:
        prepared = prepare_review(writer, access, number, way)
    title = entry.newest_version(writer, kept).title
    words = {
        "title": _("End: {title}").format(title=title),
        "summary": _("What was changed is changed back."),
    }
    if way == ReviewWay.KEEP:
        words = {
            "title": _("Keep: {title}").format(title=title),
            "summary": _("The text stays as it is."),
        }
    words["title"] = words["title"][:200]
    words["reason"] = _why(kept, writer.now.astimezone(access.charter.zone).date())
    return draft_amendment(writer, access, prepared, words, Intent(review_on, review_of=number))


def _why(kept: StoredAmendment, today: date) -> str:
    """Why it is looked at again: because its day has come, or before that."""
    number = kept.value.number
    if reviews.is_due(kept.value, today, reviewed=False):
        return _("The day to look again at proposal {number} has come.").format(number=number)
    return _("It is time to look again at proposal {number}, which was adopted.").format(
        number=number
    )


def _reverse(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> SubmittedChange:
    """The change that takes an adopted amendment back, if the charter still reads so."""
    revision = revisions.published_by(reader, access.charter.id, kept.value.number)
    assert revision is not None
    if entry.newest_version(reader, kept).rules:
        msg = _(
            "It changed the rules of deciding too. Choose “Change it” and say what they become."
        )
        raise WrongState(msg)
    before = entry.revision(reader, access.charter, revision.number - 1)
    change_set = revisions.change_set(reader, revision.change_sha256)
    if not change_set.operations:
        msg = _("It left the text as it was, so there is nothing to take back. Choose “Change it”.")
        raise WrongState(msg)
    back = undo(before.document, revision.document)
    if standing_of(back, revision, entry.head(reader, access.charter)).kind != "clean":
        msg = _(
            "The charter has changed in the same place since, so it cannot simply be "
            "taken back. Choose “Change it” and write how it should read."
        )
        raise WrongState(msg)
    return SubmittedChange(revision, change_set=back.to_dict())


def announce_due_reviews(database: Database, attempt: Attempt = plainly) -> int:
    """Record each review whose day has come, once. Returns how many."""
    with database.reading() as reader:
        waiting = [
            charter.slug
            for charter in charters.all_charters(reader)
            if amendments.to_announce(
                reader, charter.id, reader.now.astimezone(charter.zone).date()
            )
        ]
    done = (
        attempt(f"announcing reviews in {slug}", partial(_announce, database, slug))
        for slug in waiting
    )
    return sum(one or 0 for one in done)


def _announce(database: Database, slug: str) -> int:
    # A charter whose record is ahead of the clock waits; the others do not.
    with suppress(RecordAhead), database.writing() as writer:
        charter = charters.lock(writer, slug)
        if charter is None:
            return 0
        entry.enter_as_server(writer, charter)
        today = writer.now.astimezone(charter.zone).date()
        due = amendments.to_announce(writer, charter.id, today)
        for number in due:
            lines.append(writer, charter, Event(EventKind.REVIEW_DUE, None, {"amendment": number}))
            amendments.set_announced(writer, charter.id, number)
        return len(due)
    return 0
