"""Choosing what comes by mail, when and how often."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amendments.refusals import BadInput, NotFound
from app.mail.kinds import KINDS
from app.mail.switches import ALL_OF_IT, Switch
from app.storage.engine.session import Reader, Writer
from app.storage.mail import notices
from app.storage.mail.notices import Choice, Quiet, Rhythm
from app.storage.tables import CharterRow
from app.storage.texts import charters
from charter.language import gettext as _

HOURS = range(24)


def choose(
    writer: Writer, person: int, slug: str, rhythm: str, *, hold: bool, off: set[str]
) -> None:
    """Keep how a person wants the mail of a charter that they belong to.

    Raises:
        NotFound: they do not belong to such a charter.
        BadInput: there is no such rhythm.
    """
    charter = charters.find(writer, slug)
    if charter is None or charters.membership_of(writer, charter.id, person) is None:
        msg = _("You do not belong to a charter of this name.")
        raise NotFound(msg)
    if rhythm not in set(Rhythm):
        msg = _("Please choose how often.")
        raise BadInput(msg, field="rhythm")
    notices.lock_person(writer, person)
    wanted = Choice(Rhythm(rhythm), hold, frozenset(off & KINDS.keys()))
    notices.save_choice(writer, person, charter.id, wanted)


def choose_quiet(
    writer: Writer, person: int, begins: int | None, ends: int | None, zone: str
) -> None:
    """Keep the hours in which a person wants no mail.

    Raises:
        BadInput: there is no such hour or time zone.
    """
    if begins not in HOURS or ends not in HOURS:
        msg = _("Please choose full hours, from 0 to 23.")
        raise BadInput(msg, field="begins")
    assert begins is not None
    assert ends is not None
    try:
        wanted = ZoneInfo(zone.strip()) if zone.strip() else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        msg = _("There is no time zone of this name. Example: Europe/London.")
        raise BadInput(msg, field="zone") from error
    notices.lock_person(writer, person)
    notices.save_quiet(writer, person, Quiet(begins, ends, wanted))


def describe(reader: Reader, switch: Switch) -> tuple[str, str]:
    """What a switch switches off: the kind in words, and the title of the charter.

    Raises:
        NotFound: it is about nothing that there is.
    """
    row = reader.session.get(CharterRow, switch.charter)
    kind = KINDS.get(switch.kind)
    if row is None or (kind is None and switch.kind != ALL_OF_IT):
        msg = _("This link is about mail that there is not any more.")
        raise NotFound(msg)
    return (_(kind.title) if kind else _("Everything")), row.title


def turn(writer: Writer, switch: Switch, *, on: bool) -> None:
    """Switch a kind of mail off, or on again. Doing it twice changes nothing more.

    Raises:
        NotFound: it is about nothing that there is (any more).
    """
    describe(writer, switch)
    if notices.lock_person(writer, switch.person) is None:
        msg = _("This link belongs to somebody who is not here any more.")
        raise NotFound(msg)
    before = notices.choice(writer, switch.person, switch.charter)
    if switch.kind == ALL_OF_IT:
        after = replace(before, rhythm=Rhythm.AT_ONCE if on else Rhythm.NOTHING)
    else:
        off = before.off - {switch.kind} if on else before.off | {switch.kind}
        after = replace(before, off=off)
    notices.save_choice(writer, switch.person, switch.charter, after)
