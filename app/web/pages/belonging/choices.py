"""People to choose from in a form."""

from __future__ import annotations

from collections.abc import Collection

from app.services.entry import CharterAccess
from app.services.views.amendment_view import directory
from app.storage.engine.session import Reader

#: Handles and names; None where there are too many to list, and a name is written instead.
Choices = tuple[tuple[str, str], ...] | None


def choices(reader: Reader, access: CharterAccess, *, but: Collection[int | None] = ()) -> Choices:
    """The members of a charter, without some of them."""
    people = directory(reader, access).those_present()
    if people is None:
        return None
    return tuple((one.handle, one.name) for one in people if one.member not in but)
