"""Telling of a decision: names where they may be seen, and nothing that is still hidden."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from amendments.deciding.stances import Stance
from app.services.belonging.people import People, RoundPeople, Who
from app.services.entry import CharterAccess
from app.services.views.decision_view import RoundView, hidden_round
from app.services.views.public_values import (
    ExtensionOut,
    ObjectionOut,
    PublicRound,
    SettingAsideOut,
    StanceOut,
    StatementOut,
    TurnOut,
)
from app.storage.deciding import objections
from app.storage.deciding.objections import KeptObjection, SettingAside, Turn
from app.storage.engine.session import Reader
from app.storage.writing.amendments import StoredAmendment
from charter.language import N_

THE_OBJECTOR = N_("the person who objected")
Said = TypeVar("Said", Turn, SettingAside)


def round_people(access: CharterAccess, view: RoundView, people: People) -> RoundPeople:
    """The people of a round, with names where the person who came in may see them."""
    return RoundPeople(people, access.actor.member, sees_names=view.sees_names)


def tell_round(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, view: RoundView, people: People
) -> PublicRound:
    """Who said what in a round, as the person who came in may see it."""
    here, me = round_people(access, view, people), access.actor.member
    mine = tell_stance(me, view, view.mine, here) if me is not None and view.mine else None
    return PublicRound(
        nameless=view.kept.value.is_nameless and not here.sees_names,
        stances=tuple(tell_stance(member, view, stance, here) for member, stance in view.stances),
        mine=mine,
        objections=_objections(reader, access, kept, view, people, here),
        extensions=_extensions(view, people),
        statements=_statements(view, people),
    )


def tell_stance(member: int, view: RoundView, stance: Stance, here: RoundPeople) -> StanceOut:
    """One answer."""
    who = here.who(member)
    return StanceOut(
        member=who.member,
        name=who.name,
        stance=stance.kind,
        reason=stance.reason,
        acceptable_if=stance.acceptable_if,
        at=stance.at if view.told.times or here.is_me(member) else None,
        recorded=stance.recorded_by is not None,
        left=here.has_left(member),
        role=who.role,
    )


def _objections(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    view: RoundView,
    people: People,
    here: RoundPeople,
) -> tuple[ObjectionOut, ...]:
    hidden = hidden_round(reader, access, kept)
    since = hidden.opened_at if hidden else None
    supporters = objections.supporters(reader, kept.id, before=since)
    turns, asides = objections.turns(reader, kept.id), objections.settings_aside(reader, kept.id)
    return tuple(
        _objection(
            one,
            here,
            [here.who(member) for member in supporters[one.id]],
            [_turn(turn, view, one, here) for turn in _before(turns[one.id], since)],
            [_aside(aside, people) for aside in _before(asides[one.id], since)],
            raised_on=one.value.raised_on if since is None or mine else None,
            times=view.told.times or mine,
        )
        for one in view.objections
        for mine in (here.is_me(one.value.member),)
    )


def _before(said: list[Said], since: datetime | None) -> list[Said]:
    return [one for one in said if since is None or one.at < since]


def _objection(
    one: KeptObjection,
    here: RoundPeople,
    supporters: list[Who],
    turns: list[TurnOut],
    asides: list[SettingAsideOut],
    *,
    raised_on: int | None,
    times: bool,
) -> ObjectionOut:
    who, value = here.who(one.value.member), one.value
    return ObjectionOut(
        id=value.number,
        member=who.member,
        name=who.name,
        reason=one.reason,
        acceptable_if=one.acceptable_if,
        status=value.status,
        resolution=one.resolution,
        confidential=value.confidential,
        first_round=value.first_round,
        raised_on=raised_on,
        resolved_in=one.resolved_in,
        # Without a time, its end is not to be told: then neither is the version.
        resolved_on=one.resolved_on if one.resolved_at else None,
        resolved_at=one.resolved_at if times else None,
        supporters=tuple(supporters),
        turns=tuple(turns),
        set_aside=tuple(asides),
        role=who.role,
        author_left=value.tells_author_left,
    )


def _turn(turn: Turn, view: RoundView, objection: KeptObjection, here: RoundPeople) -> TurnOut:
    by_objector = turn.member == objection.value.member
    who = here.who(turn.member, THE_OBJECTOR) if by_objector else here.who(turn.member)
    at = turn.at if view.told.times or here.is_me(turn.member) else None
    return TurnOut(who.member, who.name, turn.says, at, turn.body, who.role)


def _aside(aside: SettingAside, people: People) -> SettingAsideOut:
    # Stewards answer for it with their names, which stand in the record too.
    who = people.who(aside.member)
    return SettingAsideOut(who.member, who.name, aside.at, aside.reason, who.role)


def _extensions(view: RoundView, people: People) -> tuple[ExtensionOut, ...]:
    return tuple(
        ExtensionOut(
            until=one.until,
            cause=one.cause,
            member=who.member if who else None,
            name=who.name if who else None,
            at=one.at,
            closes_at=one.until,
            reason=one.reason or None,
            revision=one.revision,
            role=who.role if who else None,
        )
        for one in view.moves
        for who in (people.who(one.member) if one.member is not None else None,)
    )


def _statements(view: RoundView, people: People) -> tuple[StatementOut, ...]:
    return tuple(
        StatementOut(who.member, who.name, one.at, one.body, who.role)
        for one in view.statements
        for who in (people.who(one.member),)
    )
