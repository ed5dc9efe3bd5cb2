"""Places that are large in one way each, and small ones beside them, made in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from app.storage.engine.database import Database
from app.storage.upkeep.migrate import migrate
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.growing import grow_history, grow_people, grow_talk
from tests.support.texts import KINDNESS, LEARNING

#: How many comments one proposal has at the most, where a charter has a great many.
LONGEST_TALK = 2_000
#: How many passages the text has that many proposals are about.
PASSAGES = 400
#: How many proposals fill a page of their list.
FILLING = 31
WRITERS = ("cleo", "dov", "edda")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to grow: how a place is made, its pages, and how much of it there is.

    `small` is as much as fills every page once: what is compared is a full page with a full page.
    A path may hold `{slug}` and `{api}`; what `build` returns fills the rest. `may_grow` says of a
    page what of it does, as it shows all, or looks through all.
    """

    build: Callable[[Community, int], dict[str, object]]
    paths: tuple[str, ...]
    small: int
    some: int
    whole: int
    text: Callable[[], str] | None = None
    may_grow: Mapping[str, frozenset[str]] = field(default_factory=dict)


def make(url: str, dimension: Dimension, count: int) -> tuple[Community, dict[str, object]]:
    """Found a charter in an empty database, and let it grow."""
    database, clock = Database(url), Clock()
    migrate(database)
    database.clock = clock
    text = dimension.text() if dimension.text is not None else None
    community = Community.found(database, clock, stewards=2, members=3, text=text)
    return community, dimension.build(community, count)


def _open_proposal(community: Community) -> int:
    number = community.propose("cleo", community.with_words(LEARNING))
    community.submit("cleo", number)
    return number


def _revisions(community: Community, count: int) -> dict[str, object]:
    """So many revisions, one passage changed in each, and a proposal written on the first."""
    number = _open_proposal(community)
    block = grow_history(community, count)
    return {"k": number, "head": count, "previous": count - 1, "block": block}


def _people(community: Community, count: int) -> dict[str, object]:
    """So many more members, a proposal in discussion and one that is being decided."""
    number = _open_proposal(community)
    community.comment("dov", number, "Hello @edda, and all!")
    decided = community.decide("cleo", community.with_words(KINDNESS))
    community.answer("dov", decided)
    grow_people(community, count)
    return {"k": number, "decided": decided}


