"""Looking at amendments and decisions: what a person who came in may see of them.

Pages and the API show the same things, so they are gathered once, here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from amendments.belonging import permissions
from amendments.deciding import opening
from amendments.refusals import Permission, demand
from amendments.status import UNDECIDED, Status
from app.services import entry
from app.services.care.pause import may_speak
from app.services.deciding.open_round import open_objections
from app.services.entry import CharterAccess
from app.services.talking.threads import THE_NEWEST, WantedThreads
from app.services.texts.wording import standing_of
from app.services.views.decision_view import RoundView, look_at_round
from app.services.views.discussion_news import DiscussionNews, look_at_talk
from app.services.views.hearing_view import Hearing, look_at_hearings
from app.services.views.life_view import AmendmentLife, look_at_life
from app.services.writing.proposed import proposed_document
from app.services.writing.today import Today, as_today
from app.storage.belonging.membership import Directory, MemberFacts
from app.storage.deciding import rounds
from app.storage.engine.session import Reader
from app.storage.texts import charters, revisions
from app.storage.texts.revisions import Revision
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment, Version
from charter import Already, ChangeSet, Document, Standing, ThreeWay, already, three_way
from charter.language import N_
from charter.language import gettext as _

SOMEONE = N_("a member")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the people in a charter, and those in its record, for who may know them."""

    by_member: Mapping[int, str]
    handles: Mapping[int, str] = field(default_factory=dict)

    def of(self, member: int | None) -> str:
        """The name of a member; `a member` for everyone who may not know."""
        return self.by_member.get(member, _(SOMEONE)) if member is not None else _(SOMEONE)

    def of_all(self, members: Iterable[int]) -> list[str]:
        """The names of several members, in order of the alphabet."""
        wanted = list(members)
        self.know(wanted)
        return sorted(self.of(one) for one in wanted)

    def know(self, members: Iterable[int]) -> None:
        """Read the names of some members at once, before they are asked for one by one."""
        if isinstance(self.by_member, MemberFacts):
            self.by_member.know(members)


def names(reader: Reader, access: CharterAccess) -> Names:
    """The names, of past members too; nobody's to someone who is not a member."""
    if not access.actor.is_member:
        return Names({})
    known = directory(reader, access)
    return Names(known.names, known.handles)


def directory(reader: Reader, access: CharterAccess) -> Directory:
    """The people of a charter, past ones too, for those who may know them."""
    return charters.directory(reader, access.charter.id)


@dataclass(frozen=True, slots=True)
class Buttons:
    """What the person may do with an amendment: True, or the refusal with its reason."""

    revise: Permission
    submit: Permission
    withdraw: Permission
    comment: Permission
    open_round: Permission


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """An amendment as one person may see it.

    `standing` is None once it is decided. `conflicts` shows each passage that does not fit the text
    in force: as it read then, reads now, and would read; `already` names what is in force of one
    that is not in force as a whole. `proposed` is the whole text of the newest version as it was
    written; `today` how it reads in the text in force, None once it is decided; `published` the
    text before and after it came into force. `hearings` are the objections that this person may
    know of, by number.
    """

    kept: StoredAmendment
    version: Version
    versions: tuple[Version, ...]
    change_set: ChangeSet
    base: Revision
    proposed: Document
    standing: Standing | None
    today: Today | None
    published: tuple[Document, Document] | None
    conflicts: tuple[ThreeWay, ...]
    already: tuple[Already, ...]
    rounds: tuple[RoundView, ...]
    hearings: Mapping[int, Hearing]
    talk: DiscussionNews
    may: Buttons
    names: Names
    life: AmendmentLife

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.kept.value.status

    @property
    def shown(self) -> tuple[Document, Document]:
        """The text without and with it: today's, or as it came into force, or as it was written."""
        if self.published is not None:
            return self.published
        if self.today is not None and self.standing is not None and self.standing.kind == "clean":
            assert self.today.document is not None
            return self.today.head.document, self.today.document
        return self.base.document, self.proposed

    @property
    def speakers(self) -> Names:
        """The names in the discussion, as far as this person may know them."""
        return self.names if self.names.by_member else Names(dict(self.talk.speakers))

    @property
    def authors(self) -> list[str]:
        """The names of the authors, as far as this person may know them."""
        known = self.names if self.names.by_member else Names(dict(self.talk.authors))
        return known.of_all(self.kept.value.named)

    @property
    def wording_erased(self) -> bool:
        """Whether nothing stands any more where the newest version's change stood."""
        return self.change_set.sha256 != self.version.change_sha256

    @property
    def open_round(self) -> RoundView | None:
        """The decision under way, if there is one."""
        return next((one for one in self.rounds if one.kept.value.is_open), None)


