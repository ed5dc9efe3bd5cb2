"""Publishing: what was consented to becomes the next revision, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.texts import publishing
from amendments.texts.publishing import Publication
from app.services.texts.heading_links import keep_names
from app.services.writing.proposed import resulting
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.texts import revisions
from app.storage.texts.charters import Charter
from app.storage.texts.revisions import Revision
from app.storage.writing.amendments import StoredAmendment, Version


@dataclass(frozen=True, slots=True)
class Decision:
    """A round that passed, with the amendment and the very version that it decided on."""

    amendment: StoredAmendment
    version: Version
    round: KeptRound


def publish(writer: Writer, charter: Charter, decision: Decision, head: Revision) -> Revision:
    """Publish the version that passed as the revision after `head`, the one in force.

    The change set applies exactly or not at all, and two publications can never share a parent:
    the charter is locked, and a revision's number can be taken once only.
    """
    change_set = revisions.change_set(writer, decision.version.change_sha256)
    number = head.number + 1
    document = resulting(writer, charter, decision.version, head)
    today = writer.now.astimezone(charter.zone).date()
    dated = publishing.day_of(today, head.dated, head.published_at, writer.now)
    revision = Revision(
        number=number,
        dated=dated,
        published_at=writer.now,
        title=decision.version.title,
        document=document,
        text_sha256=document.sha256,
        change_sha256=change_set.sha256,
        amendment=decision.amendment.value.number,
        round=decision.round.value.number,
    )
    version = decision.version
    made = Publication(
        number, dated, version.number, version.base, head.text_sha256, document.sha256
    )
    lines.append(writer, charter, publishing.published(made, decision.round.value, change_set))
    revisions.add_revision(
        writer,
        charter,
        revision,
        amendment_id=decision.amendment.id,
        round_id=decision.round.id,
    )
    keep_names(writer, charter, revision)
    return revision
