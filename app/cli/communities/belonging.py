"""Who belongs: `invite`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.place import locked, opened
from app.mail.invitations import join_link
from app.services.belonging.invite import invite_address, invite_by_link
from app.settings import Settings


def invite(
    slug: Annotated[str, typer.Argument(help="The charter's slug.")],
    email: Annotated[
        str, typer.Argument(help="Whom to invite; without it, a link for several people.")
    ] = "",
    uses: Annotated[int, typer.Option(help="How many people can use the link.")] = 10,
    days: Annotated[int, typer.Option(help="For how many days the link works.")] = 7,
) -> None:
    """Print a link with which one person, or several, can join. It is shown this once."""
    settings = Settings()
    with opened(settings) as database, database.writing() as writer:
        charter = locked(writer, slug).charter
        if email:
            made = invite_address(writer, charter, email, by=None)
        else:
            made = invite_by_link(writer, charter, uses=uses, days=days, by=None)
    print(join_link(settings.base_url, slug, made.token))
