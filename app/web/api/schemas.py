"""The shapes that go in and out. Names are promises: add to them, do not rename."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from amendments.objections import ObjectionStatus
from amendments.stances import StanceKind
from amendments.status import Status
from amendments.tally import Outcome

RevisionNumber = Annotated[int, Field(ge=1, le=2_000_000_000)]


class Body(BaseModel):
    """What a request carries. A name that is not known is refused: it may be a slip."""

    model_config = ConfigDict(extra="forbid")


class Head(BaseModel):
    """The revision in force."""

    number: int
    dated: date


class CharterOut(BaseModel):
    """A charter."""

    slug: str
    title: str
    timezone: str
    visibility: Literal["public", "members"]
    ruleset: dict[str, str | int]
    head: Head


class RevisionOut(BaseModel):
    """A revision in a list."""

    number: int
    dated: date
    published_at: datetime
    title: str
    amendment: int | None
    round: int | None
    text_sha256: str


class BlockOut(BaseModel):
    """A passage, with the revision that introduced it and the one that last changed it."""

    id: str
    kind: str
    text: str
    introduced_in: int
    changed_in: int


class WholeRevision(RevisionOut):
    """A revision with its text and the exact change that made it."""

    text: str
    parent: int | None
    change_set: dict[str, Any]
    change_sha256: str
    blocks: list[BlockOut]


class ChangeOut(BaseModel):
    """One change, for reading: `words` are pairs of -1, 0 or 1 and a text."""

    op: str
    block: str
    kind: str
    before: str | None
    after: str | None
    words: list[tuple[int, str]]
    section: str | None
    note: str | None


class Comparison(BaseModel):
    """What changed between two revisions, in the order of the text."""

    base: int
    other: int
    changes: list[ChangeOut]


class Who(BaseModel):
    """A person in a charter: their name in its record, and their own name for members."""

    member: str | None
    name: str


class StandingPart(BaseModel):
    """How one operation of a change relates to the revision in force."""

    operation: int
    standing: Literal["clean", "contained", "conflict"]
    block: str | None
    reason: str


class ConflictOut(BaseModel):
    """A passage that does not fit: as it read `then`, reads now (`theirs`), would read (`yours`).

    `suggestion` joins both where their words do not meet: something to start from, no decision.
    """

    operation: int
    block: str | None
    then: str | None
    theirs: str | None
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


class VersionOut(BaseModel):
    """A version of an amendment."""

    number: int
    base: int
    change_sha256: str
    author: Who
    created_at: datetime
    title: str
    summary: str
    reason: str
    note: str


class StanceOut(BaseModel):
    """Someone's answer in a round."""

    member: str | None
    name: str
    stance: StanceKind
    reason: str | None
    acceptable_if: str | None
    at: datetime


class ObjectionOut(BaseModel):
    """An objection and what became of it."""

    id: int
    member: str | None
    name: str
    reason: str
    acceptable_if: str
    status: ObjectionStatus
    resolution: str | None


class RoundOut(BaseModel):
    """A decision, as the person who asks may see it.

    `stances` holds only one's own until the others' are revealed (`revealed`).
    """

    number: int
    status: Literal["open", "closed"]
    version: int
    base: int
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    roll_size: int
    answered: int
    answers_needed: int
    change_sha256: str
    outcome: Outcome | None
    statement: str | None
    revision: int | None
    revealed: bool
    counts: dict[StanceKind, int] | None
    stances: list[StanceOut]
    my_stance: StanceOut | None
    objections: list[ObjectionOut]
    ruleset: dict[str, str | int]


class AmendmentOut(BaseModel):
    """An amendment in a list."""

    number: int
    status: Status
    title: str
    summary: str
    reason: str
    authors: list[Who]
    version: int
    base: int
    change_set: dict[str, Any]
    change_sha256: str
    standing: Literal["clean", "contained", "conflict"] | None
    review_on: date | None
    created_at: datetime
    submitted_at: datetime | None
    ended_at: datetime | None
    comments_count: int


class WholeAmendment(AmendmentOut):
    """An amendment with its versions, its rounds and the text that it would put in force."""

    standing_parts: list[StandingPart]
    conflicts: list[ConflictOut]
    versions: list[VersionOut]
    rounds: list[RoundOut]
    proposed_text: str


class StatusOut(BaseModel):
    """Where an amendment stands after an act."""

    number: int
    status: Status


class Anchor(Body):
    """The passage that a comment is about, and the words in it, if it is about some of them."""

    block: Annotated[str, Field(max_length=64)]
    quote: str | None = None


class CommentOut(BaseModel):
    """A comment."""

    id: int
    kind: Literal["question", "reaction", "concern", "suggestion"]
    body: str
    version: int
    author: Who
    created_at: datetime
    anchor: Anchor | None
    reply_to: int | None
    replacement: str | None


class CloseOut(BaseModel):
    """How a round ended; `revision` is the number of what it published."""

    outcome: Outcome
    revision: int | None


# --- what requests carry


class NewAmendment(Body):
    """A proposal: the whole new text, or the exact change, made on revision `base`."""

    title: str
    summary: str = ""
    reason: str = ""
    base: RevisionNumber
    text: str | None = None
    change_set: dict[str, Any] | None = None
    rules: dict[str, str | int] | None = None
    review_on: date | None = None
    review_of: RevisionNumber | None = None
    editorial: bool = False


class NewVersion(Body):
    """A new version. Title, summary and reason stay where none is given."""

    base: RevisionNumber
    text: str | None = None
    change_set: dict[str, Any] | None = None
    note: str = ""
    title: str | None = None
    summary: str | None = None
    reason: str | None = None
    rules: dict[str, str | int] | None = None
    answers: Annotated[list[RevisionNumber], Field(max_length=100)] = []
    expected_version: RevisionNumber | None = None


class NewComment(Body):
    """A comment. A suggestion carries its `replacement`."""

    body: str
    kind: Literal["question", "reaction", "concern", "suggestion"] = "reaction"
    anchor: Anchor | None = None
    reply_to: RevisionNumber | None = None
    replacement: str | None = None


class NewRound(Body):
    """A round. Without `closes_at` it lasts as long as the ruleset says."""

    closes_at: AwareDatetime | None = None


class NewStance(Body):
    """An answer. `concern` and `object` need a reason, `object` also `acceptable_if`."""

    stance: StanceKind
    reason: str | None = None
    acceptable_if: str | None = None


class Resolution(Body):
    """How an objection ends."""

    resolution: Literal["withdrawn", "kept_as_concern", "integrated", "set_aside"]
    note: str = ""
