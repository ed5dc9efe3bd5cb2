"""What is said about an amendment before it is decided."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.services.belonging.people import Who
from app.web.api.schemas.base import Body, RevisionNumber


class Anchor(Body):
    """The passage that a comment is about, and the words in it, if it is about some of them.

    Where they stand there more than once, `occurrence` counts from 1 which are meant, or `prefix`
    and `suffix` are what stands before and behind them. A problem of the type
    `/problems/which-words` names them all in `occurrences`.
    """

    block: Annotated[str, Field(max_length=64)]
    quote: str | None = None
    occurrence: Annotated[int, Field(ge=1, le=10_000)] | None = None
    prefix: str = ""
    suffix: str = ""


class AnchorOut(BaseModel):
    """The passage that a comment is about, and the words in it, as they read then.

    `stands` says what became of them in the proposal as it would read today: the `same`, `changed`
    (`now` is how they read), or `gone`. `occurrence` is there if they stood there more than once.
    """

    block: str
    quote: str | None
    occurrence: int | None
    stands: Literal["same", "changed", "gone"]
    now: str | None


class EarlierOut(BaseModel):
    """How a comment read, and until when."""

    body: str
    until: datetime


class HidingOut(BaseModel):
    """That a steward hid a comment. What was said about it is for its author and stewards."""

    at: datetime
    reason: str
    answer: str
    appeal: str
    decision: str


class LookAgainOut(BaseModel):
    """That the author of a comment is asked to look again at it, on a version; not answered yet."""

    asked_by: Who
    at: datetime
    version: int


class CommentOut(BaseModel):
    """A comment. `answered` says of a question whether it is answered; null for the others.

    `body` is how it reads now, `earlier` how it read before, oldest first. `mentions` are the
    members whom it calls by name. `settled` says of the first of a thread whether that is settled.
    `withheld`: its words are not for the caller (any more). `look_again`: its author is asked to
    look again at what became of it; null once they answered, and for others than members.
    """

    id: int
    kind: Literal["question", "reaction", "concern", "suggestion"]
    body: str
    version: int
    author: Who
    created_at: datetime
    anchor: AnchorOut | None
    reply_to: int | None
    replacement: str | None
    answered: bool | None
    earlier: list[EarlierOut]
    mentions: list[Who]
    taken_back_at: datetime | None
    settled: bool | None
    hidden: HidingOut | None
    withheld: bool
    look_again: LookAgainOut | None


# --- what requests carry


class NewComment(Body):
    """A comment. A suggestion carries its `replacement`."""

    body: str
    kind: Literal["question", "reaction", "concern", "suggestion"] = "reaction"
    anchor: Anchor | None = None
    reply_to: RevisionNumber | None = None
    replacement: str | None = None


class EditedComment(Body):
    """Other words for a comment."""

    body: str


class Settled(Body):
    """Whether a thread is settled, or open again."""

    settled: bool = True


class Answered(Body):
    """Whether a question is answered, or open again."""

    answered: bool = True


class NewSummary(Body):
    """A summary of the discussion."""

    body: str


class NewSense(Body):
    """How a proposal feels so far."""

    sense: Literal["ready", "almost", "not_yet"]


class TakeOver(Body):
    """What the new version says about itself."""

    note: str = ""
