"""Decisions: `round`, `reviews`."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import TypeAdapter

from amendments.people import Actor, Role
from app.cli.place import look_up, opened
from app.services.entry import Room
from app.services.round_record import RoundRecord, round_record
from app.storage import amendments

Slug = Annotated[str, typer.Argument(help="The charter's slug.")]


def round_(
    slug: Slug,
    amendment: Annotated[
        int, typer.Argument(min=1, max=2_000_000_000, help="The number of the proposal.")
    ],
    number: Annotated[
        int, typer.Argument(min=1, max=2_000_000_000, help="The number of the decision on it.")
    ],
) -> None:
    """Print the whole record of one decision as JSON, as any member may read it."""
    with opened() as database, database.reading() as reader:
        found = round_record(reader, _as_member(look_up(reader, slug)), amendment, number)
    print(TypeAdapter(RoundRecord).dump_json(found, indent=1).decode())


def _as_member(room: Room) -> Room:
    return Room(room.charter, Actor(Role.MEMBER, member=0), room.community)


def reviews(slug: Slug) -> None:
    """List the adopted proposals that are to be looked at again, the earliest first."""
    with opened() as database, database.reading() as reader:
        charter = look_up(reader, slug).charter
        waiting = amendments.with_review_day(reader, charter.id)
        titles = amendments.newest_versions(reader, [one.id for one in waiting])
        today = reader.now.astimezone(charter.zone).date()
    for one in waiting:
        day = one.value.review_on
        due = "due" if day is not None and day <= today else "   "
        print(f"{day} {due} {one.value.number:4} {titles[one.id].title}")
    if not waiting:
        print("Nothing is to be looked at again.")
