"""Every kind of event as a plain sentence, with the address of the page it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from amendments.belonging.people import ROLES_IN_WORDS, Role
from amendments.deciding.extending import MoveCause
from amendments.record.events import EventKind
from amendments.refusals import Refusal
from amendments.ruleset import read_ruleset
from amendments.writing.lifecycle import MEMBER_LEFT
from app import addresses
from app.rendering.rules import between
from app.storage.engine.clock_rules import shown
from app.web.rendering.record.belonging_events import BELONGING
from app.web.rendering.record.care_events import CARE
from app.web.rendering.record.event_sentence import EventSentence, begin
from app.web.rendering.record.life_events import LIVES
from app.web.rendering.record.visibility_events import VISIBILITY
from charter.language import N_, ngettext
from charter.language import gettext as _

_SOMEONE = N_("a member")
_OUTCOMES = {
    "passed": N_("passed"),
    "blocked": N_("did not pass, because an objection was open"),
    "inquorate": N_("did not pass, because too few answered or nobody consented"),
    "void": N_("ended as void"),
    "substantive": N_("ended, because a member said that it changes the meaning"),
}
_ENDINGS = {
    "integrated": N_("met by the changed text"),
    "withdrawn": N_("withdrawn"),
    "kept_as_concern": N_("kept as a concern"),
    "set_aside": N_("set aside"),
}


def _member(event: EventSentence) -> str:
    return str(event.names.get(event["member"], _(_SOMEONE)))


def _said(words: Mapping[str, str], fact: str) -> str:
    """A fact of the record in words; as it is where a newer program recorded it."""
    return _(words[fact]) if fact in words else fact


def _role(event: EventSentence) -> str:
    role: Role = event["role"]
    return _(ROLES_IN_WORDS[role])


def _who_changed_the_rules(event: EventSentence) -> str:
    if event["amendment"]:
        said = _("The rules of deciding were changed, by {decision}.")
        return said.format(decision=event.decision)
    return _("{actor} changed the rules of deciding.").format(actor=event.actor)


def _moment(written: str) -> str:
    return shown(datetime.fromisoformat(written))


def _changed_rules(event: EventSentence) -> list[str]:
    if event.rules_before is None:
        return []
    try:
        found = between(read_ruleset(event.rules_before), read_ruleset(event["ruleset"]))
    except Refusal:  # recorded by a newer program
        return []
    text = _("{about}: it was “{was}” and is now “{now}”.")
    return [
        text.format(about=one.about, was=one.now.rstrip("."), now=one.then.rstrip("."))
        for one in found
    ]


_SENTENCES: dict[str, Callable[[EventSentence], str]] = {
    EventKind.FOUNDED: lambda e: _("The charter was founded with revision {number}.").format(
        number=e["number"]
    ),
    EventKind.IMPORTED: lambda e: _(
        "Revision {number}, of {dated}, was taken over from before."
    ).format(number=e["number"], dated=e["dated"]),
    EventKind.MEMBER_ADDED: lambda e: _("{member} was added as a {role}.").format(
        member=begin(_member(e)), role=_role(e)
    ),
    EventKind.MEMBER_CHANGED: lambda e: _("The role of {member} changed: {role}.").format(
        member=_member(e), role=_role(e)
    ),
    EventKind.MEMBER_LEFT: lambda e: _("{actor} left the charter.").format(actor=e.actor),
    EventKind.MEMBER_REMOVED: lambda e: _("{actor} removed {member}.").format(
        actor=e.actor, member=_member(e)
    ),
    EventKind.GLOSSARY_EDITED: lambda e: (
        _("{actor} explained a word in the glossary.").format(actor=e.actor)
        if e["there"]
        else _("{actor} took a word out of the glossary.").format(actor=e.actor)
    ),
    EventKind.MEMBER_ERASED: lambda _event: _("A former member asked to be forgotten."),
    EventKind.RULES_CHANGED: lambda e: " ".join([_who_changed_the_rules(e), *_changed_rules(e)]),
    EventKind.AUTHOR_INVITED: lambda e: _("{actor} asked {member} to write {proposal} too.").format(
        actor=e.actor, member=_member(e), proposal=e.proposal
    ),
    **LIVES,
    **CARE,
    **BELONGING,
    **VISIBILITY,
    EventKind.QUESTION_ANSWERED: lambda e: (
        _("{actor} noted that question {comment} on {proposal} is answered.")
        if e["answered"]
        else _("{actor} noted that question {comment} on {proposal} is open again.")
    ).format(actor=e.actor, comment=e["comment"], proposal=e.proposal),
    EventKind.SUMMARISED: lambda e: _("{actor} summed up the discussion of {proposal}.").format(
        actor=e.actor, proposal=e.proposal
    ),
    EventKind.SENSED: lambda e: _("{actor} said how {proposal} feels so far.").format(
        actor=e.actor, proposal=e.proposal
    ),
    EventKind.OBJECTION_SUPPORTED: lambda e: (
        _("Someone on the roll sees objection {objection} to {proposal} too.")
        if e["supports"]
        else _("Someone on the roll does not see objection {objection} to {proposal} any more.")
    ).format(objection=e["objection"], proposal=e.proposal),
    EventKind.OBJECTION_TESTED: lambda e: _(
        "Someone on the roll spoke about objection {objection} to {proposal}."
    ).format(objection=e["objection"], proposal=e.proposal),
    EventKind.SET_ASIDE_PROPOSED: lambda e: _(
        "{actor} spoke for setting aside objection {objection} to {proposal}."
    ).format(actor=e.actor, objection=e["objection"], proposal=e.proposal),
    EventKind.CORRECTION_DISPUTED: lambda e: _(
        "{actor} said that {proposal} changes the meaning. It is no correction any more."
    ).format(actor=e.actor, proposal=e.proposal),
    EventKind.OUTCOME_STATED: lambda e: _(
        "{actor} put the outcome of {decision} into words."
    ).format(actor=e.actor, decision=e.decision),
    EventKind.REVIEW_DUE: lambda e: _("The day came to look again at {proposal}.").format(
        proposal=e.proposal
    ),
    EventKind.TIME_MENDED: lambda e: _(
        "A wrong clock had run ahead to {before}. The operator of this place set the time of this "
        "charter right: it goes on from {now}."
    ).format(before=_moment(e["from"]), now=_moment(e["to"])),
    EventKind.DRAFTED: lambda e: _("{actor} began a draft.").format(actor=e.actor),
    EventKind.REVISED: lambda e: _("{actor} saved version {version} of {proposal}.").format(
        actor=e.actor, version=e["version"], proposal=e.proposal
    ),
    EventKind.SUBMITTED: lambda e: _("{actor} submitted {proposal} for discussion.").format(
        actor=e.actor, proposal=e.proposal
    ),
    EventKind.COMMENTED: lambda e: _("{actor} commented on {proposal}.").format(
        actor=e.actor, proposal=e.proposal
    ),
    EventKind.ROUND_OPENED: lambda e: (
        ngettext(
            "{actor} opened {decision}, with {n} on the roll.",
            "{actor} opened {decision}, with {n} on the roll.",
            len(e["roll"]),
        ).format(actor=e.actor, decision=e.decision, n=len(e["roll"]))
        + (
            " " + _("The charter has one steward only, who wrote it.")
            if e["steward_is_author"]
            else ""
        )
    ),
    EventKind.STANCE_TAKEN: lambda e: (
        _("An answer in {decision} was written down in a meeting.").format(decision=e.decision)
        if e["recorded_by"]
        else _("Someone on the roll answered in {decision}.").format(decision=e.decision)
    ),
    EventKind.OBJECTION_RESOLVED: lambda e: (
        _("Objection {objection} to {proposal} was kept as a concern, because its author left.")
        if e["cause"] == MEMBER_LEFT
        else _("Objection {objection} to {proposal} was {ended}.")
    ).format(objection=e["objection"], proposal=e.proposal, ended=_said(_ENDINGS, e["status"])),
    EventKind.ROUND_EXTENDED: lambda e: (
        _("{actor} gave everyone more time in {decision}.").format(
            actor=e.actor, decision=e.decision
        )
        if e["extended_for"] == MoveCause.STEWARD
        else _("{decision} stays open longer: an answer gives everyone more time.").format(
            decision=begin(e.decision)
        )
        if e["extended_for"] == MoveCause.ANSWER
        else _("{decision} stays open longer, because the text beside it changed.").format(
            decision=begin(e.decision)
        )
    ),
    EventKind.TEXT_MOVED: lambda e: _(
        "The text around what is decided in {decision} changed."
    ).format(decision=e.decision),
    EventKind.RESULT_CHANGED: lambda e: _(
        "With revision {n}, another text would come of {decision}: what is decided is the same."
    ).format(n=e["revision"], decision=e.decision),
    EventKind.ROUND_CLOSED: lambda e: _("{decision} {ended}.").format(
        decision=begin(e.decision), ended=_said(_OUTCOMES, e["outcome"])
    ),
    EventKind.PUBLISHED: lambda e: _("Revision {number} came into force, by {decision}.").format(
        number=e["number"], decision=e.decision
    ),
}


def tell(event: EventSentence) -> tuple[str, str]:
    """The sentence, and where its page is below the charter's address."""
    known = _SENTENCES.get(event.kind)
    text = known(event) if known else _("Something happened: {kind}.").format(kind=event.kind)
    if event.kind in {EventKind.PUBLISHED, EventKind.IMPORTED}:
        return text, addresses.revision("", event["number"])
    if event.kind in VISIBILITY:
        return text, addresses.visibility("")
    if event.kind == EventKind.GLOSSARY_EDITED:
        return text, addresses.glossary("")
    if event["round"] and event["amendment"]:
        return text, addresses.round_of("", event["amendment"], event["round"])
    if event["amendment"] and event.kind != EventKind.DRAFTED:
        return text, addresses.amendment("", event["amendment"])
    return text, ""
