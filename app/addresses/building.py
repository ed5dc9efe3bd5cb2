"""Putting an address together: its parts, what is asked of it, and the place on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

Asked = Mapping[str, str | int | Sequence[str] | None]


def address(*parts: str | int, asked: Asked | None = None, at: str = "") -> str:
    """The address `/part/part?name=value#at` of this installation.

    A part may itself have several ("members/links"). What is empty is left out: a part, a value
    that is asked for, the place. Several values stand one after another under the same name.
    """
    path = "".join(f"/{part}" for part in parts if part != "") or "/"
    given = {name: value for name, value in (asked or {}).items() if value not in {None, "", ()}}
    query = urlencode(given, doseq=True, safe="/", quote_via=quote)
    return f"{path}{'?' if query else ''}{query}{'#' if at else ''}{at}"
