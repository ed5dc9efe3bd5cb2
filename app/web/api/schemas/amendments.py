"""Amendments: what is proposed, and how it stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from amendments.status import Status
from amendments.writing.fields import OF_VERSION, PROPOSAL, VERSION
from app.services.belonging.people import Who
from app.services.views.discussion_view import SensesOut, SummaryOut
from app.web.api.schemas.base import Body, Handle, RevisionNumber, RuleValue
from app.web.api.schemas.carrying import asked, carries, left_out, shown
from app.web.api.schemas.lives import ClosingOut, EndOut
from app.web.api.schemas.rounds import RoundOut


class StandingPart(BaseModel):
    """How one operation of a change relates to the revision in force."""

    operation: int
    standing: Literal["clean", "contained", "conflict"]
    block: str | None
    reason: str


class PlaceSinceOut(BaseModel):
    """The revision that changed a passage, and the amendment that it put in force, if one did."""

    revision: int
    dated: date
    amendment: int | None


class ConflictOut(BaseModel):
    """A passage that does not fit: as it read `then`, reads now (`theirs`), would read (`yours`).

    `since` is the newest revision that changed it, or changed what it belongs to.
    `suggestion` joins both where their words do not meet: something to start from, no decision.
    """

    operation: int
    block: str | None
    then: str | None
    theirs: str | None
    since: PlaceSinceOut | None
    yours: str | None
    theirs_words: list[tuple[int, str]]
    yours_words: list[tuple[int, str]]
    suggestion: str | None
    reason: str


class PairOut(BaseModel):
    """How two open amendments affect one another; `blocks` are the passages where they meet."""

    first: int
    second: int
    relation: Literal["independent", "touch", "contains", "same"]
    blocks: list[str]


class TogetherOut(BaseModel):
    """The open amendments that apply, pair by pair, and the charter if `included` all pass."""

    head: int
    fitting: list[int]
    pairs: list[PairOut]
    included: list[int]
    text: str


@carries(shown(VERSION), after="created_at")
class VersionOut(BaseModel):
    """A version of an amendment.

    `suggestion` is the comment whose wording it took over, `answers` the objections that it means
    to meet, `rules` the decision rules that it would change.
    """

    number: int
    base: int
    change_sha256: str
    author: Who
    created_at: datetime
    rules: dict[str, RuleValue]
    suggestion: int | None
    answers: list[int]


@carries(shown(PROPOSAL), after="status")
class AmendmentOut(BaseModel):
    """An amendment in a list.

    `editorial`: a correction that changes no meaning. `review_of`: the amendment that it reviews.
    `rules` are the decision rules that it would change.
    """

    number: int
    status: Status
    authors: list[Who]
    version: int
    base: int
    change_set: dict[str, Any]
    change_sha256: str
    standing: Literal["clean", "contained", "conflict"] | None
    review_on: date | None
    review_of: int | None
    editorial: bool
    rules: dict[str, RuleValue]
    created_at: datetime
    submitted_at: datetime | None
    ended_at: datetime | None
    comments_count: int


class SinceOut(BaseModel):
    """A revision published since it was written, and where that changed the text.

    `place`: what it would change, or what says where that stands; `beside`: right next to it.
    """

    number: int
    dated: date
    amendment: int | None
    where: Literal["place", "beside", "elsewhere"]


class TodayOut(BaseModel):
    """How an undecided amendment stands to revision `number`, the one in force.

    `text` is how the charter would read today, null where it does not fit; `reason` says why not.
    `since` are the newest of the revisions published since it was written, twenty at the most;
    `before_those` is how many more there are.
    """

    number: int
    standing: str
    reason: str | None
    text: str | None
    text_sha256: str | None
    since: list[SinceOut]
    before_those: int


class WholeAmendment(AmendmentOut):
    """An amendment with its versions, its rounds and the text that it would put in force.

    `proposed_text` is what was written on `base`; `today` how it reads in the text in force, null
    once it is decided.

    `misled_references` says in sentences which references, such as "see § 3", would lead to
    another passage. `lines_done` says in sentences what became of clauses and bullets on lines of
    their own in the text that was just sent; it is empty in every other answer. `remarks` are
    sentences about what may be a surprise in how the proposed text is read. `summaries`, `senses`
    and `invited` (who was asked to write it too) are for members. `end` is how it ended, `closing`
    that it is closed unless someone says no, `former_authors` are those who wrote it before.
    """

    standing_parts: list[StandingPart]
    conflicts: list[ConflictOut]
    versions: list[VersionOut]
    rounds: list[RoundOut]
    proposed_text: str
    today: TodayOut | None
    remarks: list[str]
    summaries: list[SummaryOut]
    senses: SensesOut | None
    invited: list[Who]
    misled_references: list[str]
    lines_done: list[str] = Field(default_factory=list)
    end: EndOut | None
    closing: ClosingOut | None
    former_authors: list[Who]


class StatusOut(BaseModel):
    """Where an amendment stands after an act."""

    number: int
    status: Status


class ReviewOut(BaseModel):
    """An adopted proposal that is to be looked at again on a day; `due` once that has come."""

    number: int
    title: str
    review_on: date
    due: bool


class SeenOut(BaseModel):
    """The newest version that the caller has looked at or taken part on."""

    version: int


# --- what requests carry


@carries(asked(PROPOSAL))
class NewAmendment(Body):
    """A proposal: the whole new text, or the exact change, made on revision `base`.

    In a whole text, clauses and bullets on lines of their own become passages, unless `keep_lines`.
    """

    base: RevisionNumber
    text: str | None = None
    change_set: dict[str, Any] | None = None
    rules: dict[str, RuleValue] | None = None
    review_on: date | None = None
    review_of: RevisionNumber | None = None
    editorial: bool = False
    keep_lines: bool = False


@carries(asked(OF_VERSION) | left_out(PROPOSAL), after="change_set")
class NewVersion(Body):
    """A new version. Title, summary and reason stay where none is given; `keep_lines` as there.

    So do `review_on` (null: it has no day to look again any more) and `editorial`.
    `takes_back`: it is meant where it takes back what was adopted since the first version.
    """

    base: RevisionNumber
    text: str | None = None
    change_set: dict[str, Any] | None = None
    rules: dict[str, RuleValue] | None = None
    answers: list[RevisionNumber] = Field(default_factory=list, max_length=100)
    expected_version: RevisionNumber | None = None
    keep_lines: bool = False
    review_on: date | None = None
    editorial: bool | None = None
    takes_back: bool = False


class NewAuthor(Body):
    """A member who is asked to write it too, by their handle.

    `hand_over`: whoever asks stops being an author once they say yes.
    """

    member: Handle
    hand_over: bool = False


class NewReview(Body):
    """How a review goes on: keep what was changed, or end it; and the next day to look again."""

    way: Literal["keep", "end"]
    review_on: date | None = None


class Seen(Body):
    """A version that the caller has looked at."""

    version: RevisionNumber
