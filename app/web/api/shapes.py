"""From what a person may see (`app.services.looks`) to the shapes of the API."""

from __future__ import annotations

from amendments.people import Actor
from amendments.stances import Stance
from app.services import looks
from app.services.entry import Room
from app.services.interplay import Interplay
from app.services.looks import AmendmentLook, ListedAmendment, Names
from app.services.round_looks import RoundLook
from app.storage import charters
from app.storage.amendments import Version
from app.storage.charters import Charter, Member, Revision
from app.storage.database import Reader
from app.storage.discussions import Comment
from app.storage.objections import KeptObjection
from app.web.api import schemas
from charter import Change, ChangeSet, ThreeWay


class People:
    """Names and handles of a charter's people, for those who may know them."""

    def __init__(self, actor: Actor, names: Names, members: list[Member]) -> None:
        self._names = names
        self._handles = {one.member: one.handle for one in members} if actor.is_member else {}

    def who(self, member: int) -> schemas.Who:
        """Someone, or `a member` for those who may not know."""
        return schemas.Who(member=self._handles.get(member), name=self._names.of(member))


def charter_out(charter: Charter, head: Revision) -> schemas.CharterOut:
    """A charter."""
    return schemas.CharterOut(
        slug=charter.slug,
        title=charter.title,
        timezone=charter.zone.key,
        visibility="public" if charter.visibility == "public" else "members",
        ruleset=charter.ruleset.to_dict(),
        head=schemas.Head(number=head.number, dated=head.dated),
    )


def revision_out(revision: Revision) -> schemas.RevisionOut:
    """A revision in a list."""
    return schemas.RevisionOut(
        number=revision.number,
        dated=revision.dated,
        published_at=revision.published_at,
        title=revision.title,
        amendment=revision.amendment,
        round=revision.round,
        text_sha256=revision.text_sha256,
    )


def whole_revision(revision: Revision, change_set: ChangeSet) -> schemas.WholeRevision:
    """A revision with its text."""
    blocks = [
        schemas.BlockOut(
            id=block.id,
            kind=block.kind,
            text=block.text,
            introduced_in=block.introduced_in,
            changed_in=block.changed_in,
        )
        for block in revision.document.blocks
    ]
    return schemas.WholeRevision(
        **revision_out(revision).model_dump(),
        text=revision.document.text,
        parent=revision.parent,
        change_set=change_set.to_dict(),
        change_sha256=revision.change_sha256,
        blocks=blocks,
    )


def change_out(change: Change) -> schemas.ChangeOut:
    """A change, for reading."""
    return schemas.ChangeOut(
        op=change.op,
        block=change.block,
        kind=change.kind,
        before=change.before,
        after=change.after,
        words=list(change.words),
        section=change.section,
        note=change.note,
    )


def listed_amendment(listed: ListedAmendment, people: People) -> schemas.AmendmentOut:
    """An amendment in a list."""
    return _amendment(
        listed, people, listed.standing.kind if listed.standing else None, listed.comments_count
    )


def _amendment(
    look: ListedAmendment | AmendmentLook, people: People, standing: str | None, comments: int
) -> schemas.AmendmentOut:
    kept, version = look.kept, look.version
    return schemas.AmendmentOut(
        number=kept.value.number,
        status=kept.value.status,
        title=version.title,
        summary=version.summary,
        reason=version.reason,
        authors=[people.who(member) for member in sorted(kept.value.authors)],
        version=version.number,
        base=version.base,
        change_set=look.change_set.to_dict(),
        change_sha256=version.change_sha256,
        standing=standing,  # type: ignore[arg-type] # pydantic checks it
        review_on=kept.value.review_on,
        created_at=kept.created_at,
        submitted_at=kept.value.submitted_at,
        ended_at=kept.ended_at,
        comments_count=comments,
    )


def whole_amendment(look: AmendmentLook, people: People) -> schemas.WholeAmendment:
    """An amendment with all that belongs to it."""
    standing = look.standing
    short = _amendment(look, people, standing.kind if standing else None, look.talk.count)
    parts = standing.parts if standing else ()
    return schemas.WholeAmendment(
        **short.model_dump(),
        standing_parts=[
            schemas.StandingPart(
                operation=part.operation_index,
                standing=part.kind,
                block=part.block,
                reason=part.reason,
            )
            for part in parts
        ],
        conflicts=[conflict_out(one) for one in look.conflicts],
        versions=[version_out(version, people) for version in look.versions],
        rounds=[round_out(one, people) for one in look.rounds],
        proposed_text=look.proposed.text,
    )


