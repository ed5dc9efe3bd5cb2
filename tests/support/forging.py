"""Writing a record anew to tell another story: the chain fits, whatever it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import rfc8785

from amendments.record.lines import digest_of_line
from amendments.replay.verify import verify

Body = dict[str, Any]
Forge = Callable[[list[Body]], object]


def chained(events: list[Body]) -> list[str]:
    """The events as a chain that fits."""
    lines: list[str] = []
    previous = None
    for seq, body in enumerate(events, 1):
        text = rfc8785.dumps({**body, "seq": seq, "prev": previous}).decode()
        previous = digest_of_line(text)
        lines.append(text)
    return lines


def problems_when(events: list[Body], forge: Forge) -> tuple[str, ...]:
    """What checking finds once the story is told otherwise; the events stay as they are."""
    forged = deepcopy(events)
    forge(forged)
    return verify(chained(forged)).problems


def of(events: list[Body], kind: str, at: int = 0) -> Body:
    """One of the events of a kind."""
    return [one for one in events if one["kind"] == kind][at]


def drop(kind: str, at: int = 0) -> Forge:
    """Leave an event out."""
    return lambda events: events.remove(of(events, kind, at))


def put(kind: str, at: int = 0, **data: Any) -> Forge:
    """Let an event say something else."""
    return lambda events: of(events, kind, at)["data"].update(data)


def by(kind: str, actor: str | None, at: int = 0) -> Forge:
    """Let somebody else have done it."""
    return lambda events: of(events, kind, at).update(actor=actor)


def again(kind: str, at: int = 0, *, actor: str | None = "", **data: Any) -> Forge:
    """Let an event come a second time, right behind itself, maybe saying something else."""

    def forge(events: list[Body]) -> None:
        one = of(events, kind, at)
        copy = json.loads(json.dumps(one))
        copy["data"].update(data)
        if actor != "":
            copy["actor"] = actor
        events.insert(events.index(one) + 1, copy)

    return forge


def later(kind: str, behind: str) -> Forge:
    """Let an event come a second time, later: right behind another one."""

    def forge(events: list[Body]) -> None:
        one, other = of(events, kind), of(events, behind)
        events.insert(events.index(other) + 1, {**one, "at": other["at"]})

    return forge


def both(*forges: Forge) -> Forge:
    """One forgery after another."""
    return lambda events: [forge(events) for forge in forges]
