"""Every field that holds people's words, by what it belongs to (in storage: its table).

The words are sealed in the record and kept apart, so that they can be erased with whoever wrote
them. What is not declared here cannot be kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from amendments.deciding.stances import STANCE
from amendments.fields import Field
from amendments.writing.fields import VERSION


def _texts(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name) for name in names)


PERSONAL: Mapping[str, tuple[Field, ...]] = {
    # --- writing
    "version": VERSION,
    "amendment_end": _texts("note"),
    "announced_end": _texts("note", "refusal"),
    # --- talking
    "comment": _texts("body", "quote", "replacement"),
    "comment_edit": _texts("body"),
    "summary": _texts("body"),
    "glossary_edit": _texts("term", "meaning"),
    # --- deciding
    "stance": STANCE,
    "objection": _texts("resolution"),
    "objection_turn": _texts("body"),
    "setting_aside": _texts("reason"),
    "statement": _texts("body"),
    "extension": _texts("reason"),
    # --- care
    "report": _texts("body", "answer"),
    "hiding": _texts("reason", "answer", "appeal", "decision"),
    "pause": _texts("reason"),
    # --- belonging
    "join_request": _texts("why"),
    "steward_change": _texts("reason", "answer"),
}
