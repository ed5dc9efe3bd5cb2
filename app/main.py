"""Putting the service together: one place, one app."""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import Receive, Scope, Send

from amendments.refusals import BadInput
from app import memory
from app.mail.sending.senders import sender_for
from app.provider import provider_of
from app.settings import BODY_LIMIT, Settings, read_settings
from app.storage.data_version import DataVersions, versions_of
from app.storage.engine.clock_guard import ClockGuard
from app.storage.engine.database import Database
from app.storage.engine.session import Clock
from app.web import problems, routes
from app.web.answer_cache.entries import CachedAnswers
from app.web.answer_cache.middleware import AnswerCaching
from app.web.api.description import describe
from app.web.installation import Installation
from app.web.limits import Limits
from app.web.live.hub import Hub
from app.web.middleware import (
    BodyLimit,
    HostCheck,
    RequestLog,
    SameOriginForms,
    SecurityHeaders,
    headers_for,
)
from app.web.pages.authentication import reauthentication, step_up
from app.web.pages.errors import error_page
from app.web.pages.own.language import told_language
from app.web.serving.admission import Admission
from app.web.serving.aside import Aside
from app.web.serving.attempts import Attempting
from app.web.serving.routing import THREADS, Queues
from app.web.serving.ticker import Ticker
from app.web.serving.uses import NoteUses
from app.web.speaking import Speaking

#: A thread that compares texts lets others go on after so long. Each statement of a request gives
#: the interpreter away and waits for it again: at Python's own 5 ms that adds up to half a second.
SWITCH_SECONDS = 0.0005

log = logging.getLogger(__name__)


class Service(FastAPI):
    """The app, with what comes before all that FastAPI does: the log, and answers from memory."""

    def __init__(
        self,
        answers: CachedAnswers,
        versions: DataVersions,
        installation: Installation,
        **wanted: Any,  # noqa: ANN401 - whatever FastAPI takes
    ) -> None:
        """As FastAPI; and where answers are kept, by what, and of which place."""
        super().__init__(**wanted)
        caching = AnswerCaching(
            super().__call__,
            answers=answers,
            versions=versions,
            database=installation.database,
            language=installation.settings.language,
        )
        self._front = RequestLog(caching)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Deal with what comes in."""
        await self._front(scope, receive, send)


def make_installation(
    settings: Settings, *, clock: Clock | None = None, is_demo: bool = False
) -> Installation:
    """What the settings describe. The database has to be migrated already."""
    guard = None if clock is not None else ClockGuard(settings.clock_bounds())
    return Installation(
        settings=settings,
        database=Database(settings.database_url, clock, guard),
        secret=settings.secret_key(),
        sender=sender_for(settings.smtp_url),
        is_demo=is_demo,
    )


def create_app(installation: Installation | None = None) -> FastAPI:
    """The service. Without a place, the environment's settings make one."""
    if installation is not None:
        return _put_together(installation)
    settings = _settings_of_environment()
    app = _put_together(make_installation(settings, is_demo=settings.demo))
    memory.settle()
    return app


def _put_together(here: Installation) -> FastAPI:
    settings = here.settings
    queues = Queues.for_database(here.database.engine.dialect.name)
    answers, versions = CachedAnswers(settings.cache_bytes), versions_of(here.database)
    app = Service(
        answers,
        versions,
        here,
        title="Living Charter",
        version="1",
        description=routes.API_DESCRIPTION,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
        middleware=[
            Middleware(Attempting),
            Middleware(SecurityHeaders, headers=headers_for(https=settings.is_https)),
            Middleware(Speaking, default=settings.language, cookie=told_language(settings)),
            Middleware(HostCheck, base=settings.host, more=settings.allowed_hosts),
            Middleware(SameOriginForms),
            Middleware(Admission),
            Middleware(BodyLimit, limit=BODY_LIMIT),
            Middleware(NoteUses, database=here.database, queues=queues),
        ],
    )
    app.state.installation = here
    # How a refusal looks to people is for the pages to say; what refuses lies below them.
    app.state.error_page = error_page
    app.state.answers = answers
    app.state.versions = versions
    app.state.hub = Hub(here.database)
    app.state.provider = provider_of(settings)
    app.state.limits = Limits(settings, here.secret)
    app.state.queues = queues
    app.state.aside = Aside()
    problems.install(app)
    step_up.install(app)
    reauthentication.install(app)
    routes.include(app)
    describe(app)
    return app


def _settings_of_environment() -> Settings:
    """The settings; a server that calls `create_app` by itself says what is wrong, and ends."""
    try:
        return read_settings()
    except BadInput as wrong:
        sys.exit(wrong.reason)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Do what is due from time to time while the service runs."""
    installation: Installation = app.state.installation
    hub: Hub = app.state.hub
    versions: DataVersions = app.state.versions
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    sys.setswitchinterval(SWITCH_SECONDS)
    async with versions.watched(), Ticker(installation).running():
        yield
    hub.close()
    app.state.aside.close()
    installation.database.dispose()
