"""Opening a round: the text, the rules and the roll are frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from amendments.belonging import permissions
from amendments.belonging.people import Actor, Community
from amendments.deciding.objections import Objection
from amendments.deciding.rounds import Round
from amendments.durations import later
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, Permission, WrongState, demand
from amendments.ruleset import Ruleset
from amendments.saying import check_length
from amendments.status import Status
from amendments.writing.lifecycle import Amendment
from charter import Standing
from charter.dates import moment_in_a_sentence
from charter.language import gettext as _
from charter.matching.similarity import words_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

FURTHEST_DEADLINE = timedelta(days=366)
#: So many words a reason has for deciding on the same words again.
LEAST_WORDS = 5


def earliest_opening(amendment: Amendment, ruleset: Ruleset, zone: ZoneInfo) -> datetime | None:
    """When the discussion has lasted as long as the rules ask, None for a draft.

    A correction need not be discussed first.
    """
    if amendment.submitted_at is None or amendment.editorial:
        return amendment.submitted_at
    return later(amendment.submitted_at, ruleset.discussion, zone)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a round opens with: the frozen text, the roll, the objections that are carried over.

    `in_force` is the revision in force, `result_sha256` the digest of what the change makes of it;
    None where it makes nothing, and then it is not publishable either. `again` is why the same
    words are decided on again, to which an objection is open.
    """

    number: int
    base: int
    change_sha256: str
    roll: Mapping[str, int]
    carried: tuple[Objection, ...]
    publishable: Permission
    in_force: int
    result_sha256: str | None
    closes_at: datetime | None = None
    again: str = ""


def may_open(
    actor: Actor,
    amendment: Amendment,
    community: Community,
    ruleset: Ruleset,
    now: datetime,
    zone: ZoneInfo,
) -> Permission:
    """Whether this person may open a round on this amendment now."""
    allowed = permissions.may_decide_about(actor, amendment.authors, community)
    if allowed is not True:
        return allowed
    earliest = earliest_opening(amendment, ruleset, zone)
    local = earliest.astimezone(zone) if earliest else None
    return permissions.may_open_round(amendment.status, local, now)


def fits(standing: Standing) -> Permission:
    """Whether a change with this standing can be decided on: only if it applies as it stands."""
    if standing.kind == "clean":
        return True
    if standing.kind == "contained":
        return WrongState(_("The charter already says what this proposal asks for."))
    return WrongState(
        _(
            "The charter has changed where this proposal would change it. Its author has "
            "to fit it to the text in force first, as a new version."
        )
    )


def may_open_on(allowed: Permission, standing: Standing | None) -> Permission:
    """Whether who is `allowed` to open a round may do so on a change with this standing.

    None is the standing of what was settled.
    """
    return fits(standing) if allowed is True and standing is not None else allowed


def stands_against(carried: Iterable[Objection], version: int) -> bool:
    """Whether an objection to the very words of a version is open."""
    return any(one.is_open and one.raised_on >= version for one in carried)


def objections_are_answered(carried: Iterable[Objection], version: int) -> Permission:
    """Whether the text has changed since each open objection to it was raised."""
    if stands_against(carried, version):
        return WrongState(
            _(
                "An objection to this very text is open. Its author has to change the "
                "text, in a new version, before there can be another decision. To decide on the "
                "same words again needs a reason that everyone reads."
            )
        )
    return True


def _same_words(opening: Opening, version: int) -> str:
    """Why the same words are decided on again; "" where they are others.

    Raises:
        WrongState: they are the same, and no reason is given.
        BadInput: the reason says next to nothing, or too much; or it is given for other words.
    """
    reason = opening.again.strip()
    if not reason:
        demand(objections_are_answered(opening.carried, version))
        return ""
    if not stands_against(opening.carried, version):
        msg = _("No objection to these words is open, so this needs no reason of its own.")
        raise BadInput(msg, field="again")
    check_length(reason, "again")
    if len(words_of(reason)) < LEAST_WORDS:
        msg = _("Please say in a sentence why the same words are to be decided on again.")
        raise BadInput(msg, field="again")
    return reason


def open_round(
    actor: Actor,
    amendment: Amendment,
    community: Community,
    ruleset: Ruleset,
    opening: Opening,
    now: datetime,
    zone: ZoneInfo,
) -> tuple[Amendment, Round, Event]:
    """Open a round: from here on text, rules and roll are frozen."""
    demand(may_open(actor, amendment, community, ruleset, now, zone))
    again = _same_words(opening, amendment.version)
    demand(opening.publishable)
    opened = Round(
        amendment=amendment.number,
        number=opening.number,
        version=amendment.version,
        base=opening.base,
        change_sha256=opening.change_sha256,
        ruleset=ruleset,
        roll=opening.roll,
        opened_at=now,
        closes_at=_deadline(
            opening.closes_at,
            ruleset.editorial if amendment.editorial else ruleset.round,
            now,
            zone,
        ),
        objections=opening.carried,
        editorial=amendment.editorial,
        in_force=opening.in_force,
        result_sha256=opening.result_sha256,
        # Also where answers are shown at once: anybody may still object in confidence.
        held=True,
    )
    event = Event(
        EventKind.ROUND_OPENED,
        actor.handle,
        _opened_data(opened, actor, amendment, community),
        {"again": again} if again else {},
    )
    return replace(amendment, status=Status.ROUND), opened, event


def _deadline(
    wanted: datetime | None, shortest: timedelta, now: datetime, zone: ZoneInfo
) -> datetime:
    """The deadline: what the rules give, or a later one that the steward asked for."""
    earliest = later(now, shortest, zone)
    if wanted is None:
        return earliest
    if wanted < earliest:
        local = earliest.astimezone(zone)
        msg = _(
            "That deadline is too soon: by the rules of this charter the decision "
            "has to stay open until {local} at least."
        ).format(local=moment_in_a_sentence(local))
        raise BadInput(msg, field="closes_at")
    if wanted > now + FURTHEST_DEADLINE:
        msg = _("That deadline is more than a year away. Please choose an earlier one.")
        raise BadInput(msg, field="closes_at")
    return wanted


def _opened_data(
    opened: Round, actor: Actor, amendment: Amendment, community: Community
) -> dict[str, object]:
    return {
        "amendment": opened.amendment,
        "round": opened.number,
        "version": opened.version,
        "base": opened.base,
        "in_force": opened.in_force,
        "change_sha256": opened.change_sha256,
        "result_sha256": opened.result_sha256,
        "ruleset": opened.ruleset.to_dict(),
        "roll": sorted(opened.roll),
        "opened_at": opened.opened_at,
        "closes_at": opened.closes_at,
        "editorial": opened.editorial,
        "held": opened.held,
        "steward_is_author": actor.member in amendment.authors and community.has_one_steward,
        "carried": [
            {"objection": one.number, "seat": opened.seat_of(one.member)}
            for one in opened.objections
        ],
    }
