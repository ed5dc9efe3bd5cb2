"""The kinds of mail under a few headings, as the page of settings shows them."""

from __future__ import annotations

from app.mail.kinds import ALL
from app.mail.kinds.kind import MailKind
from charter.language import N_

_STEWARDS = N_("For stewards")
_GROUPS = {
    N_("What needs me"): (
        "decision-opened", "reminder", "closing-soon", "written-down", "objection-answered",
        "asked-to-write",
    ),
    N_("Proposals and decisions"): (
        "proposed", "correction", "more-time", "text-moved", "decision-closed", "objection",
        "published", "review-due", "rules-changed", "taken-up", "proposal-closing",
        "proposal-ended",
    ),
    N_("Talk"): ("mentioned", "look-again", "replied", "commented"),
    N_("My membership"): (),
    _STEWARDS: ("reported", "asked-to-join", "term-ends", "renamed"),
}  # fmt: skip
_REST = N_("My membership")


def shown(*, is_steward: bool) -> list[tuple[str, list[MailKind]]]:
    """The headings with their kinds. Those of stewards are for stewards.

    A kind that no heading names is about one's membership. What is told whatever one chose is no
    choice, and left out.
    """
    named = {name: title for title, names in _GROUPS.items() for name in names}
    found = [
        (
            title,
            [one for one in ALL if named.get(one.name, _REST) == title and one.outside is None],
        )
        for title in _GROUPS
    ]
    return [
        (title, kinds) for title, kinds in found if kinds and (is_steward or title != _STEWARDS)
    ]
