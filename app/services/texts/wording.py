"""Texts and words that come in: checked, brought to their one form, or refused in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from amendments.refusals import BadInput, TooLarge
from amendments.ruleset import Ruleset, change_ruleset
from amendments.writing.fields import LONGEST_WORDS
from amendments.writing.lifecycle import Proposal
from app.rendering.markdown.extent import CHARTER, WORDS, too_much
from app.services.texts.workings import applied, standing_in
from app.settings import TEXT_LIMIT
from app.storage.texts.revisions import Revision
from charter import (
    ChangeSet,
    Document,
    Refused,
    Standing,
    canonical,
    change,
    parse_change_set,
    split,
)
from charter.dates import number_in_words
from charter.language import N_
from charter.language import gettext as _
from charter.text.clauses import Clauses, with_clauses

EMPTY = N_("This text is empty. A charter needs at least one sentence.")

#: What takes a second or two to compare. The longest laws have a tenth of it.
MOST_PASSAGES = 20_000

_UNUSABLE = re.compile(r"[\x00\ud800-\udfff]")


def check_size(text: str) -> None:
    """Refuse a text over the limit."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > TEXT_LIMIT:
        msg = _("This text is {size} bytes long; {text_limit} is the most that fits here.").format(
            size=number_in_words(size), text_limit=number_in_words(TEXT_LIMIT)
        )
        raise TooLarge(msg)


def charter_text(text: str, base: Document | None = None, *, keep_lines: bool = False) -> Clauses:
    """A charter's text as it comes in: in its canonical form, its clauses as passages.

    The passages of the text `base`, of which it is a new wording, stay as they are; with
    `keep_lines`, all lines do.

    Raises:
        TooLarge: it is over the limit.
        BadInput: it holds what no text may hold, or nothing at all.
    """
    check_size(text)
    try:
        like = base.passages if base else None
        done = Clauses(canonical(text, like), 0, 0) if keep_lines else with_clauses(text, like)
    except Refused as refused:
        raise BadInput(refused.reason, field="text") from refused
    if not done.text:
        raise BadInput(_(EMPTY), field="text")
    check_size(done.text)
    _check_extent(done.text, "text")
    return done


def _check_extent(text: str, field: str) -> None:
    passages = len(split(text))
    if passages > MOST_PASSAGES:
        msg = _("This has {passages} passages; {most} is the most that fits here.").format(
            passages=number_in_words(passages), most=number_in_words(MOST_PASSAGES)
        )
        raise BadInput(msg, field=field)
    reason = too_much(text, CHARTER)
    if reason:
        raise BadInput(reason, field=field)


def all_plain(words: Mapping[str, str | None]) -> dict[str, str]:
    """Words by their fields, as `plain` has them; empty where there are none.

    Raises:
        BadInput: there are characters in one that no page can show.
    """
    return {name: plain(one or "", name) for name, one in words.items()}


def plain(words: str, field: str) -> str:
    """Words without what no database keeps (NUL, halves of characters), fit to be shown.

    Raises:
        BadInput: it holds such a character, or is too much for a page.
    """
    if _UNUSABLE.search(words):
        msg = _("This holds a character that no text can hold (a NUL or half of a character).")
        raise BadInput(msg, field=field)
    # Longer words are refused for their length, by those who know how long they may be.
    reason = too_much(words, WORDS) if len(words) <= LONGEST_WORDS else None
    if reason:
        raise BadInput(reason, field=field)
    return words


@dataclass(frozen=True, slots=True)
class ChangeMade:
    """The exact change, and whether the revision in force, `head`, reads so already."""

    change_set: ChangeSet
    head: int
    is_empty: bool


@dataclass(frozen=True, slots=True)
class SubmittedChange:
    """A change as it was asked for: a whole new text, or a change set, on a base revision.

    `rules` are decision rules that it would change; `made` is what was worked out of it before.
    With `keep_lines`, clauses on lines of their own stay within their passages.
    """

    base: Revision
    text: str | None = None
    change_set: object = None
    rules: Mapping[str, object] = field(default_factory=dict)
    made: ChangeMade | None = None
    keep_lines: bool = False

    @classmethod
    def of_nothing(
        cls, base: Revision, rules: Mapping[str, object] | None = None
    ) -> SubmittedChange:
        """The text stays as it is."""
        return cls(base, change_set=ChangeSet(()).to_dict(), rules=rules or {})


def change_set_of(wanted: SubmittedChange) -> ChangeSet:
    """The exact change.

    Raises:
        BadInput: the text or the change set cannot be used, or does not fit its base.
        TooLarge: the text is over the limit.
    """
    if wanted.made is not None:
        return wanted.made.change_set
    if (wanted.text is None) == (wanted.change_set is None):
        msg = _("Please send either the whole new text or a change set.")
        raise BadInput(msg, field="text")
    try:
        if wanted.text is not None:
            return change(wanted.base.document, came_in(wanted).text)
        change_set = parse_change_set(wanted.change_set)
        proposed = applied(
            wanted.base.document,
            change_set,
            base_number=wanted.base.number,
            number=wanted.base.number + 1,
        )
    except Refused as refused:
        raise BadInput(refused.reason, field="change_set") from refused
    if not proposed.blocks:
        raise BadInput(_(EMPTY), field="change_set")
    check_size(proposed.text)
    _check_extent(proposed.text, "change_set")
    return change_set


def came_in(wanted: SubmittedChange) -> Clauses:
    """The whole text of a change as it comes in, and what was done to its lines.

    Raises:
        BadInput, TooLarge: as `charter_text`.
    """
    return charter_text(wanted.text or "", wanted.base.document, keep_lines=wanted.keep_lines)


def worked_out(wanted: SubmittedChange, head: Revision) -> SubmittedChange:
    """A change with what takes long worked out, so that no transaction waits for it.

    Raises:
        BadInput, TooLarge: as `change_set_of`.
    """
    change_set = change_set_of(wanted)
    empty = _is_empty(change_set, wanted.base, head)
    return replace(wanted, made=ChangeMade(change_set, head.number, empty))


def _is_empty(change_set: ChangeSet, base: Revision, head: Revision) -> bool:
    """Whether nothing would change: there are no operations, or all of them are in force."""
    return not change_set.operations or standing_of(change_set, base, head).kind == "contained"


def proposal_of(
    wanted: SubmittedChange, head: Revision, words: Mapping[str, str], ruleset: Ruleset
) -> tuple[Proposal, ChangeSet]:
    """The proposal that a change and its words make; `ruleset` is the charter's now.

    Raises:
        BadInput: as `change_set_of`; or the charter already reads as proposed.
    """
    change_set = change_set_of(wanted)
    made = wanted.made
    if made is not None and made.head == head.number:
        empty = made.is_empty
    else:
        empty = _is_empty(change_set, wanted.base, head)
    said = all_plain(words)
    rules = ruleset.differences(change_ruleset(ruleset, wanted.rules))
    proposal = Proposal(wanted.base.number, change_set.sha256, said, is_empty=empty, rules=rules)
    return proposal, change_set


def standing_of(change_set: ChangeSet, base: Revision, head: Revision) -> Standing:
    """How a change made on `base` relates to the revision in force."""
    if not change_set.operations:
        # It changes the rules, or keeps what is reviewed: the text has nothing to say against it.
        return Standing("clean", ())
    return standing_in(head.document, change_set, base=base.document, base_number=base.number)
