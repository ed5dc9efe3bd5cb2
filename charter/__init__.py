"""The living document: canonical text, addressed blocks, exact changes, and words for reading.

A text in canonical form (`canonical`) is a sequence of blocks (`split`, `join`) whose ids live on
from revision to revision (`Document`). A change is made once, from a base and a whole new text
(`change`), kept as operations on ids with the digests of what they replace (`ChangeSet`), and then
only ever applied as it is (`apply`): nothing is searched for and nothing is guessed. How an
undecided change relates to a newer revision is its `standing`. What people read (`changes`,
`layout`, `words`) is a view that decides nothing.

Everything here is pure: no database, no network, no clock, no randomness, no environment. The same
input gives the same output on every machine.
"""

from charter.change.already import Already, already
from charter.change.apply import apply, apply_anywhere, found, inverse, undo
from charter.change.change_set import parse_change_set
from charter.change.standing import PartStanding, Standing, standing
from charter.change.surroundings import neighbours_changed, where_changed
from charter.conflicts.footprint import OpenChange
from charter.conflicts.interplay import (
    Meeting,
    Together,
    encounters,
    independent,
    meetings,
    standings,
    together,
)
from charter.conflicts.suggesting import merge_words
from charter.conflicts.three_way import ThreeWay, three_way
from charter.diff.word_diff import words
from charter.errors import ChangeSetInvalid, DoesNotApply, Refused, TextRefused
from charter.history.anchors import AnchorPlace, PassageAnchor, follow, locate, make
from charter.history.growing import History, HistoryStep, grow
from charter.history.provenance import Trace, blame, trace
from charter.matching.align import change
from charter.reading.change_list import Change, Row, changes, layout
from charter.sentences.in_sentences import in_words
from charter.sentences.terminal import render
from charter.text.badges import badges, changes_direction, has_hidden
from charter.text.blocks import KINDS, Piece, join, split
from charter.text.canonical import canonical, decode, digest
from charter.text.document import EMPTY, Block, Document
from charter.text.operations import ChangeSet, Delete, Insert, Move, Operation, Replace

__all__ = [
    "EMPTY",
    "KINDS",
    "Already",
    "AnchorPlace",
    "Block",
    "Change",
    "ChangeSet",
    "ChangeSetInvalid",
    "Delete",
    "Document",
    "DoesNotApply",
    "History",
    "HistoryStep",
    "Insert",
    "Meeting",
    "Move",
    "OpenChange",
    "Operation",
    "PartStanding",
    "PassageAnchor",
    "Piece",
    "Refused",
    "Replace",
    "Row",
    "Standing",
    "TextRefused",
    "ThreeWay",
    "Together",
    "Trace",
    "already",
    "apply",
    "apply_anywhere",
    "badges",
    "blame",
    "canonical",
    "change",
    "changes",
    "changes_direction",
    "decode",
    "digest",
    "encounters",
    "follow",
    "found",
    "grow",
    "has_hidden",
    "in_words",
    "independent",
    "inverse",
    "join",
    "layout",
    "locate",
    "make",
    "meetings",
    "merge_words",
    "neighbours_changed",
    "parse_change_set",
    "render",
    "split",
    "standing",
    "standings",
    "three_way",
    "together",
    "trace",
    "undo",
    "where_changed",
    "words",
]
