"""Importing what a charter read before: dated texts become revisions, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from amendments.founding import history as rules
from amendments.record.events import Event
from amendments.refusals import BadInput
from app.services.texts.heading_links import keep_names
from app.services.texts.wording import charter_text, plain
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.texts import revisions
from app.storage.texts.charters import Charter
from app.storage.texts.revisions import Revision
from app.storage.writing import amendments
from charter import ChangeSet, apply, change
from charter.text.clauses import Clauses


@dataclass(frozen=True, slots=True)
class DatedText:
    """A state of the text on a day; `line` is where it stood in the file."""

    line: int
    dated: date
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Following:
    """A revision to be appended, the change that makes it, and its line of the record."""

    revision: Revision
    change_set: ChangeSet
    event: Event


@dataclass(frozen=True, slots=True)
class ReadHistory:
    """What follows on the revision `head`.

    `done` is the newest text, with what was done to its lines.
    """

    head: int
    following: tuple[Following, ...]
    done: Clauses


def read_history(
    reader: Reader,
    charter: Charter,
    dated_texts: Iterable[DatedText],
    *,
    keep_lines: bool = False,
) -> ReadHistory:
    """What takes long in `import_history`, before its transaction.

    Raises:
        WrongState, BadInput: as there.
    """
    rules.check_nothing_proposed(proposed=amendments.next_number(reader, charter.id) > 1)
    head = revisions.revision(reader, charter.id, charter.head)
    assert head is not None
    today, found = reader.now.astimezone(charter.zone).date(), list[Following]()
    done = Clauses("", 0, 0)
    for dated in dated_texts:
        rules.check_not_in_future(dated.line, dated.dated, today)
        done = _read(dated, head, keep_lines=keep_lines)
        following = _following(dated, head, change(head.document, done.text))
        if following is not None:
            found.append(following)
            head = following.revision
    return ReadHistory(charter.head, tuple(found), done)


def import_history(
    writer: Writer,
    charter: Charter,
    dated_texts: Sequence[DatedText],
    prepared: ReadHistory | None = None,
    *,
    keep_lines: bool = False,
) -> int:
    """Append earlier known revisions. Returns how many were added.

    A text that reads the same as the one before it is passed over. `prepared` is used if the
    charter is still as it was. With `keep_lines`, clauses on lines of their own stay as they are.

    Raises:
        WrongState: there is a proposal already.
        BadInput: a text or its date cannot be used; the reason names the line.
    """
    has_proposals = amendments.next_number(writer, charter.id) > 1
    if prepared is None or has_proposals or prepared.head != charter.head:
        prepared = read_history(writer, charter, dated_texts, keep_lines=keep_lines)
    for one in prepared.following:
        lines.append(writer, charter, one.event)
        revisions.keep_change_set(writer, one.change_set)
        revisions.add_revision(writer, charter, one.revision)
        keep_names(writer, charter, one.revision)
    return len(prepared.following)


def _read(dated: DatedText, head: Revision, *, keep_lines: bool) -> Clauses:
    """The text that follows on a revision, as it comes in."""
    rules.check_in_order(dated.line, dated.dated, head.dated)
    try:
        return charter_text(dated.text, head.document, keep_lines=keep_lines)
    except BadInput as refused:
        raise rules.at_line(dated.line, refused) from refused


def _following(dated: DatedText, head: Revision, change_set: ChangeSet) -> Following | None:
    if not change_set.operations:
        return None
    number = head.number + 1
    document = apply(head.document, change_set, base_number=head.number, number=number)
    title = rules.title_of(plain(dated.title, "title"), dated.dated)
    event = rules.imported(number, dated.dated, title, head.text_sha256, document, change_set)
    revision = Revision(
        number=number,
        dated=dated.dated,
        published_at=head.published_at,
        title=title,
        document=document,
        text_sha256=document.sha256,
        change_sha256=change_set.sha256,
        amendment=None,
        round=None,
    )
    return Following(revision, change_set, event)