def look_at_amendment(
    reader: Reader, access: CharterAccess, number: int, wanted: WantedThreads | None = THE_NEWEST
) -> AmendmentView:
    """An amendment with all that belongs to it; of its discussion the threads that are `wanted`.

    Raises:
        NotFound: there is none with this number, or it is someone else's draft.
    """
    kept = entry.amendment(reader, access, number)
    versions = tuple(amendments.versions(reader, kept.id))
    version = versions[-1]
    used = {one.base for one in versions} | {access.charter.head}
    revisions.read_together(reader, access.charter.id, used)
    base = entry.revision(reader, access.charter, version.base)
    change_set = revisions.change_set(reader, version.change_sha256)
    decisions = tuple(
        look_at_round(reader, access, kept, one) for one in rounds.find_all(reader, kept.id)
    )
    hearings = _hearings(reader, access, kept, decisions)
    shown = names(reader, access)
    shown.know(_people_in(kept, decisions, hearings))
    undecided = kept.value.status in UNDECIDED
    head = entry.head(reader, access.charter) if undecided else None
    standing = standing_of(change_set, base, head) if head else None
    return AmendmentView(
        kept=kept,
        version=version,
        versions=versions,
        change_set=change_set,
        base=base,
        proposed=proposed_document(reader, version, base),
        standing=standing,
        today=as_today(reader, access, version, change_set, head) if head else None,
        published=_published(reader, access, decisions),
        conflicts=_conflicts(change_set, base, head, standing),
        already=_already(change_set, base, head, standing),
        rounds=decisions,
        hearings=hearings,
        talk=look_at_talk(reader, access, kept, wanted),
        may=_buttons(reader, access, kept, standing),
        names=shown,
        life=look_at_life(reader, access, kept),
    )


def _published(
    reader: Reader, access: CharterAccess, decisions: tuple[RoundView, ...]
) -> tuple[Document, Document] | None:
    made = next((one.kept.revision for one in decisions if one.kept.revision), None)
    if made is None:
        return None
    before, after = revisions.revisions_between(reader, access.charter.id, made - 1, made)
    return before.document, after.document


def _hearings(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, decisions: tuple[RoundView, ...]
) -> dict[int, Hearing]:
    if not decisions:
        return {}
    # The newest round that shows an objection shows it as it stands.
    shown = {one.value.number: one for view in decisions for one in view.objections}
    newest = decisions[-1]
    found = look_at_hearings(
        reader, access, kept, newest.kept, tuple(shown.values()), sees=newest.told.objections
    )
    return {one.kept.value.number: one for one in found}


def _people_in(
    kept: StoredAmendment, decisions: tuple[RoundView, ...], hearings: Mapping[int, Hearing]
) -> set[int]:
    """Whose names its page shows around its decisions, to be read at once."""
    people = set(kept.value.authors)
    for one in decisions:
        people.update(one.kept.value.roll.values() if one.told.who_answered else ())
        people.update(member for member, _stance in one.stances)
        people.update(stance.recorded_by or 0 for _member, stance in one.stances)
        people.update(objection.value.member for objection in one.objections)
        people.update(words.member for words in one.statements)
        people.update(move.member or 0 for move in one.moves)
    for hearing in hearings.values():
        people.update(hearing.supporters)
        people.update(turn.member for turn in hearing.turns)
        people.update(spoken.member for spoken in hearing.aside)
    return people - {0}


def _conflicts(
    change_set: ChangeSet, base: Revision, head: Revision | None, standing: Standing | None
) -> tuple[ThreeWay, ...]:
    if head is None or standing is None or standing.kind != "conflict":
        return ()
    return three_way(head.document, change_set, base=base.document, base_number=base.number)


def _already(
    change_set: ChangeSet, base: Revision, head: Revision | None, standing: Standing | None
) -> tuple[Already, ...]:
    if head is None or standing is None or standing.kind == "contained":
        return ()
    return already(head.document, change_set, standing, base=base.document)


def _buttons(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, standing: Standing | None
) -> Buttons:
    actor, value = access.actor, kept.value
    return Buttons(
        revise=permissions.may_revise(actor, value.status, value.authors),
        submit=permissions.may_submit(actor, value.status, value.authors),
        withdraw=permissions.may_withdraw(actor, value.status, value.authors),
        comment=_may_comment(reader, access, kept),
        open_round=may_open(reader, access, kept, standing),
    )


def _may_comment(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> Permission:
    allowed = permissions.may_comment(access.actor, kept.value.status, kept.value.authors)
    return may_speak(reader, access) if allowed is True else allowed


def may_open(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, standing: Standing | None
) -> Permission:
    """Whether the person may open a decision now: by the rules, because the text fits, and because
    no objection to the very same words is open.
    """
    allowed = _may_open_fitting(access, kept, standing, reader.now)
    if allowed is not True:
        return allowed
    return opening.objections_are_answered(open_objections(reader, kept), kept.value.version)


def may_open_again(access: CharterAccess, view: AmendmentView, now: datetime) -> bool:
    """Whether only an objection to the very same words is in the way of another decision."""
    if view.may.open_round is True:
        return False
    return _may_open_fitting(access, view.kept, view.standing, now) is True


def _may_open_fitting(
    access: CharterAccess, kept: StoredAmendment, standing: Standing | None, now: datetime
) -> Permission:
    """The same, but for objections."""
    allowed = opening.may_open(
        access.actor, kept.value, access.community, access.charter.ruleset, now, access.charter.zone
    )
    return opening.may_open_on(allowed, standing)


def demand_member(access: CharterAccess) -> None:
    """Refuse what only members may read.

    Raises:
        NotAllowed: the person is not a member.
    """
    demand(permissions.may_read_along(access.actor))
