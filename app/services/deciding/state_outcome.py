"""Putting the outcome of a round into words that people will read later."""

from __future__ import annotations

from amendments.belonging import permissions
from amendments.deciding import closing
from amendments.refusals import demand
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.deciding import round_notes
from app.storage.engine.session import Writer
from app.storage.record import lines


def state_outcome(
    writer: Writer, access: CharterAccess, amendment: int, number: int, words: str
) -> None:
    """Write what came of a round. What was counted stays beside it; earlier words are kept.

    Raises:
        NotFound, NotAllowed: there is no such round, or it is not for this person to say.
        WrongState: the round is still open.
        BadInput: there are no words, or too many.
    """
    kept = entry.amendment(writer, access, amendment)
    decision = entry.decision(writer, kept, number)
    demand(
        permissions.may_state_outcome(
            access.actor, kept.value.authors, access.community, closed=not decision.value.is_open
        )
    )
    event = closing.state_outcome(access.actor, amendment, number, plain(words, "statement"))
    kept_words = lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    round_notes.add_statement(writer, decision.id, access.actor.member, kept_words["body"])
