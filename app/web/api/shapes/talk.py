"""From what members say to the shapes of the API."""

from __future__ import annotations

from collections.abc import Mapping

from amendments.talking.comments import CommentKind
from amendments.talking.looking_again import Ask
from app.services.belonging.people import People
from app.services.talking.followed import Followed
from app.storage.talking.comments import Comment
from app.web.api import schemas


def comment_out(
    comment: Comment, people: People, places: Mapping[int, Followed], asks: Mapping[int, Ask]
) -> schemas.CommentOut:
    """A comment; `places` says where the passages stand that comments are about, `asks` whose
    authors are asked to look again.
    """
    ask = asks.get(comment.number)
    is_question = comment.kind == CommentKind.QUESTION
    return schemas.CommentOut(
        id=comment.number,
        kind=comment.kind,  # type: ignore[arg-type] # pydantic checks it
        body=comment.body,
        version=comment.version,
        author=people.who(comment.member),
        created_at=comment.created_at,
        anchor=_anchor_out(comment, places.get(comment.number)),
        reply_to=comment.reply_to,
        replacement=comment.replacement,
        answered=comment.answered_by is not None if is_question else None,
        earlier=[schemas.EarlierOut(body=body, until=until) for until, body in comment.earlier],
        mentions=[people.who(one) for one in sorted(comment.mentions)],
        taken_back_at=comment.taken_back_at,
        settled=comment.settled_at is not None if comment.reply_to is None else None,
        hidden=_hiding_out(comment),
        withheld=comment.withheld,
        look_again=schemas.LookAgainOut(asked_by=people.who(ask.by), at=ask.at, version=ask.version)
        if ask
        else None,
    )


def _anchor_out(comment: Comment, place: Followed | None) -> schemas.AnchorOut | None:
    if comment.anchor_block is None:
        return None
    stands = "gone" if place is None else place.kind
    return schemas.AnchorOut(
        block=comment.anchor_block,
        quote=comment.quote,
        occurrence=comment.occurrence,
        stands=stands,
        now=place.now if place and place.kind == "changed" and not comment.withheld else None,
    )


def _hiding_out(comment: Comment) -> schemas.HidingOut | None:
    hiding = comment.hiding
    if hiding is None:
        return None
    return schemas.HidingOut(
        at=hiding.at,
        reason=hiding.reason,
        answer=hiding.answer,
        appeal=hiding.appeal,
        decision=hiding.decision,
    )
