"""Who can read a charter, what is announced about it, and who agreed that others read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlmodel import col, select

from amendments.belonging.visibility import Announced, CharterPart, Openness, since_when
from app.storage.engine.session import Reader, Writer
from app.storage.tables import CharterRow, MembershipRow, VisibilityConsentRow
from app.storage.texts.charters import Charter


def due(reader: Reader, slug: str | None = None) -> list[str]:
    """The slugs of the charters whose notice is over; `slug` limits it to one."""
    wanted = select(CharterRow.slug).where(col(CharterRow.widens_at) <= reader.now)
    if slug is not None:
        wanted = wanted.where(CharterRow.slug == slug)
    return list(reader.session.exec(wanted.order_by(col(CharterRow.widens_at))))


def save(writer: Writer, charter: Charter, to: Openness) -> None:
    """Keep who can read a charter from now on. Nothing is announced any more."""
    row = writer.session.get_one(CharterRow, charter.id)
    since = since_when(to, charter.since, writer.now)
    row.visibility, row.discussion = to.visibility, to.discussion
    row.public_since, row.discussion_since = (
        since[CharterPart.PROPOSALS],
        since[CharterPart.DISCUSSION],
    )
    row.next_openness = row.widens_at = None
    forget_consents(writer, charter, [one for one in CharterPart if one not in to.parts])


def announce(writer: Writer, charter: Charter, announced: Announced) -> None:
    """Keep what is announced, in the place of what was."""
    row = writer.session.get_one(CharterRow, charter.id)
    row.next_openness, row.widens_at = announced.to.value, announced.at
    forget_consents(writer, charter, [one for one in CharterPart if one not in announced.to.parts])


class Consents(Mapping[CharterPart, frozenset[int]]):
    """The members, past ones too, who agree that everyone reads what they said before, by part.

    They are read when somebody's consent is asked for the first time.
    """

    def __init__(self, reader: Reader, charter_id: int) -> None:
        self._reader, self._charter = reader, charter_id
        self._found: dict[CharterPart, frozenset[int]] = {}

    def __getitem__(self, part: CharterPart) -> frozenset[int]:
        if part not in self._found:
            self._found[part] = self._agreed(part)
        return self._found[part]

    def __iter__(self) -> Iterator[CharterPart]:
        return iter(CharterPart)

    def __len__(self) -> int:
        return len(CharterPart)

    def _agreed(self, part: CharterPart) -> frozenset[int]:
        wanted = (
            select(VisibilityConsentRow.member_id)
            .join(MembershipRow, col(MembershipRow.id) == VisibilityConsentRow.member_id)
            .where(
                MembershipRow.charter_id == self._charter,
                VisibilityConsentRow.part == part.value,
                col(VisibilityConsentRow.granted).is_(True),
            )
        )
        return frozenset(self._reader.session.exec(wanted))


def answers(reader: Reader, member: int) -> dict[CharterPart, bool]:
    """What a member has answered."""
    wanted = select(VisibilityConsentRow).where(VisibilityConsentRow.member_id == member)
    return {CharterPart(row.part): row.granted for row in reader.session.exec(wanted)}


def all_answers(reader: Reader, charter_id: int) -> dict[int, dict[CharterPart, bool]]:
    """What each member has answered, by member; who has not answered is not in it."""
    wanted = (
        select(VisibilityConsentRow)
        .join(MembershipRow, col(MembershipRow.id) == VisibilityConsentRow.member_id)
        .where(MembershipRow.charter_id == charter_id)
    )
    found: dict[int, dict[CharterPart, bool]] = {}
    for row in reader.session.exec(wanted):
        found.setdefault(row.member_id, {})[CharterPart(row.part)] = row.granted
    return found


def keep_answer(writer: Writer, member: int, part: CharterPart, *, granted: bool) -> None:
    """Keep what a member says now."""
    writer.session.merge(
        VisibilityConsentRow(member_id=member, part=part.value, granted=granted, at=writer.now)
    )
    writer.session.flush()


def forget_consents(writer: Writer, charter: Charter, parts: Iterable[CharterPart]) -> None:
    """Forget what was answered about parts that are closed: whoever opens them again asks anew."""
    wanted = (
        select(VisibilityConsentRow)
        .join(MembershipRow, col(MembershipRow.id) == VisibilityConsentRow.member_id)
        .where(
            MembershipRow.charter_id == charter.id,
            col(VisibilityConsentRow.part).in_([one.value for one in parts]),
        )
    )
    for row in writer.session.exec(wanted).all():
        writer.session.delete(row)
    writer.session.flush()
