"""Making a new version of an amendment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from amendments.belonging import permissions
from amendments.fields import texts_in
from amendments.refusals import BadInput, demand
from amendments.writing import lifecycle
from amendments.writing.fields import PROPOSAL
from amendments.writing.lifecycle import Amendment, Intent
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import SubmittedChange, change_set_of, proposal_of, worked_out
from app.services.writing.close_amendment import overtake
from app.services.writing.draft import check_review_day
from app.services.writing.taking_back import may_take_back, taken_back_by
from app.storage.deciding import objections
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.texts import revisions
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment
from charter.language import gettext as _


class Keep(Enum):
    """Says that something stays as it is, where None is a value of its own."""

    AS_IT_IS = "as it is"


@dataclass(frozen=True, slots=True)
class MeantRevision:
    """What a new version changes in what the proposal is meant as."""

    review_on: date | Keep | None = Keep.AS_IT_IS
    editorial: bool | None = None

    def on(self, value: Amendment) -> Intent:
        """What the proposal is meant as with it."""
        return Intent(
            review_on=value.review_on if self.review_on is Keep.AS_IT_IS else self.review_on,
            editorial=value.editorial if self.editorial is None else self.editorial,
            review_of=value.review_of,
        )


AS_BEFORE = MeantRevision()


def revise_amendment(
    writer: Writer,
    access: CharterAccess,
    number: int,
    wanted: SubmittedChange,
    words: Mapping[str, str],
    expected_version: int | None = None,
    *,
    answers: Collection[int] = (),
    suggestion: int | None = None,
    meant: MeantRevision = AS_BEFORE,
    takes_back: bool = False,
) -> StoredAmendment:
    """Save a new version. The words of the proposal stay as they were where none are given.

    `answers` are the open objections that it means to meet, `suggestion` the comment whose wording
    it takes over. The rules that the version before would change stay unless others are given, and
    so does what it is `meant` as. `takes_back`: it is meant where words that members adopted in the
    meantime are taken back.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or it is not this person's.
        WrongState: it is decided or being decided, or the version is not the expected one.
        TakesBack: it takes back what was adopted since the first version, and that is not meant.
        BadInput, TooLarge: the change or its words cannot be used.
    """
    kept = entry.amendment(writer, access, number)
    demand(permissions.may_revise(access.actor, kept.value.status, kept.value.authors))
    before = entry.newest_version(writer, kept)
    carried = texts_in(before, PROPOSAL)
    head = entry.head(writer, access.charter)
    wanted = replace(wanted, rules={**before.rules, **wanted.rules})
    proposal, change_set = proposal_of(wanted, head, {**carried, **words}, access.charter.ruleset)
    proposal = replace(proposal, suggestion=suggestion, answers=_open_ones(writer, kept, answers))
    intent = meant.on(kept.value)
    if intent.review_on != kept.value.review_on:
        check_review_day(writer, access, intent.review_on)
    value, event = lifecycle.revise(
        kept.value, access.actor, proposal, expected_version, intent, writer.now
    )
    if not takes_back:
        demand(may_take_back(taken_back_by(writer, access, kept, change_set, wanted.base)))
    overtake(writer, kept)
    kept_words = lines.append(writer, access.charter, event)
    revisions.keep_change_set(writer, change_set)
    saved = amendments.save(writer, kept, value)
    assert access.actor.member is not None
    amendments.add_version(writer, saved, proposal, access.actor.member, kept_words)
    return saved


def prepare_revision(
    reader: Reader, access: CharterAccess, number: int, wanted: SubmittedChange
) -> SubmittedChange:
    """What takes long in `revise_amendment`, before its transaction.

    Raises:
        NotFound, NotAllowed, BadInput, TooLarge: as there.
    """
    kept = entry.amendment(reader, access, number)
    demand(permissions.may_revise(access.actor, kept.value.status, kept.value.authors))
    done = worked_out(wanted, entry.head(reader, access.charter))
    # It is asked again in the transaction, and is ready there.
    taken_back_by(reader, access, kept, change_set_of(done), done.base)
    return done


def _open_ones(writer: Writer, kept: StoredAmendment, answers: Collection[int]) -> tuple[int, ...]:
    """The objections that a version means to meet: each has to be open."""
    still_open = {
        one.value.number for one in objections.of_amendment(writer, kept.id) if one.value.is_open
    }
    unknown = sorted(set(answers) - still_open)
    if unknown:
        msg = _("There is no open objection {unknown} to this proposal.").format(unknown=unknown[0])
        raise BadInput(msg, field="answers")
    return tuple(sorted(set(answers)))
