"""Decisions and their days: `round`, `reviews`, `calendar`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from pydantic import TypeAdapter

from amendments.belonging.people import Actor, Role
from amendments.refusals import BadInput, NotFound
from app.cli.place import locked, look_up, looked_at, opened
from app.services.authentication.addresses import find_person, read_address
from app.services.entry import CharterAccess, enter
from app.services.record.round_record import RoundRecord, round_record
from app.services.texts.calendar import feed
from app.services.texts.calendar_address import calendar_path
from app.settings import Settings
from app.storage.writing import amendments

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
    with looked_at() as database, database.reading() as reader:
        found = round_record(reader, _as_member(look_up(reader, slug)), amendment, number)
    print(TypeAdapter(RoundRecord).dump_json(found, indent=1).decode())


def _as_member(access: CharterAccess) -> CharterAccess:
    return CharterAccess(access.charter, Actor(Role.MEMBER, member=0), access.community)


def reviews(slug: Slug) -> None:
    """List the adopted proposals that are to be looked at again, the earliest first."""
    with looked_at() as database, database.reading() as reader:
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


def calendar(
    slug: Slug,
    for_: Annotated[
        str, typer.Option("--for", help="Print this member's own address of it instead.")
    ] = "",
    renew: Annotated[
        bool, typer.Option("--renew", help="Make a new address; those before stop working.")
    ] = False,
) -> None:
    """Print the calendar in iCalendar form, or the address under which a member can subscribe."""
    if renew and not for_:
        msg = "Say whose address to make anew: --for EMAIL."
        raise BadInput(msg)
    settings = Settings()
    if not for_:
        with looked_at(settings) as database, database.reading() as reader:
            sys.stdout.buffer.write(feed(reader, look_up(reader, slug), settings.base_url))
        return
    address = read_address(for_)
    with opened(settings) as database, database.writing() as writer:
        charter = locked(writer, slug).charter
        person = find_person(writer, for_)
        if person is None or person.id is None:
            msg = f"Nobody with the address {address} is known here."
            raise NotFound(msg)
        access = enter(writer, slug, person.id)
        if not access.actor.is_member:
            msg = f"{person.name} ({address}) is no member of “{charter.slug}”."
            raise NotFound(msg)
        path = calendar_path(writer, settings.secret_key(), access, person.id, renew=renew)
    print(settings.base_url + path)
