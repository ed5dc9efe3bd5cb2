"""The way in and out of a page: who came, what they may read, and where they go afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from pydantic import AfterValidator
from starlette.responses import HTMLResponse, RedirectResponse, Response

from amendments.refusals import NotFound, Refusal
from app.mail.sending.waiting import stuck
from app.services import entry
from app.services.authentication.digests import keyed_digest
from app.services.entry import CharterAccess
from app.services.record.unseen import unseen
from app.storage.engine.session import Reader, Writer
from app.storage.record.watch import WatchMark, newest_in
from app.web import problems
from app.web.answer_cache.pending import never_cached
from app.web.frame import PageFrame
from app.web.installation import Installation, Reading, TheInstallation, settle
from app.web.pages import flash
from app.web.pages.authentication.visitor import TheVisitor, Visitor
from app.web.templating import frame_for, render
from charter.language import gettext as _

_BEYOND = 2**31 - 1


def _countable(number: int) -> int:
    """The number, unless no database could hold it."""
    if number > _BEYOND:
        raise NotFound(_("Nothing here has a number as large as that."))
    return number


#: A number in an address.
Number = Annotated[int, AfterValidator(_countable)]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something was not done.

    `field` is the id of the field that it is about; `form` is what the ids of its form begin with.
    """

    reason: str
    status: int
    field: str | None = None
    form: str = ""

    @classmethod
    def of(cls, refusal: Refusal, form: str = "", *, unknown: str | None = None) -> Trouble:
        """From a refusal. `form` is what the ids of the form's fields begin with."""
        name = getattr(refusal, "field", None) or unknown
        field = f"{form}-{name}" if name and form else name
        return cls(refusal.reason, problems.status_of(refusal), field, form)


@dataclass(frozen=True, slots=True)
class RequestContext:
    """Someone who asks for a page of this place."""

    request: Request
    installation: Installation
    visitor: Visitor | None

    @property
    def person(self) -> int | None:
        """The number of the person who is signed in."""
        return self.visitor.person_id if self.visitor else None

    @property
    def words_key(self) -> str:
        """The name under which a browser keeps a person's words apart from those of others."""
        if self.person is None:
            return ""
        return keyed_digest(self.installation.secret, "words-in-a-browser", str(self.person))[:24]

    def frame(
        self,
        title: str,
        reader: Reader,
        *,
        access: CharterAccess | None = None,
        trouble: Trouble | None = None,
        awaits_mail: bool = False,
    ) -> PageFrame:
        """The frame of a page for this person; `awaits_mail`: who waits for a code by mail."""
        told = None if trouble else flash.sentence(self.request.query_params.get("said"))
        if told:
            # What was just done is said once.
            never_cached()
        return frame_for(
            self.request,
            title,
            now=reader.now,
            person=self.visitor.name if self.visitor else None,
            access=access,
            said=told,
            refused=trouble.reason if trouble else None,
            refused_field=trouble.field if trouble else None,
            newest=_newest(reader, access) if access and access.actor.is_member else None,
            words_key=self.words_key,
            mail_waits=awaits_mail and stuck(reader) is not None,
        )

    @contextmanager
    def reading(self, slug: str) -> Iterator[CharterContext]:
        """Come into a charter to read, in a transaction of its own."""
        with self.installation.database.reading() as reader:
            yield CharterContext(self, reader, entry.enter(reader, slug, self.person))

    @contextmanager
    def writing(self, slug: str) -> Iterator[tuple[Writer, CharterAccess]]:
        """Come into a charter to change something; committed at the end."""
        with self.installation.database.writing() as writer:
            yield writer, entry.enter_to_write(writer, slug, self.person)

    def go(self, address: str, code: str | None = None) -> Response:
        """Send the browser on, with a code for what was done."""
        path, hash_sign, fragment = address.partition("#")
        question = f"{'&' if '?' in path else '?'}said={code}" if code else ""
        return RedirectResponse(f"{path}{question}{hash_sign}{fragment}", 303)


def _newest(reader: Reader, access: CharterAccess) -> WatchMark:
    return newest_in(reader, access.charter.id, unseen(reader, access))


async def get_context(
    request: Request, installation: TheInstallation, visitor: TheVisitor
) -> RequestContext:
    """The door, for pages that belong to no charter."""
    return RequestContext(request, installation, visitor)


TheContext = Annotated[RequestContext, Depends(get_context)]


def _settled_door(ctx: TheContext, _settled: Annotated[None, Depends(settle)]) -> RequestContext:
    return ctx


#: For a POST in a charter: what is due has been closed before anything is decided.
SettledContext = Annotated[RequestContext, Depends(_settled_door)]


@dataclass(frozen=True, slots=True)
class CharterContext:
    """Someone who came into a charter, to read."""

    ctx: RequestContext
    reader: Reader
    access: CharterAccess

    @property
    def slug(self) -> str:
        """The first part of the charter's addresses."""
        return self.access.charter.slug

    def show(
        self,
        template: str,
        title: str,
        page: object,
        *,
        trouble: Trouble | None = None,
        fragment: str | None = None,
    ) -> HTMLResponse:
        """A page of this charter, or its fragment where htmx asked for that."""
        frame = self.ctx.frame(title, self.reader, access=self.access, trouble=trouble)
        status = trouble.status if trouble else 200
        return render(self.ctx.request, template, frame, page, status=status, fragment=fragment)


def _visit(ctx: TheContext, slug: str, reader: Reading) -> CharterContext:
    return CharterContext(ctx, reader, entry.enter(reader, slug, ctx.person))


TheCharterContext = Annotated[CharterContext, Depends(_visit)]
