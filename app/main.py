"""Putting the service together: one place, one app."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

from app.mail.senders import sender_for
from app.provider import provider_of
from app.settings import BODY_LIMIT, Settings
from app.storage.database import Clock, Database
from app.web import problems, routes
from app.web.api.description import describe
from app.web.attempts import Attempting
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
from app.web.pages import come_back, step_up
from app.web.pages.kept import KeptPages
from app.web.pages.language import told_language
from app.web.place import Place
from app.web.speaking import Speaking
from app.web.ticker import Ticker

log = logging.getLogger(__name__)


def make_place(settings: Settings, *, clock: Clock | None = None, is_demo: bool = False) -> Place:
    """What the settings describe. The database has to be migrated already."""
    return Place(
        settings=settings,
        database=Database(settings.database_url, clock),
        secret=settings.secret_key(),
        sender=sender_for(settings.smtp_url),
        is_demo=is_demo,
    )


def create_app(place: Place | None = None) -> FastAPI:
    """The service. Without a place, the environment's settings make one."""
    settings = place.settings if place else Settings()
    here = place or make_place(settings, is_demo=settings.demo)
    app = FastAPI(
        title="Living Charter",
        version="1",
        description=routes.API_DESCRIPTION,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
        middleware=[
            Middleware(RequestLog),
            Middleware(Attempting),
            Middleware(SecurityHeaders, headers=headers_for(https=settings.is_https)),
            Middleware(Speaking, default=settings.language, cookie=told_language(settings)),
            Middleware(HostCheck, base=settings.host, more=settings.allowed_hosts),
            Middleware(SameOriginForms),
            Middleware(BodyLimit, limit=BODY_LIMIT),
        ],
    )
    app.state.place = here
    app.state.kept_pages = KeptPages()
    app.state.hub = Hub(here.database)
    app.state.provider = provider_of(settings)
    app.state.limits = Limits(settings, here.secret)
    problems.install(app)
    step_up.install(app)
    come_back.install(app)
    routes.include(app)
    describe(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Do what is due from time to time while the service runs."""
    place: Place = app.state.place
    hub: Hub = app.state.hub
    async with Ticker(place).running():
        yield
    hub.close()
    place.database.dispose()
