"""What a router sees at a glance leads to the same endpoint as looking at each address closely."""

from __future__ import annotations

import re

import pytest
from fastapi.routing import iter_route_contexts
from starlette.routing import Match

from app.main import create_app
from app.web.serving.routing import Route, Router, end_of

STRANGE = ["", "/", "//", "/api/v1", "/api/v1/charters/", "/x/stance", "/x/amendments/1/", "/%2F"]
METHODS = ("GET", "PUT", "DELETE")


@pytest.fixture
def app(installation):
    return create_app(installation)


def led(app, paths):
    """Where each request leads: the places of the routers that take it, and how well it fits."""
    found = {}
    for path in paths:
        for method in METHODS:
            scope = {"type": "http", "path": path, "method": method, "headers": []}
            matches = [one.matches(dict(scope))[0] for one in app.routes]
            found[path, method] = [(n, one) for n, one in enumerate(matches) if one != Match.NONE]
    return found


def test_every_address_is_found_as_without_looking_at_a_glance(app, monkeypatch):
    contexts = list(iter_route_contexts(app.routes))
    named = [one.path for one in contexts if isinstance(one.original_route, Route)]
    paths = [re.sub(r"\{[^}]*\}", filled, one) for one in named for filled in ("1", "a-b", "")]
    at_a_glance = led(app, paths + STRANGE)
    monkeypatch.setattr(Router, "_can_lead", lambda _self, _path: True)
    for one in contexts:
        if isinstance(one.original_route, Route):
            monkeypatch.setattr(one.original_route, "end", None)
    assert led(app, paths + STRANGE) == at_a_glance
    assert len(named) > 200
    assert all(at_a_glance[re.sub(r"\{[^}]*\}", "1", one), "GET"] for one in named)


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("/charters/{slug}/stance", "/stance"),
        ("/charters/{slug}", None),
        ("/{slug}/feed.{kind}", None),
        ("/", "/"),
        ("", None),
    ],
)
def test_how_the_addresses_of_a_route_end(path, end):
    assert end_of(path) == end
