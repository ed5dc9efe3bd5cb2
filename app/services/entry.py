"""Coming into a charter: who this is there, and whether they may know of it at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from amendments.belonging import visibility
from amendments.belonging.people import READER, Actor, Community, Role
from amendments.belonging.permissions import may_see
from amendments.belonging.visibility import EVERYTHING, CharterPart, Sight
from amendments.refusals import NotFound
from app.storage.deciding import rounds
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.tables import MembershipRow
from app.storage.texts import charters, entry_rows, revisions
from app.storage.texts import visibility as consents
from app.storage.texts.charters import Charter
from app.storage.texts.revisions import Revision, RevisionFacts
from app.storage.writing import amendments, authors
from app.storage.writing.amendments import StoredAmendment, Version
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone who comes in through a program, as at `most` this, whatever else they are here."""

    person: int
    most: Role = Role.STEWARD


#: Who comes in: a person by their number, a program in a person's name, or nobody known.
Who = int | Caller | None


@dataclass(frozen=True, slots=True)
class CharterAccess:
    """A charter, and the person who came in.

    `asked` are the numbers of the amendments that they were asked to write with someone, `sight` is
    what they may read of members' words if they are none.
    """

    charter: Charter
    actor: Actor
    community: Community
    asked: frozenset[int] = frozenset()
    sight: Sight = field(default_factory=Sight)


def _access(reader: Reader, slug: str, who: Who) -> CharterAccess:
    person, most = (who.person, who.most) if isinstance(who, Caller) else (who, Role.STEWARD)
    found = entry_rows.read_entered(reader, slug, person)
    charter, membership = found.charter, found.membership
    if charter is None or (membership is None and not _is_for_everyone(charter)):
        # Whoever may not read it is not told that it exists.
        raise NotFound(_no_charter(slug))
    community = charters.community(reader, charter.id, found.stewards)
    if membership is None or membership.id is None:
        return CharterAccess(charter, READER, community, sight=_sight(reader, charter))
    return CharterAccess(charter, _actor(membership, community, most), community, found.asked)


def _is_for_everyone(charter: Charter) -> bool:
    return charter.visibility == "public"


def _actor(membership: MembershipRow, community: Community, most: Role = Role.STEWARD) -> Actor:
    is_steward = membership.id in community.stewards and most is Role.STEWARD
    role = Role.STEWARD if is_steward else Role.MEMBER
    return Actor(role, membership.id, membership.handle)


def enter_each(
    reader: Reader, charter: Charter, people: Collection[int]
) -> dict[int, CharterAccess]:
    """The accesses of several people who come in to read, by person, as `enter` gives each.

    Those who may not know of the charter are not in it. However many they are, it takes the same
    few questions.
    """
    community = charters.community(reader, charter.id)
    belonging = charters.memberships_of(reader, charter.id, people)
    asked = authors.invitations_of_each(
        reader, charter.id, [one.id for one in belonging.values() if one.id is not None]
    )
    accesses = {
        person: CharterAccess(
            charter, _actor(one, community), community, asked.get(one.id or 0, frozenset())
        )
        for person, one in belonging.items()
    }
    strangers = [one for one in people if one not in accesses]
    if strangers and _is_for_everyone(charter):
        shown = CharterAccess(charter, READER, community, sight=_sight(reader, charter))
        accesses |= dict.fromkeys(strangers, shown)
    return accesses


def _sight(reader: Reader, charter: Charter) -> Sight:
    asked_for = visibility.asked(
        charter.openness, charter.announced, charter.since, charter.created_at
    )
    consented = consents.Consents(reader, charter.id) if asked_for else {}
    return Sight(charter.since, consented, reader.now)


def _no_charter(slug: str) -> str:
    return _("There is no charter “{slug}” here, or it is for its members only.").format(slug=slug)


def enter(reader: Reader, slug: str, who: Who) -> CharterAccess:
    """Come in to read.

    Raises:
        NotFound: there is no such charter, or this person may not know that there is.
    """
    return _access(reader, slug, who)


def enter_as_server(writer: Writer, charter: Charter) -> CharterAccess:
    """Come in as the server itself, which acts for nobody, into a charter that is locked."""
    last = lines.last_line(writer, charter.id)
    if last is not None:
        writer.not_before(last.at)
    return as_server(writer, charter)


def as_server(reader: Reader, charter: Charter) -> CharterAccess:
    """The access with which the server itself looks at a charter."""
    community = charters.community(reader, charter.id)
    return CharterAccess(charter, READER, community, sight=EVERYTHING)


