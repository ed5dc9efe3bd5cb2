"""Names as people may call themselves."""

from __future__ import annotations

from amendments.refusals import BadInput
from app.services.wording import plain
from charter.language import gettext as _

LONGEST_NAME = 100


def read_name(name: str) -> str:
    """A name in one line; it may be empty.

    Raises:
        BadInput: it cannot be used.
    """
    wanted = " ".join(plain(name, "name").split())
    if len(wanted) > LONGEST_NAME:
        msg = _("A name can have {most} characters at most.").format(most=LONGEST_NAME)
        raise BadInput(msg, field="name")
    return wanted
