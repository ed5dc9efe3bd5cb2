"""Every app of a test process has the same addresses, worked out once.

FastAPI works out an address for each app when it is first asked for one: its parameters, what it
depends on, how its answer is checked. That is half a second for all of them, and most tests make
an app of their own. The addresses themselves know of no app: a request brings its app along.
"""

from __future__ import annotations

from fastapi import FastAPI
from starlette.routing import BaseRoute

from app.web import routes

_include = routes.include
_included: list[BaseRoute] = []


def _include_again(app: FastAPI) -> None:
    """As `app.web.routes.include`: the first app's addresses, for all of them."""
    if _included:
        app.router.routes.extend(_included)
        return
    before = len(app.router.routes)
    _include(app)
    _included.extend(app.router.routes[before:])


def install() -> None:
    """Let all apps of this process share them."""
    routes.include = _include_again