def enter_to_write(writer: Writer, slug: str, who: Who) -> CharterAccess:
    """Come in to change something: one at a time, and in a time that never goes back.

    Raises:
        NotFound: as for `enter`.
    """
    charter = charters.lock(writer, slug)
    # Before anything is decided: who is a steward depends on the time too.
    last = lines.last_line(writer, charter.id) if charter is not None else None
    if last is not None:
        writer.not_before(last.at)
    return _access(writer, slug, who)


def look_back(reader: Reader, access: CharterAccess) -> CharterAccess:
    """The same access after an act that changed neither the charter nor who belongs to it."""
    stewards = access.community.stewards
    charters.stewards.know(reader, stewards, access.charter.id)
    return replace(access, community=charters.community(reader, access.charter.id, stewards))


def amendment(reader: Reader, access: CharterAccess, number: int) -> StoredAmendment:
    """An amendment of this charter.

    Raises:
        NotFound: there is none with this number, or it is someone else's draft.
    """
    return known(access, amendments.find(reader, access.charter.id, number), number)


def known(access: CharterAccess, kept: StoredAmendment | None, number: int) -> StoredAmendment:
    """An amendment that was looked up, None if there is none, for the person who came in.

    Raises:
        NotFound: as for `amendment`.
    """
    if kept is None or not visible(access, kept):
        msg = _("There is no proposal {number} in this charter.").format(number=number)
        raise NotFound(msg)
    return kept


def visible(access: CharterAccess, kept: StoredAmendment) -> bool:
    """Whether the person who came in may know of an amendment."""
    value = kept.value
    knows = may_see(
        access.actor,
        value.authors,
        submitted=value.submitted_at is not None,
        invited=value.number in access.asked,
    )
    if access.actor.is_member or not knows:
        return knows
    said_at = value.submitted_at or kept.created_at
    return access.sight.by_all(CharterPart.PROPOSALS, value.writers, said_at)


def newest_version(reader: Reader, kept: StoredAmendment) -> Version:
    """The newest version of an amendment."""
    found = amendments.version(reader, kept.id, kept.value.version)
    if found is None:
        msg = "an amendment always has its newest version"
        raise LookupError(msg)
    return found


def newest_decision(reader: Reader, kept: StoredAmendment) -> KeptRound:
    """The newest round of an amendment.

    Raises:
        NotFound: it was never being decided.
    """
    found = rounds.find_all(reader, kept.id)
    if not found:
        msg = _("There has been no decision on this proposal yet.")
        raise NotFound(msg)
    return found[-1]


def decision(reader: Reader, kept: StoredAmendment, number: int) -> KeptRound:
    """A round of an amendment.

    Raises:
        NotFound: there is none with this number.
    """
    found = rounds.find(reader, kept.id, number)
    if found is None:
        msg = _("There is no decision {number} on this proposal.").format(number=number)
        raise NotFound(msg)
    return found


def decision_to_answer(
    writer: Writer, kept: StoredAmendment, number: int, member: int | None
) -> KeptRound:
    """A round of an amendment for the answer of one member: of its roll only what that needs.

    Raises:
        NotFound: there is none with this number.
    """
    if member is None:
        return decision(writer, kept, number)
    found = rounds.find_for_answer(writer, kept.id, number, member)
    # Whoever asks for none is told so in the same words.
    return found if found is not None else decision(writer, kept, number)


def revision(reader: Reader, charter: Charter, number: int) -> Revision:
    """A revision of a charter.

    Raises:
        NotFound: there is none with this number.
    """
    found = revisions.revision(reader, charter.id, number)
    if found is None:
        msg = _("There is no revision {number}. The newest is revision {head}.").format(
            number=number, head=charter.head
        )
        raise NotFound(msg)
    return found


def head(reader: Reader, charter: Charter) -> Revision:
    """The revision in force."""
    return revision(reader, charter, charter.head)


Told = TypeVar("Told", bound=RevisionFacts)


def as_told(reader: Reader, access: CharterAccess, shown: Told) -> Told:
    """A revision as someone may know it: its text always, where it comes from perhaps not."""
    return all_told(reader, access, [shown])[0]


def all_told(reader: Reader, access: CharterAccess, shown: Sequence[Told]) -> list[Told]:
    """Several revisions as someone may know them."""
    if access.actor.is_member:
        return list(shown)
    made_by = {one.amendment for one in shown if one.amendment is not None}
    found = amendments.numbered(reader, access.charter.id, made_by)
    known = {None} | {number for number, kept in found.items() if visible(access, kept)}
    return [one if one.amendment in known else _of_members(one) for one in shown]


def _of_members(shown: Told) -> Told:
    return replace(shown, title=_("Decided among members"), amendment=None, round=None)
