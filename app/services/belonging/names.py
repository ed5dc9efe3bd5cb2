"""Names as people may call themselves, and what they are called within a charter."""

from __future__ import annotations

from amendments.belonging import naming
from amendments.refusals import BadInput
from app.services.texts.wording import plain
from app.storage.belonging.names import names_in
from app.storage.engine.session import Reader
from app.storage.texts import charters


def read_name(name: str) -> str:
    """A name in its one form; it may be empty.

    Raises:
        BadInput: it cannot be a name.
    """
    return naming.read_name(plain(name, "name"))


def demand_unlike(reader: Reader, charter_id: int, name: str, person: int | None = None) -> None:
    """Refuse a name that can be taken for somebody's in a charter, also for one who left.

    `person` is whose name it is to be, None for somebody new. Whoever writes into the charter has
    it locked, so that no two people take one name at the same moment.

    Raises:
        BadInput: it can be taken for another one.
    """
    naming.demand_unlike(name, names_in(reader, charter_id, but=person))


def called(reader: Reader, charter_id: int, member: int | None) -> str:
    """What a member is called in a charter; nothing for the operator of this place."""
    found = charters.directory(reader, charter_id).get(member or 0)
    return found.name if found is not None and found.left_at is None else ""


def name_from(address: str) -> str:
    """A first name for someone of whom only the address is known."""
    words = address.partition("@")[0].replace(".", " ").replace("_", " ").title()
    try:
        return naming.read_name(words[: naming.LONGEST]) or _NO_NAME
    except BadInput:
        # `admin@…` and the like: what somebody does is no name.
        first = next((sign for sign in words if sign.isalpha()), "")
        return naming.read_name(f"{first}.") if first else _NO_NAME


#: Nomen nescio: the name is not known.
_NO_NAME = "N. N."