def _comments(community: Community, count: int) -> dict[str, object]:
    """So many comments, half as many as one proposal has at the most in threads of their own and
    half in one thread, one in ten about a passage; the others about what is withdrawn by now.
    """
    number, here = _open_proposal(community), min(count, LONGEST_TALK)
    for _ in range(FILLING):
        other = community.propose("dov", community.with_words(KINDNESS))
        community.submit("dov", other)
        community.comment("edda", other)
        community.withdraw("dov", other)
    block = community.block(LEARNING[0]).id
    grow_talk(community, number, here // 2 - here // 10)
    grow_talk(community, number, here // 10, block=block)
    grow_talk(community, number, here - here // 2, reply_to=here // 4)
    left = count - here
    while left > 0:
        other = community.propose("dov", community.with_words(KINDNESS))
        community.submit("dov", other)
        grow_talk(community, other, min(left, LONGEST_TALK))
        community.withdraw("dov", other)
        left -= LONGEST_TALK
    return {"k": number, "comment": here // 4}


def passages() -> str:
    """A text with enough passages for many proposals."""
    return "# The rules\n\n" + "\n\n".join(
        f"Passage {number} says how we treat one another, and that is that."
        for number in range(PASSAGES)
    )


def _proposals(community: Community, count: int) -> dict[str, object]:
    """So many open proposals about passages here and there, one in twenty being decided."""
    text = community.head.document.text
    numbers = []
    for number in range(count):
        at = number * 37 % PASSAGES if number % 10 else 5
        old = f"Passage {at} says how we treat"
        new = text.replace(old, f"Passage {at}, in words of {number}, says how we treat")
        numbers.append(community.propose(WRITERS[number % 3], new, title=f"Passage {at}"))
        community.submit(WRITERS[number % 3], numbers[-1])
    community.clock.advance(community.charter.ruleset.discussion + timedelta(hours=2))
    for number in numbers[:: max(1, len(numbers) // 5)]:
        community.open("ada", number)
    return {"k": numbers[1], "decided": numbers[0], "block": community.block("Passage 5 says").id}


_ALL = frozenset({"time", "bytes", "memory"})
_EVERYWHERE = ("/{slug}", "/{slug}/amendments", "/{slug}/amendments/{k}", "/{slug}/desk", "/me",
               "{api}/amendments?limit=25", "{api}/amendments/{k}")  # fmt: skip

DIMENSIONS = {
    "revisions": Dimension(
        _revisions,
        (
            *_EVERYWHERE,
            "/{slug}/revisions",
            "/{slug}/revisions/{head}",
            "/{slug}/compare/{previous}...{head}",
            "/{slug}/passages/{block}",
            "/{slug}/record",
            "{api}",
            "{api}/revisions?limit=25",
            "{api}/revisions/latest",
        ),
        small=70,
        some=1_000,
        whole=10_000,
    ),
    "people": Dimension(
        _people,
        (
            *_EVERYWHERE,
            "/{slug}/amendments/{decided}",
            "/{slug}/amendments/{decided}/rounds/1",
            "/{slug}/members",
            "/{slug}/members?search=cle",
            "/{slug}/mediation",
            "/{slug}/record",
            "/me/mail",
            "{api}/members?limit=25",
            "{api}/amendments/{k}/comments",
            "{api}/amendments/{k}/mirror",
            "{api}/amendments/{k}/not-heard?limit=25",
            "{api}/amendments/{decided}/rounds/1",
        ),
        small=700,
        some=7_000,
        whole=100_000,
        may_grow={
            # Words within names are looked for in all of them.
            "/{slug}/members?search=cle": frozenset({"time"}),
            # How many members there are is counted, six milliseconds at 100,000 on PostgreSQL.
            "/{slug}/members": frozenset({"time"}),
            "/{slug}/amendments/{k}": frozenset({"time"}),
            "{api}/amendments/{k}": frozenset({"time"}),
            "{api}/amendments/{k}/mirror": frozenset({"time"}),
        },
    ),
    "comments": Dimension(
        _comments,
        (
            *_EVERYWHERE,
            "/{slug}/amendments/{k}?comment={comment}",
            "/{slug}/amendments/{k}?talk-before=40",
            "/{slug}/record",
            "{api}/amendments/{k}/comments?limit=25",
            "{api}/amendments/{k}/comments?limit=25&cursor={comment}",
            "{api}/amendments/{k}/mirror",
            "{api}/reviews",
        ),
        small=300,
        some=20_000,
        whole=1_000_000,
    ),
    "proposals": Dimension(
        _proposals,
        (
            *_EVERYWHERE,
            "/{slug}/amendments/together",
            "/{slug}/amendments/{decided}",
            "/{slug}/calendar",
            "/{slug}/passages/{block}",
            "{api}/amendments/together?pairs=meeting",
        ),
        small=40,
        some=200,
        whole=200,
        text=passages,
        may_grow={
            # The text if all of them pass.
            "/{slug}/amendments/together": _ALL,
            "{api}/amendments/together?pairs=meeting": _ALL,
            # What may be opened now, and when: it depends on the time and on the text in force.
            "/{slug}/desk": _ALL - {"bytes"},
            "/me": _ALL - {"bytes"},
            "/{slug}/calendar": _ALL - {"bytes"},
            # Thirty proposals that would change a passage; in the small place there are four.
            "/{slug}/passages/{block}": _ALL,
        },
    ),
}
