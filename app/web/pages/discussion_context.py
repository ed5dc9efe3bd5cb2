"""A discussion as its page shows it: threads, and the passages that one can comment on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from app.rendering.markdown import words_to_html
from app.services.comment import CommentKind
from app.services.looks import AmendmentLook
from app.storage.discussions import Comment
from app.web.rendering.marks import visible
from app.web.rendering.sentences import name_of
from charter import Block

KINDS = {
    CommentKind.REACTION: ("Reaction", "what you feel or think about it"),
    CommentKind.QUESTION: ("Question", "something you would like to understand"),
    CommentKind.CONCERN: ("Concern", "something that worries you"),
    CommentKind.SUGGESTION: ("Suggestion", "another wording"),
}
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment with its replies."""

    number: int
    name: str
    kind: str
    at: datetime
    version: int
    is_on_earlier: bool
    about: str
    block: str
    quote: str
    html: Markup
    replacement: str
    replies: tuple[CommentView, ...]


@dataclass(frozen=True, slots=True)
class DiscussionView:
    """The discussion of a proposal. `typed` is what stands in its form."""

    threads: tuple[CommentView, ...]
    count: int
    changed: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[tuple[str, str, str], ...]:
        """The kinds of comment: value, name, meaning."""
        return tuple((kind.value, *words) for kind, words in KINDS.items())


NOTHING_TYPED = {"body": "", "kind": "reaction", "block": "", "reply_to": "", "replacement": ""}


def discussion_view(
    look: AmendmentLook, changed: tuple[str, ...], typed: Mapping[str, str] | None = None
) -> DiscussionView:
    """The discussion, ready to be shown. `changed` are the ids of the passages that change."""
    blocks = {block.id: block for block in (*look.base.document.blocks, *look.proposed.blocks)}
    named = {block_id: passage_name(block) for block_id, block in blocks.items()}
    replies: dict[int, list[Comment]] = defaultdict(list)
    for comment in look.comments:
        if comment.reply_to is not None:
            replies[comment.reply_to].append(comment)
    firsts = [comment for comment in look.comments if comment.reply_to is None]
    return DiscussionView(
        threads=tuple(_thread(look, named, replies, comment) for comment in firsts),
        count=look.comments_count,
        changed=tuple((block, named[block]) for block in changed if block in named),
        others=tuple((block, name) for block, name in named.items() if block not in changed),
        typed={**NOTHING_TYPED, **(typed or {})},
    )


def passage_name(block: Block) -> str:
    """A passage by what it calls itself, or by how it begins."""
    name = name_of(block.text) or " ".join(visible(block.text, block.kind).split())
    if len(name) <= _LONGEST_NAME:
        return name
    return name[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"


def _thread(
    look: AmendmentLook,
    named: dict[str, str],
    replies: dict[int, list[Comment]],
    comment: Comment,
) -> CommentView:
    block = comment.anchor_block or ""
    return CommentView(
        number=comment.number,
        name=look.names.of(comment.member),
        kind=KINDS[CommentKind(comment.kind)][0],
        at=comment.created_at,
        version=comment.version,
        is_on_earlier=comment.version < look.version.number,
        about=named.get(block, "a passage that is not there any more") if block else "",
        block=block if block in named else "",
        quote=comment.quote or "",
        html=words_to_html(comment.body),
        replacement=comment.replacement or "",
        replies=tuple(_thread(look, named, replies, one) for one in replies[comment.number]),
    )
