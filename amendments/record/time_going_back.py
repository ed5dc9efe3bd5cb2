"""Mending a charter whose time ran ahead: one event says that time goes back, and begins anew.

A wrong clock dated lines in a time that had not come. They stay as they are. The event stands
behind them, earlier than they are, and what they left for the future is pulled back with it, by
rules that whoever replays the record follows too:

- a deadline that was set while time was ahead keeps its length, counted from now;
- whatever began then counts as begun now;
- a charter that was opened to more readers then is closed again: its notice was cut short;
- the next revision is dated by the right calendar.

A round that was closed then stays closed: what was decided is never undone in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, WrongState
from charter.language import gettext as _

LONGEST_REASON = 1000


def pulled_back(moment: datetime, set_at: datetime, to: datetime) -> datetime:
    """A deadline that was set at a moment, once time has gone back `to` one before that."""
    return to + (moment - set_at) if set_at > to else moment


def check_ahead(last: datetime | None, now: datetime) -> datetime:
    """The moment of the newest line of a record that is ahead of now; None where it has no line.

    Raises:
        WrongState: it is not ahead of now.
    """
    if last is None or last <= now:
        raise WrongState(_("Nothing is to be mended: this record is not ahead of the time."))
    return last


def mend(last: datetime, now: datetime, reason: str, facts: Mapping[str, object]) -> Event:
    """Let time go back from the newest line of a record to now, as the operator of the place.

    `facts` say what is pulled back with it, as `Replay.go_back` tells it.

    Raises:
        WrongState: the record is not ahead of now.
        BadInput: it is not said why, or at too great a length.
    """
    check_ahead(last, now)
    if not reason.strip():
        raise BadInput(_("Say why, for all who read the record later."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise BadInput(_("Please say it in fewer words."), field="reason")
    data = {"from": last, "to": now, **facts}
    return Event(EventKind.TIME_MENDED, None, data, {"reason": reason.strip()})
