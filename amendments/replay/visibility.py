"""Replaying who could read the charter: was everyone told first, did each speak for themselves?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from amendments.belonging.visibility import (
    NOTICE,
    Announced,
    CharterPart,
    Openness,
    asked,
    openness_of,
    since_when,
)
from amendments.record.events import EventKind
from amendments.record.lines import timestamp
from amendments.replay.state import ReplayedEvent, ReplayedPeople, must


class VisibilityReplay:
    """Who can read a charter, what is announced about it, and who agreed."""

    def __init__(self, people: ReplayedPeople) -> None:
        self._people = people
        self._now = Openness.MEMBERS
        self._founded: datetime | None = None
        self._since: dict[CharterPart, datetime | None] = {}
        self._announced: Announced | None = None
        self._consents: set[tuple[CharterPart, str | None]] = set()

    def acts(self) -> dict[str, Callable[[ReplayedEvent], None]]:
        """What is done at each kind of event."""
        return {
            EventKind.VISIBILITY_ANNOUNCED.value: self.announced,
            EventKind.VISIBILITY_STOPPED.value: self.stopped,
            EventKind.VISIBILITY_CHANGED.value: self.changed,
            EventKind.VISIBILITY_CONSENTED.value: self.consented,
            EventKind.VISIBILITY_CONSENT_WITHDRAWN.value: self.consent_withdrawn,
        }

    def founded(self, event: ReplayedEvent) -> None:
        """Take note of who could read it at first."""
        self._founded = event.at
        self._be(openness_of(event.data["visibility"], "members"), event.at)

    def _be(self, to: Openness, at: datetime) -> None:
        self._since = since_when(to, self._since, at)
        self._now, self._announced = to, None
        self._keep_consents(to)

    def _keep_consents(self, to: Openness) -> None:
        self._consents = {(part, who) for part, who in self._consents if part in to.parts}

    def go_back(self, to: datetime) -> dict[str, object]:
        """Let time go back. Returns who can read it then, as the record says it.

        What was opened while time was ahead is closed again, but for what was never closed.
        """
        assert self._founded is not None
        kept = {
            part
            for part, at in self._since.items()
            if at is not None and (at <= to or at == self._founded)
        }
        openness = max(
            (one for one in Openness if one.parts <= kept), key=lambda one: len(one.parts)
        )
        if openness is not self._now:
            self._be(openness, to)
        self._since = {part: min(at, to) if at else None for part, at in self._since.items()}
        self._founded = min(self._founded, to)
        announced = self._announced
        if announced is not None and announced.at - NOTICE > to:
            self._announced = Announced(announced.to, to + NOTICE)
        effective = timestamp(self._announced.at) if self._announced else None
        return {
            "visibility": openness.visibility,
            "discussion": openness.discussion,
            "effective_at": effective,
        }

    def announced(self, event: ReplayedEvent) -> None:
        self._people.by_steward_or_operator(event)
        to = openness_of(event.data["visibility"], event.data["discussion"])
        must(self._now.parts < to.parts, "it was announced that fewer people can read it.")
        at = datetime.fromisoformat(event.data["effective_at"])
        must(at == event.at + NOTICE, "more people were to read it sooner than the notice allows.")
        self._announced = Announced(to, at)
        self._keep_consents(to)

    def stopped(self, event: ReplayedEvent) -> None:
        self._people.by_steward(event)
        must(self._announced, "what was stopped had not been announced.")
        self._be(self._now, event.at)

    def changed(self, event: ReplayedEvent) -> None:
        to = openness_of(event.data["visibility"], event.data["discussion"])
        must(to is not self._now, "it was changed to what it was.")
        if to.parts < self._now.parts:
            self._people.by_steward_or_operator(event)
        else:
            must(event.actor is None, "somebody let more people read it without a notice.")
            due = self._announced is not None and self._announced.is_due(event.at)
            must(due, "more people could read it before the notice was over.")
            must(self._announced and self._announced.to is to, "something else was announced.")
        self._be(to, event.at)

    def _asked(self, event: ReplayedEvent) -> tuple[CharterPart, str | None]:
        must(event.actor in self._people.roles, "somebody agreed who was not a member.")
        assert self._founded is not None
        part = CharterPart(event.data["part"])
        parts = asked(self._now, self._announced, self._since, self._founded)
        must(part in parts, "somebody agreed to what nobody asked.")
        return part, event.actor

    def consented(self, event: ReplayedEvent) -> None:
        which = self._asked(event)
        must(which not in self._consents, "somebody agreed twice.")
        self._consents.add(which)

    def consent_withdrawn(self, event: ReplayedEvent) -> None:
        which = self._asked(event)
        must(which in self._consents, "somebody took back what they had not said.")
        self._consents.remove(which)
