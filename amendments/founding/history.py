"""What a charter read before: dated texts that become revisions before anything is proposed."""

from __future__ import annotations

from datetime import date

from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, WrongState
from charter import ChangeSet, Document

LONGEST_TITLE = 200


def check_nothing_proposed(*, proposed: bool) -> None:
    """Refuse to put a history before what is proposed already.

    Raises:
        WrongState: there is a proposal.
    """
    if proposed:
        msg = "A history can only be imported before the first proposal is made."
        raise WrongState(msg)


def check_not_in_future(line: int, dated: date, today: date) -> None:
    """Refuse a text of tomorrow. `line` is where it stands in what is imported.

    Raises:
        BadInput: its date is in the future.
    """
    if dated > today:
        msg = f"Line {line} is dated {dated}, which is in the future."
        raise BadInput(msg, field="date")


def check_in_order(line: int, dated: date, before: date) -> None:
    """Refuse a text that is earlier than the revision in front of it, which is dated `before`.

    Raises:
        BadInput: it is.
    """
    if dated < before:
        msg = (
            f"Line {line} is dated {dated}, before the revision in front of it "
            f"({before}). Put the oldest first."
        )
        raise BadInput(msg, field="date")


def at_line(line: int, refused: BadInput) -> BadInput:
    """Why the text of a line cannot be used, with the line."""
    return BadInput(f"Line {line}: {refused.reason}", field="text")


def title_of(title: str, dated: date) -> str:
    """What an imported revision is called."""
    return title.strip()[:LONGEST_TITLE] or f"Revision of {dated.isoformat()}"


def imported(
    number: int,
    dated: date,
    title: str,
    parent_sha256: str,
    document: Document,
    change_set: ChangeSet,
) -> Event:
    """A revision was imported; `change_set` makes its text, `document`, of its parent's."""
    data = {
        "number": number,
        "dated": dated.isoformat(),
        "title": title,
        "parent_sha256": parent_sha256,
        "text_sha256": document.sha256,
        "change_sha256": change_set.sha256,
        "change_set": change_set.to_dict(),
    }
    return Event(EventKind.IMPORTED, None, data)
