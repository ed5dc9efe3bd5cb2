"""Which comments of a discussion are shown: the newest threads, in each of them the newest answers.

It is told from the outline of a discussion, before anybody reads its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.storage.talking.discussion_rows import OutlineEntry

#: How many threads are shown at once, and how many comments in them before no thread is added.
MOST_THREADS = 60
MOST_COMMENTS = 200
#: How many answers of a thread are shown at once.
MOST_ANSWERS = 20


@dataclass(frozen=True, slots=True)
class WantedThreads:
    """Which threads of a long discussion somebody asks for: those before a comment, by its number,
    or else the newest; and the thread of one comment in any case, with its answers before another.
    """

    before: int = 0
    comment: int = 0
    answers_before: int = 0


THE_NEWEST = WantedThreads()


@dataclass(frozen=True, slots=True)
class ThreadPart:
    """A part of a long discussion: how many threads come before it, and where those go on.

    `is_newest`: none come behind it.
    """

    earlier: int
    before: int
    is_newest: bool


@dataclass(frozen=True, slots=True)
class AnswersPart:
    """A part of the answers in a long thread, as `ThreadPart`."""

    earlier: int
    before: int
    is_newest: bool


@dataclass(frozen=True, slots=True)
class ShownTalk:
    """What is shown of a discussion: the numbers of comments, those that begin a thread, and with
    which one the thread of each begins. `part` and `answers`, by the first comment of a thread, say
    what is not shown, where not all is.
    """

    numbers: tuple[int, ...] = ()
    firsts: tuple[int, ...] = ()
    thread_of: Mapping[int, int] = field(default_factory=dict)
    part: ThreadPart | None = None
    answers: Mapping[int, AnswersPart] = field(default_factory=dict)


def threads_in(outline: Iterable[OutlineEntry]) -> dict[int, int]:
    """With which comment the thread of each begins, by its number. Answers come behind."""
    found: dict[int, int] = {}
    for one in outline:
        found[one.number] = found.get(one.reply_to or 0, one.number)
    return found


def shown_of(outline: Sequence[OutlineEntry], wanted: WantedThreads) -> ShownTalk:
    """What is shown of a discussion."""
    thread_of = threads_in(outline)
    answers: dict[int, list[int]] = defaultdict(list)
    firsts = []
    for number, first in thread_of.items():
        if number == first:
            firsts.append(number)
        else:
            answers[first].append(number)
    shown, part = _newest(firsts, answers, wanted.before)
    asked = thread_of.get(wanted.comment)
    if asked is not None and asked not in shown:
        shown = sorted([asked, *shown])
    parents = {one.number: one.reply_to for one in outline}
    numbers, parts = set(shown), {}
    for first in shown:
        asks = wanted if first == asked else THE_NEWEST
        some, cut = _answers(answers[first], asks)
        numbers.update(some)
        if cut is not None:
            parts[first] = cut
    above = wanted.comment if asked is not None else None
    while above is not None:
        numbers.add(above)
        above = parents[above]
    return ShownTalk(tuple(sorted(numbers)), tuple(shown), thread_of, part, parts)


def _newest(
    firsts: Sequence[int], answers: Mapping[int, Sequence[int]], before: int
) -> tuple[list[int], ThreadPart | None]:
    """The first comments of the newest threads, oldest first, before a number if there is one."""
    until = [one for one in firsts if not before or one < before]
    shown: list[int] = []
    count = 0
    for first in reversed(until):
        if len(shown) == MOST_THREADS or count >= MOST_COMMENTS:
            break
        shown.append(first)
        count += 1 + min(len(answers.get(first, ())), MOST_ANSWERS)
    shown.reverse()
    earlier, is_newest = len(until) - len(shown), len(until) == len(firsts)
    if not earlier and is_newest:
        return shown, None
    return shown, ThreadPart(earlier, shown[0] if shown else 0, is_newest)


def _answers(
    every: Sequence[int], wanted: WantedThreads
) -> tuple[Sequence[int], AnswersPart | None]:
    before = wanted.answers_before
    until = [one for one in every if not before or one < before]
    shown = until[-MOST_ANSWERS:]
    earlier, is_newest = len(until) - len(shown), len(until) == len(every)
    if not earlier and is_newest:
        return shown, None
    return shown, AnswersPart(earlier, shown[0] if shown else 0, is_newest)
