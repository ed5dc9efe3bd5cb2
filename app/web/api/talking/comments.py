"""Comments on an amendment."""

from __future__ import annotations

from pydantic import Field
from starlette.responses import Response

from amendments.belonging.visibility import CharterPart
from amendments.talking.comments import NewRemark
from amendments.talking.which_words import MeantWords
from app.services import entry
from app.services.belonging.people import people_of, speakers_of
from app.services.entry import CharterAccess
from app.services.talking.comment import add_comment
from app.services.talking.comment_edits import edit_comment, settle_thread, take_back_comment
from app.services.talking.discuss import mark_answered
from app.services.talking.followed import follow_comments
from app.services.talking.look_again import ask_to_look_again, say_it_still_stands, waiting_asks
from app.services.views import amendment_view
from app.services.views.comment_view import comments_for, known_after
from app.services.writing.take_over import TakenOver, prepare_take_over, take_over
from app.storage.engine.session import Reader
from app.web.api import looking, schemas, shapes
from app.web.api.answers import MOST_ITEMS, Page
from app.web.api.caller import Anyone, Number, Slug
from app.web.api.inside import Inside, ToWrite
from app.web.api.texts.charters import Cursor, Limit
from app.web.installation import Reading
from app.web.limits import Counted, spend
from app.web.serving.routing import Router, works_long

router = Router(prefix="/charters/{slug}/amendments/{number}/comments", tags=["comments"])


class CommentsPage(Page[schemas.CommentOut]):
    """Part of the comments, and how many of all of them are not for the caller."""

    kept_back: int = Field(
        description="How many comments on this proposal, on all pages of the list together, are "
        "left out because they are not for the caller: said among members by people who have not "
        "agreed that everyone reads it, taken back, or hidden. Always 0 for members."
    )


@router.get("")
def list_comments(
    reader: Reading,
    person: Anyone,
    slug: Slug,
    number: Number,
    cursor: Cursor = None,
    limit: Limit = MOST_ITEMS,
) -> CommentsPage:
    """The comments, oldest first. Where the discussion is open to everyone, others than members
    read what was said to everyone; without an account too. Else members only. `kept_back` counts
    the comments that they are not given.
    """
    access = entry.enter(reader, slug, person)
    if not access.sight.is_open(CharterPart.DISCUSSION):
        amendment_view.demand_member(access)
    kept = entry.amendment(reader, access, number)
    after = int(cursor) if cursor is not None else 0
    numbers, kept_back = known_after(reader, access, kept, after, limit + 1)
    there = comments_for(reader, access, kept, numbers[:limit]) if numbers else []
    people = speakers_of(reader, access, kept)
    places = follow_comments(reader, access, kept, there)
    asks = waiting_asks(kept, there)
    found = [shapes.comment_out(one, people, places, asks) for one in there]
    more = str(found[-1].id) if len(numbers) > limit else None
    return CommentsPage(items=found, next=more, kept_back=kept_back)


def _look(inside: Inside, number: int, comment: int) -> schemas.CommentOut:
    kept = entry.amendment(inside.writer, inside.access, number)
    [found] = comments_for(inside.writer, inside.access, kept, (comment,))
    places = follow_comments(inside.writer, inside.access, kept, [found])
    asks = waiting_asks(kept, [found])
    return shapes.comment_out(found, people_of(inside.writer, inside.access), places, asks)


@router.post("", status_code=201, response_model=schemas.CommentOut)
def comment(inside: ToWrite, number: Number, body: schemas.NewComment) -> Response:
    """Add a comment."""
    spend(inside.request, Counted.COMMENTS, inside.caller.person)

    def act() -> schemas.CommentOut:
        at = body.anchor
        remark = NewRemark(
            body=body.body,
            kind=body.kind,
            block=at.block if at else None,
            quote=at.quote if at else None,
            reply_to=body.reply_to,
            replacement=body.replacement,
            meant=MeantWords(at.occurrence, at.prefix, at.suffix) if at else MeantWords(),
        )
        return _look(inside, number, add_comment(inside.writer, inside.access, number, remark))

    return inside.once(act, status=201, body=body)


@router.post("/{comment_number}/answered", response_model=schemas.CommentOut)
def answered(
    inside: ToWrite,
    number: Number,
    comment_number: Number,
    body: schemas.Answered | None = None,
) -> Response:
    """Say that a question is answered, or open again: who asked, an author, or a steward."""
    now = body.answered if body else True

    def act() -> schemas.CommentOut:
        mark_answered(inside.writer, inside.access, number, comment_number, answered=now)
        return _look(inside, number, comment_number)

    return inside.once(act, body=body)


@router.post("/{comment_number}/take-over", status_code=201, response_model=schemas.WholeAmendment)
@works_long
def take(
    inside: ToWrite,
    number: Number,
    comment_number: Number,
    body: schemas.TakeOver | None = None,
) -> Response:
    """Put a suggested wording into a new version, as an author: exactly, or refused with why."""
    note = body.note if body else ""

    def prepare(reader: Reader, access: CharterAccess) -> TakenOver:
        return prepare_take_over(reader, access, number, comment_number)

    def act(taken: TakenOver) -> int:
        take_over(inside.writer, inside.access, number, comment_number, note, prepared=taken)
        return number

    return inside.prepared_once(prepare, act, looking.amendment, status=201, body=body)


@router.put("/{comment_number}", response_model=schemas.CommentOut)
def edit(
    inside: ToWrite, number: Number, comment_number: Number, body: schemas.EditedComment
) -> Response:
    """Put one's own comment into other words. What it said before can still be read."""
    spend(inside.request, Counted.COMMENTS, inside.caller.person)

    def act() -> schemas.CommentOut:
        edit_comment(inside.writer, inside.access, number, comment_number, body.body)
        return _look(inside, number, comment_number)

    return inside.once(act, body=body)


@router.post("/{comment_number}/take-back", response_model=schemas.CommentOut)
def take_back(inside: ToWrite, number: Number, comment_number: Number) -> Response:
    """Take one's own comment back: its place says so. Only its author and stewards read it then."""

    def act() -> schemas.CommentOut:
        take_back_comment(inside.writer, inside.access, number, comment_number)
        return _look(inside, number, comment_number)

    return inside.once(act)


@router.post("/{comment_number}/settled", response_model=schemas.CommentOut)
def settled(
    inside: ToWrite,
    number: Number,
    comment_number: Number,
    body: schemas.Settled | None = None,
) -> Response:
    """Say that a thread is settled, or open again: who began it, an author, or a steward."""
    now = body.settled if body else True

    def act() -> schemas.CommentOut:
        settle_thread(inside.writer, inside.access, number, comment_number, settled=now)
        return _look(inside, number, comment_number)

    return inside.once(act, body=body)


@router.post("/{comment_number}/look-again", response_model=schemas.CommentOut)
def ask_again(inside: ToWrite, number: Number, comment_number: Number) -> Response:
    """Ask who began a thread to look again at what became of their comment, as an author or a
    steward: where its passage changed or went, or on a newer version; once on each.
    """

    def act() -> schemas.CommentOut:
        ask_to_look_again(inside.writer, inside.access, number, comment_number)
        return _look(inside, number, comment_number)

    return inside.once(act)


@router.post("/{comment_number}/still-stands", response_model=schemas.CommentOut)
def still_stands(inside: ToWrite, number: Number, comment_number: Number) -> Response:
    """Say that one's own comment still stands, having been asked to look again."""

    def act() -> schemas.CommentOut:
        say_it_still_stands(inside.writer, inside.access, number, comment_number)
        return _look(inside, number, comment_number)

    return inside.once(act)
