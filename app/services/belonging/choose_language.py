"""Choosing a language: kept with the person, so that mail and other browsers speak it too."""

from __future__ import annotations

from amendments.refusals import BadInput
from app.language import languages
from app.storage.engine.session import Writer
from app.storage.tables import PersonRow
from charter.language import gettext as _


def check_language(code: str) -> str | None:
    """A language that there is; None, for an empty code, is whatever the browser asks for.

    Raises:
        BadInput: there is no such language here.
    """
    if code and code not in languages():
        raise BadInput(_("Please choose one of the languages in the list."), field="language")
    return code or None


def choose_language(writer: Writer, person: int, code: str) -> str | None:
    """Keep the language that a person chose. Returns it.

    Raises:
        BadInput: as `check_language` says.
    """
    chosen = check_language(code)
    row = writer.session.get_one(PersonRow, person)
    row.language = chosen
    return chosen
