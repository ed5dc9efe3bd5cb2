"""Commenting on a proposal, or on a passage of it: what a comment needs, and that it was made.

How many somebody can write in a minute is a setting (`app/web/limits.py`); how much Markdown one
can hold is `app/rendering/markdown/extent.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from amendments.belonging.people import Actor
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput
from amendments.saying import LONGEST
from amendments.talking.which_words import MeantWords
from amendments.writing.lifecycle import Amendment
from charter.dates import number_in_words
from charter.language import gettext as _

#: Of a new comment; other words for one are held to the same.
LONGEST_COMMENT = LONGEST


class CommentKind(StrEnum):
    """What a comment is meant as."""

    QUESTION = "question"
    REACTION = "reaction"
    CONCERN = "concern"
    SUGGESTION = "suggestion"


@dataclass(frozen=True, slots=True)
class NewRemark:
    """A comment as it was written. `block` and `quote` say which passage it is about, `meant` which
    words, where they stand there more than once.
    """

    body: str
    kind: str = CommentKind.REACTION
    block: str | None = None
    quote: str | None = None
    reply_to: int | None = None
    replacement: str | None = None
    meant: MeantWords = field(default_factory=MeantWords)


def check_kind(kind: str) -> None:
    """Refuse a comment that is meant as nothing that there is.

    Raises:
        BadInput: there is no such kind.
    """
    if kind not in set(CommentKind):
        msg = _("A comment is one of: {names}.").format(names=", ".join(CommentKind))
        raise BadInput(msg, field="kind")


def check_words(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    """The words of a comment by name (`body`, `quote`, `replacement`), trimmed; none is empty.

    Raises:
        BadInput: words are missing, or too long.
    """
    words = {name: trimmed for name, text in given.items() if (trimmed := text.strip())}
    if "body" not in words:
        msg = _("Please write your comment first.")
        raise BadInput(msg, field="body")
    for name, text in words.items():
        if len(text) > LONGEST_COMMENT:
            msg = _("That is {n} characters; {longest_comment} is the most.").format(
                n=number_in_words(len(text)), longest_comment=number_in_words(LONGEST_COMMENT)
            )
            raise BadInput(msg, field=name)
    if kind == CommentKind.SUGGESTION and "replacement" not in words:
        msg = _("A suggestion needs the wording that you would put instead.")
        raise BadInput(msg, field="replacement")
    return words


def check_reply(reply_to: int | None, known: Collection[int]) -> None:
    """Refuse a reply to a comment that is not there. `known` are the numbers of those that are.

    Raises:
        BadInput: there is no such comment.
    """
    if reply_to is not None and reply_to not in known:
        msg = _("There is no comment {reply_to} to reply to.").format(reply_to=reply_to)
        raise BadInput(msg, field="reply_to")


def check_anchor(words: Mapping[str, str], block: str | None) -> None:
    """Refuse words that are quoted from no passage.

    Raises:
        BadInput: no passage is named for them.
    """
    if block is None and "quote" in words:
        msg = _("Please choose the passage in which these words stand.")
        raise BadInput(msg, field="anchor")


def check_passage(text: str | None) -> str:
    """The text of the passage that a comment is about, as it reads now.

    Raises:
        BadInput: it is not there (None).
    """
    if text is None:
        msg = _("The passage that this comment is about is not in the text.")
        raise BadInput(msg, field="anchor")
    return text


def check_quote(found: tuple[str, int | None] | None) -> tuple[str, int | None]:
    """The quoted words as they were found in their passage, and which they are of equal ones.

    Raises:
        BadInput: they do not stand there (None).
    """
    if found is None:
        msg = _(
            "These words do not stand in that passage. Please copy them from it, or leave the "
            "field empty."
        )
        raise BadInput(msg, field="quote")
    return found


def comment(
    amendment: Amendment,
    actor: Actor,
    number: int,
    remark: NewRemark,
    words: Mapping[str, str],
    occurrence: int | None = None,
) -> Event:
    """A comment was made on the newest version. Whether someone may is asked before.

    `words` are as `check_words` gives them, the quote as it stands in the passage; `occurrence` is
    which it is, from 1, where the same words stand there more than once.
    """
    data = {
        "amendment": amendment.number,
        "comment": number,
        "version": amendment.version,
        "kind": remark.kind,
        "reply_to": remark.reply_to,
        "block": remark.block,
        **({"occurrence": occurrence} if occurrence is not None else {}),
    }
    return Event(EventKind.COMMENTED, actor.handle, data, words)
