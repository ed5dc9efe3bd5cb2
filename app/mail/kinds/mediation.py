"""Private conversations: that there is a note, and not a word of it, nor whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from app import addresses
from app.mail.kinds.kind import Letter, MailKind, Occasion
from app.services.views.mediation_view import own_conversations
from charter.language import N_


def _nobody(_: Occasion) -> Iterable[int]:
    return ()


def _a_note(occasion: Occasion) -> Letter | None:
    """Nothing for who has written there since, or is not in it any more."""
    mine = own_conversations(occasion.reader, occasion.access)
    waits = any(one.waits and one.kept.number == occasion.seq for one in mine)
    return Letter({}, addresses.mediation("", occasion.seq)) if waits else None


MEDIATION = MailKind(
    name="mediation",
    title=N_("Somebody writes to you in a private conversation"),
    follows={},
    people=_nobody,
    look=_a_note,
    apart=True,
)
