"""What the page of a charter shows a member beside its text, in one statement.

Its glossary, what open proposals would change, the open remarks on its passages, and what this
member writes: drafts, and private conversations.
"""

from __future__ import annotations

from sqlalchemy import Integer, bindparam
from sqlmodel import col

from app.storage.care import mediations
from app.storage.engine.gather import Gather
from app.storage.engine.session import Reader
from app.storage.tables import AmendmentRow, GlossaryEditRow, KeptDraftRow
from app.storage.talking import comments, glossary
from app.storage.writing import drafts, open_changes

_CHARTER = bindparam("charter", type_=Integer)

_FRONT = Gather(
    glossary=glossary.edits_in(col(GlossaryEditRow.charter_id) == _CHARTER),
    changes=open_changes.open_changes_in(col(AmendmentRow.charter_id) == _CHARTER),
    remarks=comments.open_remarks_in(col(AmendmentRow.charter_id) == _CHARTER),
    drafts=drafts.drafts_in(col(KeptDraftRow.person_id) == bindparam("person", type_=Integer)),
    **mediations.TALKS_OF,
)


def read_together(reader: Reader, charter_id: int, person: int, member: int) -> None:
    """Let a reader know what the page of a charter is going to ask for."""
    if reader.memo is None:
        return
    found = _FRONT.read(reader, charter=charter_id, person=person, member=member)
    edits = sorted(found["glossary"], key=lambda row: row.id)
    glossary.edits.know(reader, [glossary.edit_of(one) for one in edits], charter_id)
    changes = open_changes.changes_of(found["changes"])
    open_changes.open_changes.know(reader, changes, charter_id)
    remarks = sorted(found["remarks"], key=lambda row: row.id)
    open_remarks = [(one.amendment_id, one.anchor_block) for one in remarks]
    comments.open_remarks.know(reader, open_remarks, charter_id)
    drafts.drafts_of.know(reader, drafts.newest_first(found["drafts"]), person)
    mediations.of_member.know(reader, mediations.talks_in(found), charter_id, member)
