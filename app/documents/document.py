"""What a document that was read holds: frozen values, and their form as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from charter.language import N_, ngettext
from charter.language import gettext as _

View = Literal["base", "new"]
"""The text before the tracked changes of a document, or with them."""

_LOST = {
    "picture": N_("picture"),
    "table of contents": N_("table of contents"),
    "page header": N_("page header"),
    "page footer": N_("page footer"),
    "formatting change": N_("formatting change"),
    "move": N_("move"),
    "text box": N_("text box"),
    "formula": N_("formula"),
    "embedded object": N_("embedded object"),
    "hidden words": N_("hidden words"),
    "merged cells": N_("merged cells"),
    "table in a table": N_("table in a table"),
    "front matter": N_("front matter"),
    "encoding": N_("encoding"),
    "sign": N_("sign that no font shows"),
}


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage as it was read.

    `kind` is one of `heading`, `paragraph`, `list_item`, `quote`, `table`, `footnote`, `code`,
    `divider`, `html`; `label` the number that it bears ("§ 2", "(a)"; "" for none), and `text` what
    stands behind it. A table is one passage here, its rows line by line.
    """

    kind: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class LostPart:
    """Something that is not carried over: `what` is a key of names, `where` says where it stood.

    `place` is `start`, `end`, `after` (the words of `where` stand before it) or "".
    """

    what: str
    where: str = ""
    place: str = ""

    def what_in_words(self) -> str:
        """Its name: "picture"."""
        return _(_LOST.get(self.what, self.what))

    def where_in_words(self) -> str:
        """Where it stood, or what it said; "" if that says nothing."""
        if self.what == "encoding":
            return _("{encoding} was assumed").format(encoding=self.where)
        if self.place == "start":
            said = _("at the beginning")
        elif self.place == "end":
            said = _("at the end")
        elif self.place == "after":
            return _("behind “{words}”").format(words=self.where)
        else:
            return self.where
        return f"{said}: {self.where}" if self.where else said


@dataclass(frozen=True, slots=True)
class TrackedEdit:
    """One tracked change as its author made it.

    `kind` is `insertion`, `deletion`, `move`, `formatting` or `row`; `date` is as it is written in
    the document (ISO 8601), "" where it is not.
    """

    kind: str
    author: str
    date: str
    words: str


@dataclass(frozen=True, slots=True)
class TrackedChanges:
    """The whole text with all changes rejected (`base`) and with all accepted (`new`)."""

    base: str
    new: str
    edits: tuple[TrackedEdit, ...] = ()

    @property
    def authors(self) -> dict[str, int]:
        """How many changes each author made, names as written, the first first."""
        found: dict[str, int] = {}
        for edit in self.edits:
            found[edit.author] = found.get(edit.author, 0) + 1
        return found


@dataclass(frozen=True, slots=True)
class DocumentComment:
    """A comment of the document. Its author's name is as written there, and proves nothing.

    `quote` are the words that it stands on; `passage` is the place of their passage in the text
    that it `stands_in`, None where it is not known. `answers` is the place of the comment that it
    answers in the list of all.
    """

    author: str
    date: str
    body: str
    quote: str = ""
    passage: int | None = None
    stands_in: View = "new"
    answers: int | None = None
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A line that says when the text was adopted or revised last; `day` is ISO 8601."""

    line: str
    day: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as it was read: `markdown` is its text (with all tracked changes accepted).

    `split` and `joined` count the passages that came of lines within a paragraph, and the lines
    that came together again; `language` is what the document says of itself, such as `de`.
    """

    markdown: str
    passages: tuple[ReadPassage, ...]
    source: str
    title: str = ""
    language: str = ""
    lost: tuple[LostPart, ...] = ()
    split: int = 0
    joined: int = 0
    dates: tuple[SaidDate, ...] = ()
    changes: TrackedChanges | None = None
    base_passages: tuple[ReadPassage, ...] = ()
    comments: tuple[DocumentComment, ...] = field(default=())

    def done_in_words(self) -> tuple[str, ...]:
        """What was split and joined, in sentences."""
        said = []
        if self.split:
            said.append(
                ngettext(
                    "{n} line that begins with a number of its own became a passage.",
                    "{n} lines that begin with a number of their own became passages.",
                    self.split,
                ).format(n=self.split)
            )
        if self.joined:
            said.append(
                ngettext(
                    "{n} line that was broken in the middle of a sentence was joined again.",
                    "{n} lines that were broken in the middle of a sentence were joined again.",
                    self.joined,
                ).format(n=self.joined)
            )
        return tuple(said)


def to_json(read: ReadDocument) -> dict[str, Any]:
    """The form that `charter read` prints and the API answers."""
    changes = read.changes
    return {
        "markdown": read.markdown,
        "passages": [asdict(one) for one in read.passages],
        "source": read.source,
        "title": read.title,
        "language": read.language,
        "lost": [{"what": one.what_in_words(), "where": one.where_in_words()} for one in read.lost],
        "split": read.split,
        "joined": read.joined,
        "dates": [asdict(one) for one in read.dates],
        "changes": changes
        and {
            "base": changes.base,
            "new": changes.new,
            "authors": changes.authors,
            "edits": [asdict(one) for one in changes.edits],
        },
        "comments": [_comment(one) for one in read.comments],
    }


def _comment(remark: DocumentComment) -> dict[str, Any]:
    said: dict[str, Any] = {
        "quote": remark.quote,
        "body": remark.body,
        "author": remark.author,
        "date": remark.date,
        "passage": remark.passage,
        "resolved": remark.resolved,
    }
    if remark.answers is not None:
        said["answers"] = str(remark.answers)
    if remark.stands_in == "base":
        said["stands_in"] = "base"
    return said


def packed(read: ReadDocument) -> dict[str, Any]:
    """Plain values from which `unpacked` makes the same again."""
    return asdict(read)


def unpacked(data: dict[str, Any]) -> ReadDocument:
    """The document that was `packed`."""
    changes = data["changes"]
    return ReadDocument(
        **{
            **data,
            "passages": tuple(ReadPassage(**one) for one in data["passages"]),
            "base_passages": tuple(ReadPassage(**one) for one in data["base_passages"]),
            "lost": tuple(LostPart(**one) for one in data["lost"]),
            "dates": tuple(SaidDate(**one) for one in data["dates"]),
            "comments": tuple(DocumentComment(**one) for one in data["comments"]),
            "changes": changes
            and TrackedChanges(
                changes["base"],
                changes["new"],
                tuple(TrackedEdit(**one) for one in changes["edits"]),
            ),
        }
    )
