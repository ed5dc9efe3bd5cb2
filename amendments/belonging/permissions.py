"""Who may do what. Each predicate answers True, or a refusal with its reason.

They take only what they need, so that a page can ask them for its buttons and a service for its
decision, and both say the same words.
"""

from __future__ import annotations

from datetime import datetime

from amendments.belonging.people import Actor, Community
from amendments.refusals import NotAllowed, Permission, WrongState
from amendments.ruleset import RulesChange
from amendments.status import ENDED, IN_WORDS, Status
from charter.dates import moment_in_a_sentence
from charter.language import N_
from charter.language import gettext as _

_MEMBERS_ONLY = N_(
    "Only members of this charter can do this. Sign in as a member, or ask a steward."
)
_STEWARDS_ONLY = N_("Only a steward can do this.")
_AUTHORS_ONLY = N_("Only the author of this proposal can do this.")


def may_take_part(actor: Actor) -> Permission:
    """Whether someone may do what every member may."""
    return True if actor.is_member else NotAllowed(_(_MEMBERS_ONLY))


def may_read_along(actor: Actor) -> Permission:
    """Whether someone may read what is for members alone."""
    if not actor.is_member:
        return NotAllowed(
            _("Only members of this charter can read what members say to one another.")
        )
    return True


def may_propose(actor: Actor) -> Permission:
    """Whether someone may begin an amendment."""
    return may_take_part(actor)


def may_comment(actor: Actor, status: Status, authors: frozenset[int]) -> Permission:
    """Whether someone may comment on an amendment in this state."""
    if not actor.is_member:
        return NotAllowed(_(_MEMBERS_ONLY))
    if status is Status.DRAFT and actor.member not in authors:
        return NotAllowed(
            _("This is a draft. Its author has to submit it before others can comment.")
        )
    return True


def may_see(
    actor: Actor, authors: frozenset[int], *, submitted: bool, invited: bool = False
) -> bool:
    """Whether someone may know of an amendment.

    One that was never shared is its authors' own, and theirs whom they ask to write with them.
    """
    return submitted or actor.member in authors or invited


def _own(actor: Actor, authors: frozenset[int]) -> Permission:
    return True if actor.is_member and actor.member in authors else NotAllowed(_(_AUTHORS_ONLY))


def may_revise(actor: Actor, status: Status, authors: frozenset[int]) -> Permission:
    """Whether someone may make a new version."""
    own = _own(actor, authors)
    if own is not True:
        return own
    if status is Status.ROUND:
        return WrongState(
            _(
                "A decision on this text is under way, so it cannot change now. What "
                "people consent to has to be what is published."
            )
        )
    if status not in {Status.DRAFT, Status.DISCUSSION}:
        return WrongState(
            _("This proposal is {in_words}, so its text is settled.").format(
                in_words=_(IN_WORDS[status])
            )
        )
    return True


def may_submit(actor: Actor, status: Status, authors: frozenset[int]) -> Permission:
    """Whether someone may bring a draft before the members."""
    own = _own(actor, authors)
    if own is not True:
        return own
    if status is not Status.DRAFT:
        return WrongState(
            _("This proposal is {in_words}; only a draft can be submitted.").format(
                in_words=_(IN_WORDS[status])
            )
        )
    return True


def may_withdraw(actor: Actor, status: Status, authors: frozenset[int]) -> Permission:
    """Whether someone may take an amendment back."""
    own = _own(actor, authors)
    if own is not True:
        return own
    if status in ENDED:
        return WrongState(
            _("This proposal is {in_words}, so it cannot be withdrawn.").format(
                in_words=_(IN_WORDS[status])
            )
        )
    return True


def may_steward(actor: Actor) -> Permission:
    """Whether someone may do what only stewards do."""
    return True if actor.is_steward else NotAllowed(_(_STEWARDS_ONLY))


def may_decide_about(actor: Actor, authors: frozenset[int], community: Community) -> Permission:
    """Whether a steward may guide the decision on this amendment: not on one of their own.

    A charter with one steward only has nobody else; there it is allowed and the record says so.
    """
    steward = may_steward(actor)
    if steward is not True:
        return steward
    if actor.member not in authors or community.has_one_steward:
        return True
    if community.stewards <= authors:
        return NotAllowed(
            _(
                "Every steward writes this proposal. One of you can leave its authorship, and "
                "then guide it."
            )
        )
    return NotAllowed(
        _("This is your own proposal, so another steward has to open and close its decision.")
    )


def may_state_outcome(
    actor: Actor, authors: frozenset[int], community: Community, *, closed: bool
) -> Permission:
    """Whether someone may put the outcome of a round into words of their own."""
    allowed = may_decide_about(actor, authors, community)
    if allowed is not True:
        return allowed
    return (
        True if closed else WrongState(_("This decision is still open, so it has no outcome yet."))
    )


def may_change_rules(actor: Actor | None, change: RulesChange) -> Permission:
    """Whether the decision rules may be changed without a decision.

    `actor` is None for the operator of this place.
    """
    if actor is not None:
        steward = may_steward(actor)
        if steward is not True:
            return steward
    if change is RulesChange.AMENDMENT:
        return NotAllowed(
            _(
                "The rules of this charter change only by a decision of its members. "
                "Make a proposal that changes them."
            )
        )
    return True


def may_open_round(status: Status, earliest: datetime | None, now: datetime) -> Permission:
    """Whether a round can be opened in this state, at this time."""
    if status is Status.DRAFT:
        return WrongState(
            _("This is still a draft. Its author has to submit it before anyone can decide on it.")
        )
    if status is Status.ROUND:
        return WrongState(_("A decision on this proposal is already under way."))
    if status is not Status.DISCUSSION:
        return WrongState(
            _("This proposal is {in_words}; there is nothing to decide.").format(
                in_words=_(IN_WORDS[status])
            )
        )
    if earliest is not None and now < earliest:
        return WrongState(
            _(
                "The discussion has not lasted long enough yet. By the rules of this "
                "charter the decision can begin on {earliest}."
            ).format(earliest=moment_in_a_sentence(earliest))
        )
    return True
