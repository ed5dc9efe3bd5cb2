"""Every kind of event as a plain sentence, with the address of the page it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from amendments.events import Kind
from charter.language import gettext as _

_SOMEONE = "a member"
_OUTCOMES = {
    "passed": "passed",
    "blocked": "did not pass, because an objection was open",
    "inquorate": "did not pass, because too few answered or nobody consented",
    "void": "ended as void",
    "substantive": "ended, because a member said that it changes the meaning",
}
_ENDINGS = {
    "integrated": "met by the changed text",
    "withdrawn": "withdrawn",
    "kept_as_concern": "kept as a concern",
    "set_aside": "set aside",
}


@dataclass(frozen=True, slots=True)
class Event:
    """An event as its line tells it. `who` is empty for the server itself and for answers."""

    kind: str
    who: str
    data: Mapping[str, Any]
    names: Mapping[str, str]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - JSON of any shape
        return self.data.get(name)

    @property
    def actor(self) -> str:
        """Who did it, to begin a sentence with."""
        return _begin(self.who or "The server")

    @property
    def proposal(self) -> str:
        """The proposal that it is about."""
        return f"proposal {self['amendment']}"

    @property
    def decision(self) -> str:
        """The decision that it is about."""
        return f"decision {self['round']} on proposal {self['amendment']}"


def _begin(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _member(event: Event) -> str:
    return str(event.names.get(event["member"], _SOMEONE))


_SENTENCES: dict[str, Callable[[Event], str]] = {
    Kind.FOUNDED: lambda e: f"The charter was founded with revision {e['number']}.",
    Kind.IMPORTED: lambda e: (
        f"Revision {e['number']}, of {e['dated']}, was taken over from before."
    ),
    Kind.MEMBER_ADDED: lambda e: (
        f"{_member(e)} was added as a {e['role']}.".capitalize()
        if _member(e) == _SOMEONE
        else f"{_member(e)} was added as a {e['role']}."
    ),
    Kind.MEMBER_CHANGED: lambda e: f"The role of {_member(e)} changed: {e['role']}.",
    Kind.MEMBER_LEFT: lambda e: f"{e.actor} left the charter.",
    Kind.MEMBER_REMOVED: lambda e: f"{e.actor} removed {_member(e)}.",
    Kind.MEMBER_ERASED: lambda _e: _("A former member asked to be forgotten."),
    Kind.RULES_CHANGED: lambda e: (
        f"The rules of deciding were changed, by {e.decision}."
        if e["amendment"]
        else f"{e.actor} changed the rules of deciding."
    ),
    Kind.AUTHOR_INVITED: lambda e: f"{e.actor} asked {_member(e)} to write {e.proposal} too.",
    Kind.AUTHOR_JOINED: lambda e: f"{e.actor} became an author of {e.proposal}.",
    Kind.QUESTION_ANSWERED: lambda e: (
        f"{e.actor} noted that question {e['comment']} on {e.proposal} is "
        f"{'answered' if e['answered'] else 'open again'}."
    ),
    Kind.SUMMARISED: lambda e: f"{e.actor} summed up the discussion of {e.proposal}.",
    Kind.SENSED: lambda e: f"{e.actor} said how {e.proposal} feels so far.",
    Kind.OBJECTION_SUPPORTED: lambda e: (
        f"Someone on the roll {'sees' if e['supports'] else 'does not see'} objection "
        f"{e['objection']} to {e.proposal} {'too' if e['supports'] else 'any more'}."
    ),
    Kind.OBJECTION_TESTED: lambda e: (
        f"Someone on the roll spoke about objection {e['objection']} to {e.proposal}."
    ),
    Kind.SET_ASIDE_PROPOSED: lambda e: (
        f"{e.actor} spoke for setting aside objection {e['objection']} to {e.proposal}."
    ),
    Kind.CORRECTION_DISPUTED: lambda e: (
        f"{e.actor} said that {e.proposal} changes the meaning. It is no correction any more."
    ),
    Kind.OUTCOME_STATED: lambda e: f"{e.actor} put the outcome of {e.decision} into words.",
    Kind.REVIEW_DUE: lambda e: f"The day came to look again at {e.proposal}.",
    Kind.DRAFTED: lambda e: f"{e.actor} began a draft.",
    Kind.REVISED: lambda e: f"{e.actor} saved version {e['version']} of {e.proposal}.",
    Kind.SUBMITTED: lambda e: f"{e.actor} submitted {e.proposal} for discussion.",
    Kind.WITHDRAWN: lambda e: f"{e.actor} withdrew {e.proposal}.",
    Kind.COMMENTED: lambda e: f"{e.actor} commented on {e.proposal}.",
    Kind.ROUND_OPENED: lambda e: (
        f"{e.actor} opened {e.decision}, with {len(e['roll'])} on the roll."
        + (" The charter has one steward only, who wrote it." if e["steward_is_author"] else "")
    ),
    Kind.STANCE_TAKEN: lambda e: (
        f"An answer in {e.decision} was written down in a meeting."
        if e["recorded_by"]
        else f"Someone on the roll answered in {e.decision}."
    ),
    Kind.OBJECTION_RESOLVED: lambda e: (
        f"Objection {e['objection']} to {e.proposal} was {_ENDINGS.get(e['status'], e['status'])}."
    ),
    Kind.ROUND_EXTENDED: lambda e: (
        f"{e.actor} gave everyone more time in {e.decision}."
        if e["extended_for"] == "steward"
        else f"{e.decision.capitalize()} stays open longer, because the text beside it changed."
    ),
    Kind.ROUND_CLOSED: lambda e: (
        f"{e.decision.capitalize()} {_OUTCOMES.get(e['outcome'], e['outcome'])}."
    ),
    Kind.PUBLISHED: lambda e: f"Revision {e['number']} came into force, by {e.decision}.",
}


def tell(event: Event) -> tuple[str, str]:
    """The sentence, and where its page is below the charter's address."""
    known = _SENTENCES.get(event.kind)
    text = known(event) if known else f"Something happened: {event.kind}."
    if event.kind in {Kind.PUBLISHED, Kind.IMPORTED}:
        return text, f"/revisions/{event['number']}"
    if event["round"] and event["amendment"]:
        return text, f"/amendments/{event['amendment']}/rounds/{event['round']}"
    if event["amendment"] and event.kind != Kind.DRAFTED:
        return text, f"/amendments/{event['amendment']}"
    return text, ""
