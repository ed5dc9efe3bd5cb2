"""Every kind of event as a plain sentence, with the address of the page it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from amendments.events import Kind
from charter.language import gettext as _
from charter.language import ngettext

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


def _joined(event: Event) -> str:
    if event["request"] is not None:
        text = _("{who} joined. {steward} said yes to their request.")
    else:
        text = _("{who} joined by invitation {number}.")
    return text.format(who=_begin(_member(event)), steward=event.actor, number=event["invitation"])


def _operator(event: Event) -> str:
    return event.actor if event.who else _("The operator of this place")


def _invited(event: Event) -> str:
    if event["personal"]:
        return _("{who} invited somebody (invitation {number}).").format(
            who=_operator(event), number=event["invitation"]
        )
    text = ngettext(
        "{who} made a link that {uses} person can join by (invitation {number}).",
        "{who} made a link that {uses} people can join by (invitation {number}).",
        event["uses"],
    )
    return text.format(who=_operator(event), uses=event["uses"], number=event["invitation"])


def _switched(event: Event) -> str:
    if event["open"]:
        return _("{who} let people ask to join.").format(who=event.actor)
    return _("{who} decided that people cannot ask to join.").format(who=event.actor)


def _about_steward(event: Event, texts: tuple[str, str, str]) -> str:
    make, end, remove = texts
    text = {"make": make, "end": end, "remove": remove}.get(str(event["way"]), make)
    return text.format(by=event.actor, who=_member(event))


def _proposed(event: Event) -> str:
    return _about_steward(
        event,
        (
            _("{by} proposed that {who} is a steward."),
            _("{by} proposed that {who} is not a steward any more."),
            _("{by} proposed to remove {who}."),
        ),
    )


def _confirmed(event: Event) -> str:
    return _about_steward(
        event,
        (
            _("{by} confirmed, as the second steward: {who} is a steward."),
            _("{by} confirmed, as the second steward: {who} is not a steward any more."),
            _("{by} confirmed, as the second steward: {who} was removed."),
        ),
    )


_SENTENCES: dict[str, Callable[[Event], str]] = {
    Kind.STEWARD_PROPOSED: _proposed,
    Kind.STEWARD_CONFIRMED: _confirmed,
    Kind.STEWARD_ANSWERED: lambda e: _("{who} answered what was proposed about them.").format(
        who=e.actor
    ),
    Kind.STEWARD_STOPPED: lambda e: _(
        "{who} ended what was proposed about a steward. Nothing changed."
    ).format(who=e.actor),
    Kind.STEWARD_RESIGNED: lambda e: _("{who} stepped down as a steward.").format(who=e.actor),
    Kind.MEMBER_JOINED: _joined,
    Kind.INVITED: _invited,
    Kind.INVITATION_WITHDRAWN: lambda e: _("{who} took invitation {number} back.").format(
        who=_operator(e), number=e["invitation"]
    ),
    Kind.INVITATION_DECLINED: lambda e: _(
        "Invitation {number} ended without anybody joining."
    ).format(number=e["invitation"]),
    Kind.JOIN_ASKED: lambda e: _("Somebody asked to join (request {number}).").format(
        number=e["request"]
    ),
    Kind.JOIN_REFUSED: lambda e: _("{who} said no to request {number}.").format(
        who=e.actor, number=e["request"]
    ),
    Kind.REQUESTS_SWITCHED: _switched,
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
