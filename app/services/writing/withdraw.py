"""Withdrawing an amendment. A round on it ends as void."""

from __future__ import annotations

from amendments.belonging import permissions
from amendments.refusals import demand
from amendments.writing import lifecycle
from amendments.writing.causes import Cause, CauseKind
from app.services import entry
from app.services.deciding.end_round import void_open_round
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.services.writing.close_amendment import overtake
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.writing import amendments, lives
from app.storage.writing.amendments import StoredAmendment
from app.storage.writing.lives import End


def withdraw_amendment(
    writer: Writer, access: CharterAccess, number: int, reason: str = ""
) -> StoredAmendment:
    """Take an amendment back, with a reason or without.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or it is not this person's.
        WrongState: it has ended already, or is just being closed.
        BadInput: the reason is too long.
    """
    kept = entry.amendment(writer, access, number)
    demand(permissions.may_withdraw(access.actor, kept.value.status, kept.value.authors))
    overtake(writer, kept)
    kept = void_open_round(writer, access.charter, kept, Cause(CauseKind.WITHDRAWN))
    words = plain(reason, "reason")
    value, event = lifecycle.withdraw(kept.value, access.actor, words)
    kept_words = lines.append(writer, access.charter, event)
    end = End(value.status, writer.now, access.actor.member, None, None, words.strip())
    lives.add_end(writer, kept.id, end, kept_words.get("reason"))
    return amendments.save(writer, kept, value)
