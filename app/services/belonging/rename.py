"""Going by another name. It is one's own everywhere here, and each charter's record tells of it."""

from __future__ import annotations

from amendments.belonging import membership, naming
from amendments.refusals import NotFound
from app.services import entry
from app.services.belonging.names import demand_unlike
from app.services.texts.wording import plain
from app.storage.belonging.names import give_name
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.texts import charters
from charter.language import gettext as _


def rename(writer: Writer, person: int, name: str) -> str:
    """Give oneself another name. Returns it as it is kept.

    Raises:
        NotFound: there is no such person any more.
        BadInput: there is no name, it cannot be used, or it can be taken for the name of somebody
            in one of their charters, also in those that they have left: their words speak there.
    """
    wanted = naming.read_given_name(plain(name, "name"))
    # In the order of their numbers, so that two who do this never wait for one another.
    known = charters.charters_of(writer, person, also_past=True)
    for one in sorted(known, key=lambda each: each.id):
        _tell(writer, one.slug, person, wanted)
    row = charters.person(writer, person)
    if row is None:
        raise NotFound(_("There is no such account any more."))
    give_name(row, wanted)
    return wanted


def _tell(writer: Writer, slug: str, person: int, name: str) -> None:
    charter = charters.lock(writer, slug)
    assert charter is not None
    demand_unlike(writer, charter.id, name, person)
    entry.enter_as_server(writer, charter)
    place = charters.membership_of(writer, charter.id, person)
    row = charters.person(writer, person)
    if place is None or row is None or row.name == name:
        return
    lines.append(writer, charter, membership.renamed(place.handle, name))
