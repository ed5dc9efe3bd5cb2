"""The part of a charter's people that a page shows: all of them where they are few."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.belonging.people import Role
from app.services.views.amendment_view import directory
from app.storage.belonging.membership import Member
from app.web.pages.context import CharterContext

#: As many people as a page shows where not all of them fit.
ON_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class WantedPeople:
    """Which people are asked for: those behind one, by number, or whose names hold something."""

    after: int = 0
    search: str = ""


@dataclass(frozen=True, slots=True)
class PeoplePart:
    """Members other than stewards. `is_whole`: all of them, by name; else longest here first.

    `after` is the number behind which they go on, None at the end. Who is searched for is found
    among stewards too.
    """

    members: tuple[Member, ...] = ()
    is_whole: bool = True
    search: str = ""
    after: int | None = None
    is_first: bool = True


def people_part(charter_ctx: CharterContext, wanted: WantedPeople) -> PeoplePart:
    """The people that a page shows."""
    known = directory(charter_ctx.reader, charter_ctx.access)
    everyone = known.those_present()
    if everyone is not None:
        return PeoplePart(tuple(one for one in everyone if one.role is Role.MEMBER))
    found = known.page(wanted.after, ON_A_PAGE + 1, wanted.search)
    shown = found[:ON_A_PAGE]
    return PeoplePart(
        tuple(one for one in shown if one.role is Role.MEMBER or wanted.search),
        is_whole=False,
        search=wanted.search,
        after=shown[-1].member if len(found) > ON_A_PAGE else None,
        is_first=not wanted.after,
    )
