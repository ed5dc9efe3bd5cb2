"""What a version proposes: the whole text that would be in force."""

from __future__ import annotations

from amendments.deciding.rounds import Round
from app.services import entry
from app.services.texts.workings import applied
from app.storage.engine.session import Reader
from app.storage.texts import revisions
from app.storage.texts.charters import Charter
from app.storage.texts.revisions import Revision
from app.storage.writing.amendments import Version
from charter import ChangeSet, Document, DoesNotApply


def proposed_document(reader: Reader, version: Version, base: Revision) -> Document:
    """The text of a version as it was written: its change set on the revision it was made on."""
    return applied(
        base.document,
        revisions.change_set(reader, version.change_sha256),
        base_number=base.number,
        number=base.number + 1,
    )


def made_of(on: Revision, change_set: ChangeSet, base: Revision) -> Document:
    """The text that a change, made for one revision, makes of that or of a later one.

    Raises:
        DoesNotApply: it does not fit it as it stands.
    """
    return applied(
        on.document,
        change_set,
        base_number=base.number,
        number=on.number + 1,
        base=base.document,
    )


def resulting(reader: Reader, charter: Charter, version: Version, on: Revision) -> Document:
    """The text that a version would make of a revision.

    Raises:
        DoesNotApply: it does not fit it as it stands.
    """
    base = entry.revision(reader, charter, version.base)
    return made_of(on, revisions.change_set(reader, version.change_sha256), base)


def frozen_text(
    reader: Reader, charter: Charter, version: Version, decision: Round
) -> tuple[Revision, Document]:
    """What a round decides on: the revision in force when it opened, and the text that results.

    A round from before that was kept is shown as it was written.
    """
    if decision.in_force is not None:
        on = entry.revision(reader, charter, decision.in_force)
        try:
            return on, resulting(reader, charter, version, on)
        except DoesNotApply:
            # It was opened when places were not held yet.
            pass
    base = entry.revision(reader, charter, version.base)
    return base, proposed_document(reader, version, base)
