"""Importing what a charter read before: dated texts become revisions, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from amendments.events import Event, Kind
from amendments.refusals import BadInput, WrongState
from app.services.wording import charter_text, plain
from app.storage import amendments, record, texts
from app.storage.charters import Charter
from app.storage.database import Writer
from app.storage.texts import Revision
from charter import ChangeSet, apply, change


@dataclass(frozen=True, slots=True)
class DatedText:
    """A state of the text on a day; `line` is where it stood in the file."""

    line: int
    dated: date
    text: str
    title: str = ""


def import_history(writer: Writer, charter: Charter, dated_texts: Iterable[DatedText]) -> int:
    """Append earlier known revisions. Returns how many were added.

    A text that reads the same as the one before it is passed over.

    Raises:
        WrongState: there is a proposal already.
        BadInput: a text or its date cannot be used; the reason names the line.
    """
    if amendments.next_number(writer, charter.id) > 1:
        msg = "A history can only be imported before the first proposal is made."
        raise WrongState(msg)
    head = texts.revision(writer, charter.id, charter.head)
    assert head is not None
    added, today = 0, writer.now.astimezone(charter.zone).date()
    for dated in dated_texts:
        if dated.dated > today:
            msg = f"Line {dated.line} is dated {dated.dated}, which is in the future."
            raise BadInput(msg, field="date")
        following = _following(dated, head)
        if following is None:
            continue
        revision, change_set, event = following
        record.append(writer, charter, event)
        texts.keep_change_set(writer, change_set)
        texts.add_revision(writer, charter, revision)
        head, added = revision, added + 1
    return added


def _following(dated: DatedText, head: Revision) -> tuple[Revision, ChangeSet, Event] | None:
    if dated.dated < head.dated:
        msg = (
            f"Line {dated.line} is dated {dated.dated}, before the revision in front of it "
            f"({head.dated}). Put the oldest first."
        )
        raise BadInput(msg, field="date")
    try:
        change_set = change(head.document, charter_text(dated.text))
    except BadInput as refused:
        msg = f"Line {dated.line}: {refused.reason}"
        raise BadInput(msg, field="text") from refused
    if not change_set.operations:
        return None
    number = head.number + 1
    document = apply(head.document, change_set, base_number=head.number, number=number)
    title = plain(dated.title, "title").strip()[:200] or f"Revision of {dated.dated.isoformat()}"
    data = {
        "number": number,
        "dated": dated.dated.isoformat(),
        "title": title,
        "parent_sha256": head.text_sha256,
        "text_sha256": document.sha256,
        "change_sha256": change_set.sha256,
        "change_set": change_set.to_dict(),
    }
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
    return revision, change_set, Event(Kind.IMPORTED, None, data)
