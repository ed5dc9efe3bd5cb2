"""Reviews: looking again at what was adopted “good enough for now”."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import partial

from amendments.refusals import demand
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
    if reviews.read_way(way) is ReviewWay.KEEP:
        return worked_out(SubmittedChange.of_nothing(head), head)
    return worked_out(_reverse(reader, access, kept), head)


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
    today = writer.now.astimezone(access.charter.zone).date()
    words = reviews.words_of(reviews.read_way(way), title, kept.value, today)
    return draft_amendment(writer, access, prepared, words, Intent(review_on, review_of=number))


def _reverse(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> SubmittedChange:
    """The change that takes an adopted amendment back, if the charter still reads so."""
    revision = revisions.published_by(reader, access.charter.id, kept.value.number)
    assert revision is not None
    rules = entry.newest_version(reader, kept).rules
    before = entry.revision(reader, access.charter, revision.number - 1)
    change_set = revisions.change_set(reader, revision.change_sha256)
    demand(reviews.may_reverse(changed_rules=bool(rules), changed_text=bool(change_set.operations)))
    back = undo(before.document, revision.document)
    standing = standing_of(back, revision, entry.head(reader, access.charter))
    demand(reviews.still_reads_so(fits=standing.kind == "clean"))
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
            lines.append(writer, charter, reviews.came_due(number))
            amendments.set_announced(writer, charter.id, number)
        return len(due)
    return 0
