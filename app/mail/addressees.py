"""Those who are told something of one charter now, and what differs between them.

However many they are, it takes the same few questions; see `SharedReading` for what they have in
common.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.mail.sending.post import Addressee
from app.services import entry
from app.storage.engine.session import Reader
from app.storage.mail import due_notices
from app.storage.mail import notices as mail
from app.storage.mail.notices import Choice, Quiet
from app.storage.tables import NoticeRow
from app.storage.texts import charters
from app.storage.texts.charters import Charter


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person to be told, the notices to them that are due, and how they want their mail."""

    to: Addressee
    notices: Sequence[NoticeRow]
    choice: Choice
    quiet: Quiet


def waiting(reader: Reader, charter: Charter, people: Collection[int]) -> Mapping[int, Waiting]:
    """What waits for each of some people, by person; those for whom nothing is due are not in it.

    Each looks with the access that is theirs; who may not come in, with that of the server, for
    what is told to those outside.
    """
    notices = due_notices.of_people(reader, charter.id, people)
    accesses = entry.enter_each(reader, charter, notices)
    outside = entry.as_server(reader, charter) if len(accesses) < len(notices) else None
    rows = charters.people(reader, notices)
    choices = mail.choices(reader, charter.id, notices)
    quiet = mail.quiet_hours(reader, notices)
    found = {}
    for person, mine in notices.items():
        access = accesses.get(person, outside)
        assert access is not None
        choice = choices.get(person, Choice()) if access.actor.is_member else Choice()
        to = Addressee(rows[person], access)
        found[person] = Waiting(to, mine, choice, quiet.get(person, Quiet()))
    return found
