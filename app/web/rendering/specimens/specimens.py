"""What the style page shows: every component, when to use it, and something to fill it with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from markupsafe import Markup

from amendments.deciding.stances import StanceKind
from amendments.fields import Field, fields_of
from amendments.refusals import WrongState
from amendments.status import Status
from amendments.writing.fields import ProposalWords
from app import paths
from app.rendering.markdown.html import Margin, charter_to_html
from app.web.pages.deciding.round_picture import CrowdView, crowd_view
from app.web.pages.proposals.amendment_context import LifeStep, steps_of
from app.web.rendering.redline import Redline, redline
from app.web.rendering.specimens.specimens_of_pictures import Editor, Pictures, editor, pictures
from charter import Document, apply, change, found

_TOKEN = re.compile(r"^  --([a-z-]+): (#[0-9a-f]{6});(?:\s*/\* (.*?) \*/)?", re.MULTILINE)

_BEFORE = """# An invented charter

## How we meet

We meet every second Tuesday, at seven in the evening.

- Be on time, and be kind.
- Speak for yourself.
- Leave the room as you found it.

## What we keep

Whatever is said here stays here.

| Year | Who keeps the key |
|---|---|
| 2026 | Bo |
"""
_AFTER = """# An invented charter

## How we meet

We meet every second Thursday, at seven in the evening.

- Speak for yourself.
- Be on time, and be kind.
- Let others finish.

## What we keep

Whatever is said here stays here.

| Year | Who keeps the key |
|---|---|
| 2026 | Ada |
| 2027 | Cleo |
"""
_TEXT = """## A part of it

A paragraph, with *one word* stressed, **another** strong, and a [link](https://example.org).

- A first thing that we promise each other, on more than one line if the page is narrow.
- A second thing.

1. What comes first.
2. What comes then.

> Words of somebody else.

| what | who |
|---|---|
| the room | Ada |
| the tea | Bo |

### A smaller part

The end.
"""


@dataclass(frozen=True, slots=True)
class Component:
    """A component: its template under `style/`, its name, and when to use it."""

    key: str
    name: str
    when: str


@dataclass(frozen=True, slots=True)
class Colour:
    """A token of the style sheet."""

    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class SpecimenMistake:
    """What a field needs to know of the page around it, to show that it was filled wrongly."""

    refused: str = "Write a day that is still to come."
    refused_field: str = "field-wrong"


@dataclass(frozen=True, slots=True)
class Someone:
    """One person on a roll."""

    name: str
    answered: bool
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in a round."""

    kind: str
    name: str
    did: str
    reason: Markup | None = None
    recorded_by: str = ""
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class SpecimenRound:
    """A round, as far as the people in it are shown."""

    people: tuple[Someone, ...]
    answers: tuple[Answer, ...]
    is_open: bool
    roll_size: int = 4
    answered: int = 3
    needed: int = 2
    is_nameless: bool = False
    sees_names: bool = False
    objections: tuple[object, ...] = ()
    is_correction: bool = False

    @property
    def crowd(self) -> CrowdView:
        """The same people as shapes."""
        answers = [StanceKind(one.kind) for one in self.answers]
        return crowd_view(answers, self.answered, self.roll_size)


@dataclass(frozen=True, slots=True)
class StylePage:
    """Everything on the style page."""

    components: tuple[Component, ...]
    colours: tuple[Colour, ...]
    steps: tuple[tuple[LifeStep, ...], ...]
    refusal: WrongState
    wrong: SpecimenMistake
    round: SpecimenRound
    change: Redline
    text: Markup
    at: datetime
    pictures: Pictures
    editor: Editor
    declared: Field


COMPONENTS = (
    Component("colours", "Colours", "One accent, and ink and surface for each state; no others."),
    Component("type", "Type", "The book face for the charter and for titles, the other elsewhere."),
    Component("links", "Links", "To go somewhere. What changes something is a button."),
    Component(
        "buttons", "Buttons", "To change something. One filled button a form, the rest bare."
    ),
    Component("refused", "A button that is refused", "When someone may do this, but not now."),
    Component("fields", "Fields", "To ask for words, a day or one of a few things."),
    Component("choices", "Choices", "To ask for one of few answers, each with what it means."),
    Component("notes", "Notes", "To tell one thing that matters on this page now."),
    Component("badges", "Badges", "To say a state in one or two words, beside a title."),
    Component("cards", "Cards", "For what is read or done as one: an item of a list, a form."),
    Component("folded", "Folded away", "For what few need; the rest of the page does without it."),
    Component("steps", "Where it stands", "At the head of a proposal."),
    Component("people", "People on a roll", "To show a decision as people, not as a race."),
    Component("answers", "Answers", "What people said in a decision; objections come first."),
    Component("comments", "Comments", "What people say about a proposal, and replies to it."),
    Component("words", "A change in words", "First, before the text: what changes, in sentences."),
    Component("redline", "A change in the text", "The change where it stands; the rest is folded."),
    Component("sides", "A change side by side", "For who compares wordings; one column on phones."),
    Component("editor", "A passage being edited", "In a proposal: still, open, taken out, new."),
    Component("pictures", "Pictures", "For who rather looks than reads; words beside them say it."),
    Component("text", "The charter's text", "The hero: lines of 66 letters, and little around it."),
    Component("timeline", "A timeline", "What happened when, the newest first."),
    Component("news", "News on an open page", "At the lower edge; it moves nothing."),
)


def style_page() -> StylePage:
    """Every component, filled."""
    before, after = _documents()
    reason = Markup("<p>It would leave out who cannot come on Thursdays.</p>")
    return StylePage(
        components=COMPONENTS,
        colours=_colours(),
        steps=tuple(steps_of(one) for one in (Status.DRAFT, Status.ROUND, Status.ADOPTED)),
        refusal=WrongState("It can be decided from Thursday, 3 December on."),
        wrong=SpecimenMistake(),
        round=SpecimenRound(
            people=(
                Someone("Ada Okafor", answered=True),
                Someone("Bo Lindqvist", answered=True, is_me=True),
                Someone("Cleo Marsh", answered=True),
                Someone("Dov Ruiz", answered=False),
            ),
            answers=(
                Answer("object", "Cleo Marsh", "objects", reason),
                Answer("concern", "Ada Okafor", "consents, with a concern", reason),
                Answer("consent", "Bo Lindqvist", "consents", recorded_by="Ada Okafor"),
            ),
            is_open=True,
        ),
        change=redline(before, after),
        text=charter_to_html(
            found(_TEXT)[0], Margin("style", "Why?", "Why? About this passage: {passage}")
        ),
        at=datetime(2026, 5, 12, 18, 30, tzinfo=UTC),
        pictures=pictures(tuple(one.state for one in steps_of(Status.ROUND))),
        editor=editor(),
        declared=fields_of(ProposalWords)[1],
    )


def _documents() -> tuple[Document, Document]:
    before, _set = found(_BEFORE)
    return before, apply(before, change(before, _AFTER), base_number=1, number=2)


@cache
def _colours() -> tuple[Colour, ...]:
    """The colours, with their purposes, from the style sheet itself."""
    light = (paths.static() / "style.css").read_text(encoding="utf-8").partition("@media")[0]
    return tuple(Colour(name, said) for name, _value, said in _TOKEN.findall(light))
