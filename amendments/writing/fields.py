"""The words about a change: those that a proposal has from version to version, and a version's own.

A further text is declared here, and gets a column `…_id` in the table `version`; where pages show
it is theirs to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from amendments.fields import AskedIn, Field, fields_of, words
from charter.language import N_

LONGEST_TITLE = 200
LONGEST_WORDS = 20_000


@dataclass(frozen=True, kw_only=True)
class ProposalWords:
    """What a proposal says about its change. It stays from version to version."""

    title: str = words(
        Field(
            label=N_("Title"),
            hint=N_("A few words by which people will find it."),
            longest=LONGEST_TITLE,
            if_missing=N_("Please give your proposal a title, so that others can find it."),
        )
    )
    summary: str = words(
        Field(
            label=N_("What changes, in plain words"),
            longest=LONGEST_WORDS,
            rows=3,
            says_optional=True,
        )
    )
    reason: str = words(
        Field(
            label=N_("Why"),
            hint=N_("What happened, or what is missing? This is what people will discuss."),
            longest=LONGEST_WORDS,
            rows=5,
        )
    )


@dataclass(frozen=True, kw_only=True)
class VersionWords(ProposalWords):
    """What one version says: the words of the proposal, and what is new in it."""

    note: str = words(
        Field(
            label=N_("What is new in this version"),
            longest=LONGEST_WORDS,
            rows=2,
            says_optional=True,
            asked=AskedIn.LATER,
        )
    )


#: All that a version says: what stays where the next does not say it anew, and what is only its.
VERSION = fields_of(VersionWords)
PROPOSAL = fields_of(ProposalWords)
OF_VERSION = tuple(one for one in VERSION if one not in PROPOSAL)
