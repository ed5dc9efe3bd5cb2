"""Looking at how objections are heard: who sees them too, their test, and setting them aside."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.deciding import objection_hearing, setting_aside
from amendments.refusals import Permission
from app.services.entry import CharterAccess
from app.storage.deciding import objections
from app.storage.deciding.objections import KeptObjection, SettingAside, Turn
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Reader
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment


@dataclass(frozen=True, slots=True)
class Hearing:
    """An objection with how it is heard.

    `met_by` are the versions that mean to meet it; `aside` who spoke for setting it aside since it
    was last raised. The answers say what this person may do.
    """

    kept: KeptObjection
    supporters: tuple[int, ...]
    turns: tuple[Turn, ...]
    aside: tuple[SettingAside, ...]
    met_by: tuple[int, ...]
    may_support: Permission
    may_test: Permission
    may_set_aside: Permission


def look_at_hearings(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    newest: KeptRound,
    shown: tuple[KeptObjection, ...],
    *,
    sees: bool,
) -> tuple[Hearing, ...]:
    """How some objections are heard. `sees`: the person may see the answers of the newest round."""
    if not shown:
        return ()
    supporters, turns = objections.supporters(reader, kept.id), objections.turns(reader, kept.id)
    aside = objections.settings_aside(reader, kept.id)
    versions = amendments.versions(reader, kept.id)

    def hearing(one: KeptObjection) -> Hearing:
        actor, value = access.actor, one.value
        return Hearing(
            kept=one,
            supporters=tuple(supporters[one.id]) if sees else (),
            turns=tuple(turns[one.id]) if sees else (),
            aside=tuple(
                spoke for spoke in aside[one.id] if not one.raised_at or spoke.at >= one.raised_at
            ),
            met_by=tuple(each.number for each in versions if value.number in each.answers),
            may_support=objection_hearing.may_support(actor, value, sees=sees),
            may_test=objection_hearing.may_hear(actor, value, sees=sees),
            may_set_aside=setting_aside.may_set_aside(
                actor, newest.value, value, kept.value.authors, sees=sees
            ),
        )

    return tuple(hearing(one) for one in shown)