def conflict_out(one: ThreeWay) -> schemas.ConflictOut:
    """A passage that does not fit the text in force."""
    return schemas.ConflictOut(
        operation=one.operation_index,
        block=one.block,
        then=one.then,
        theirs=one.theirs,
        yours=one.yours,
        theirs_words=list(one.theirs_words),
        yours_words=list(one.yours_words),
        suggestion=one.suggestion,
        reason=one.reason,
    )


def together_out(interplay: Interplay) -> schemas.TogetherOut:
    """How the open amendments affect one another."""
    pairs = [
        schemas.PairOut(
            first=int(one.first), second=int(one.second), relation=one.kind, blocks=list(one.blocks)
        )
        for one in interplay.pairs
    ]
    return schemas.TogetherOut(
        head=interplay.head.number,
        fitting=list(interplay.fitting),
        pairs=pairs,
        included=[int(key) for key in interplay.together.passed],
        text=interplay.together.document.text,
    )


def version_out(version: Version, people: People) -> schemas.VersionOut:
    """A version."""
    return schemas.VersionOut(
        number=version.number,
        base=version.base,
        change_sha256=version.change_sha256,
        author=people.who(version.member),
        created_at=version.created_at,
        title=version.title,
        summary=version.summary,
        reason=version.reason,
        note=version.note,
    )


def _stance(member: int, stance: Stance, people: People) -> schemas.StanceOut:
    who = people.who(member)
    return schemas.StanceOut(
        member=who.member,
        name=who.name,
        stance=stance.kind,
        reason=stance.reason,
        acceptable_if=stance.acceptable_if,
        at=stance.at,
    )


def _objection(kept: KeptObjection, people: People) -> schemas.ObjectionOut:
    who = people.who(kept.value.member)
    return schemas.ObjectionOut(
        id=kept.value.number,
        member=who.member,
        name=who.name,
        reason=kept.reason,
        acceptable_if=kept.acceptable_if,
        status=kept.value.status,
        resolution=kept.resolution,
    )


def round_out(look: RoundLook, people: People) -> schemas.RoundOut:
    """A decision as the person who asks may see it."""
    value = look.kept.value
    stances = [_stance(member, stance, people) for member, stance in look.stances]
    mine = next((m for m, stance in look.stances if look.mine is stance), None)
    counted = look.sees_answers or not value.is_open
    return schemas.RoundOut(
        number=value.number,
        status="open" if value.is_open else "closed",
        version=value.version,
        base=value.base,
        opened_at=value.opened_at,
        closes_at=value.closes_at,
        closed_at=value.closed_at,
        roll_size=len(value.roll),
        answered=len(value.stances),
        answers_needed=look.tally.needed,
        change_sha256=value.change_sha256,
        outcome=value.outcome,
        statement=look.kept.statement,
        revision=look.kept.revision,
        revealed=look.sees_answers,
        counts=dict(look.tally.counts) if counted else None,
        stances=stances,
        my_stance=_stance(mine, look.mine, people) if mine is not None and look.mine else None,
        objections=[_objection(one, people) for one in look.objections],
        ruleset=value.ruleset.to_dict(),
    )


def comment_out(comment: Comment, people: People) -> schemas.CommentOut:
    """A comment."""
    anchor = None
    if comment.anchor_block is not None:
        anchor = schemas.Anchor(block=comment.anchor_block, quote=comment.quote)
    return schemas.CommentOut(
        id=comment.number,
        kind=comment.kind,  # type: ignore[arg-type] # pydantic checks it
        body=comment.body,
        version=comment.version,
        author=people.who(comment.member),
        created_at=comment.created_at,
        anchor=anchor,
        reply_to=comment.reply_to,
        replacement=comment.replacement,
    )


def people(reader: Reader, room: Room) -> People:
    """The people of a charter as someone in this room may know them."""
    members = charters.members(reader, room.charter.id, also_past=True)
    return People(room.actor, looks.names(reader, room), members)
