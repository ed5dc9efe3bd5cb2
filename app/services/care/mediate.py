"""Beginning a private conversation with a steward, writing in it, leaving and ending it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from amendments.care import mediation as rules
from amendments.refusals import demand
from amendments.saying import said
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.care import mediations
from app.storage.care.mediations import KeptMediation
from app.storage.engine.session import Reader, Writer
from app.storage.texts import charters
from charter.language import gettext as _


def conversation(reader: Reader, access: CharterAccess, number: int) -> KeptMediation:
    """A conversation that the person who came in is in.

    Raises:
        NotFound: there is none, or they are not in it; both in the same words.
    """
    found = mediations.find(reader, access.charter.id, number)
    nobody = rules.Mediation(None, None, frozenset())
    demand(rules.may_read(access.actor, found.value if found else nobody))
    assert found is not None
    return found


def begin_mediation(
    writer: Writer, access: CharterAccess, steward: str, people: Sequence[str], body: str
) -> int:
    """Begin a conversation. The steward and the other people are named by their handles.

    Returns its number, which is a random one.

    Raises:
        NotAllowed, WrongState: it is not for this person, or too many are open.
        BadInput: somebody is not to be asked, or the first note is missing or too long.
    """
    member = access.actor.member or 0
    open_now = mediations.begun_by(writer, access.charter.id, member)
    demand(rules.may_begin(access.actor, open_now))
    known = charters.directory(writer, access.charter.id)
    first, *others = (
        found.member if (found := known.present(handle)) else 0 for handle in (steward, *people)
    )
    value = rules.begin(access.actor, first, others, access.community, open_now)
    words = _note(body)
    kept = mediations.add(writer, access.charter.id, value)
    mediations.add_note(writer, kept.id, member, words)
    return kept.number


def write_note(writer: Writer, access: CharterAccess, number: int, body: str) -> None:
    """Write in a conversation.

    Raises:
        NotFound, WrongState: it is not this person's, or nobody can write in it any more.
        BadInput: there are no words, or too many.
    """
    kept = conversation(writer, access, number)
    demand(rules.may_write(access.actor, kept.value, access.community))
    assert access.actor.member is not None
    mediations.add_note(writer, kept.id, access.actor.member, _note(body))


def _note(body: str) -> str:
    return said(plain(body, "body"), _("Please write your note first."), field="body")


def leave_mediation(writer: Writer, access: CharterAccess, number: int) -> None:
    """Leave a conversation. With the last of the people concerned it ends.

    Raises:
        NotFound, WrongState: it is not this person's, or not theirs to leave.
    """
    kept = conversation(writer, access, number)
    demand(rules.may_leave(access.actor, kept.value))
    assert access.actor.member is not None
    mediations.leave(writer, kept.id, access.actor.member)
    after = replace(kept.value, concerned=kept.value.concerned - {access.actor.member})
    if not after.concerned & access.community.members:
        mediations.end(writer, kept.id)


def end_mediation(writer: Writer, access: CharterAccess, number: int) -> None:
    """End a conversation for everyone. It is deleted some weeks later.

    Raises:
        NotFound, WrongState: it is not this person's, or not theirs to end.
    """
    kept = conversation(writer, access, number)
    demand(rules.may_end(access.actor, kept.value))
    mediations.end(writer, kept.id)
