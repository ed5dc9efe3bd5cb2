"""What is said about an amendment before it is decided."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.services.people import Who
from app.web.api.schemas.base import Body, RevisionNumber


class Anchor(Body):
    """The passage that a comment is about, and the words in it, if it is about some of them."""

    block: Annotated[str, Field(max_length=64)]
    quote: str | None = None


class CommentOut(BaseModel):
    """A comment. `answered` says of a question whether it is answered; null for the others."""

    id: int
    kind: Literal["question", "reaction", "concern", "suggestion"]
    body: str
    version: int
    author: Who
    created_at: datetime
    anchor: Anchor | None
    reply_to: int | None
    replacement: str | None
    answered: bool | None


# --- what requests carry


class NewComment(Body):
    """A comment. A suggestion carries its `replacement`."""

    body: str
    kind: Literal["question", "reaction", "concern", "suggestion"] = "reaction"
    anchor: Anchor | None = None
    reply_to: RevisionNumber | None = None
    replacement: str | None = None


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
