"""Charters and their texts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from app.web.api.schemas.base import Body, RuleValue


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
    discussion: Literal["everyone", "members"]
    ruleset: dict[str, RuleValue]
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


class RulesChanged(Body):
    """Decision rules to change, by their names, and why."""

    changes: dict[str, RuleValue]
    reason: Annotated[str, Field(max_length=10_000)] = ""
