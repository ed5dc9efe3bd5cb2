"""What a form sent: words by the names of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from amendments.fields import Field, FieldKind
from amendments.refusals import BadInput
from app.settings import BODY_LIMIT
from charter.language import gettext as _

MOST_FIELDS = 20_000


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, with line feeds only. A field that was not sent is empty."""

    fields: Mapping[str, str]

    def get(self, name: str) -> str:
        """The words of a field."""
        return self.fields.get(name, "")

    def only(self, *names: str) -> dict[str, str]:
        """Some of the fields, by their names."""
        return {name: self.get(name) for name in names}

    def number(self, name: str) -> int | None:
        """A field as a number, None if it is none."""
        text = self.get(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004

    def day(self, name: str) -> date | None:
        """A field as a day, None if it is empty.

        Raises:
            BadInput: it is not a day.
        """
        text = self.get(name).strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            msg = _("This is not a day. Write it like 2027-05-31.")
            raise BadInput(msg, field=name) from error

    def value(self, field: Field) -> str | date | bool | int | None:
        """What a declared field holds; None, or no, where it says nothing.

        Raises:
            BadInput: it should be a day and is none.
        """
        if field.kind is FieldKind.DAY:
            return self.day(field.name)
        if field.kind is FieldKind.FLAG:
            return self.get(field.name) == "yes"
        if field.kind is FieldKind.NUMBER:
            return self.number(field.name)
        return self.get(field.name)

    def moment(self, name: str, zone: ZoneInfo) -> datetime | None:
        """A field as a moment in a zone, None if it is empty.

        Raises:
            BadInput: it is not a moment.
        """
        text = self.get(name).strip()
        if not text:
            return None
        try:
            return datetime.fromisoformat(text).replace(tzinfo=zone)
        except ValueError as error:
            msg = _("This is not a day with a time. Write it like 2027-05-31T18:00.")
            raise BadInput(msg, field=name) from error


def in_form(field: Field, value: date | bool | int | str | None) -> str:
    """What a declared field holds as its form writes it, so that `Form.value` reads it back."""
    if field.kind is FieldKind.FLAG:
        return "yes" if value else ""
    return "" if value is None else str(value)


async def read_form(request: Request) -> Form:
    """The form that a request carries. Files have no place in it.

    Raises:
        HTTPException: it cannot be read.
    """
    try:
        sent = await request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=BODY_LIMIT)
    except UnicodeError as error:
        # It can name how its words are written, and some of those ways take nothing at all.
        raise HTTPException(400) from error
    return Form(
        {
            name: value.replace("\r\n", "\n")
            for name, value in sent.items()
            if isinstance(value, str)
        }
    )


TheForm = Annotated[Form, Depends(read_form)]


def local_address(wanted: str) -> str:
    """An address to go on to, if it is one of this place; else its first page."""
    safe = (
        wanted.isascii()
        and wanted.isprintable()
        and wanted.startswith("/")
        # Two of them begin the name of another place, and browsers read the other stroke as one.
        and not wanted.startswith("//")
        and "\\" not in wanted
    )
    return wanted if safe else "/"
