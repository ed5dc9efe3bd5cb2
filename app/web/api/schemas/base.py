"""What the shapes share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

RevisionNumber = Annotated[int, Field(ge=1, le=2_000_000_000)]
#: The value of a decision rule: a duration or a fraction as text, a number, or yes and no.
RuleValue = bool | int | str
Handle = Annotated[str, Field(min_length=1, max_length=64)]


class Body(BaseModel):
    """What a request carries. A name that is not known is refused: it may be a slip."""

    model_config = ConfigDict(extra="forbid")
