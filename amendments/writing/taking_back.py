"""Taking back what members adopted since a proposal was written: only if that is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amendments.refusals import Permission, TakesBack
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class Adopted:
    """A revision by its number, with the number of the proposal that it came from and its title.

    `amendment` is None where it came from none, or from one that is not to be known.
    """

    number: int
    amendment: int | None
    title: str


def may_take_back(revisions: Sequence[Adopted], places: Sequence[tuple[int, str]]) -> Permission:
    """Whether a new version takes nothing back, or why its author is asked first.

    `places` are the passages in which it does: the number of one of the `revisions`, and the id of
    the passage.
    """
    if not places:
        return True
    msg = _(
        "This takes back what was adopted in the meantime: {revisions}. "
        "If you mean that, say so and save again."
    ).format(revisions="; ".join(in_words(one) for one in revisions))
    made_by = {one.number: one.amendment for one in revisions}
    named = [
        {"revision": number, "amendment": made_by[number], "block": block}
        for number, block in places
    ]
    return TakesBack(msg, named)


def in_words(revision: Adopted) -> str:
    """A revision with the proposal that it came from."""
    if revision.amendment is None:
        return _("revision {number}").format(number=revision.number)
    return _("revision {number} (proposal {amendment}, “{title}”)").format(
        number=revision.number, amendment=revision.amendment, title=revision.title
    )
