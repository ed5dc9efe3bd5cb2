"""Addresses have names: each of them leads to a route, and nobody spells one by hand."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path

from app import addresses
from app.addresses.building import address
from app.web import routes

ROOT = Path(__file__).parents[2]
SLUG = "care-charter"
#: What stands for the parameters whose type alone does not say what they look like.
EXAMPLES: dict[str, Any] = {"day": date(2024, 1, 31), "people": ["one", "two"], "path": "/members"}
#: What is no page: served for programs, or as it is.
NO_PAGES = ("/api/", "/static", "/health", "/ready", "/favicon")


def named() -> dict[str, Callable[..., str]]:
    """Every address that has a name."""
    found = inspect.getmembers(addresses, inspect.isfunction)
    return {name: one for name, one in found if one is not address}


def values_of(parameter: inspect.Parameter, hint: Any) -> list[Any]:
    """What a parameter may be: every choice, or an example; and nothing, where it can be left."""
    if get_origin(hint) is Literal:
        return list(get_args(hint))
    if hint is bool:
        return [False, True]
    kinds = get_args(hint) or (hint,)
    example = 3 if int in kinds else "some-thing"
    if parameter.name == "slug":
        return [SLUG]
    left = [] if parameter.default is inspect.Parameter.empty else [parameter.default]
    return [*left, EXAMPLES.get(parameter.name, example)]


def calls_of(function: Callable[..., str]) -> Iterator[dict[str, Any]]:
    """All the ways to ask for an address."""
    hints, parameters = get_type_hints(function), inspect.signature(function).parameters
    choices = [values_of(one, hints[name]) for name, one in parameters.items()]
    for chosen in product(*choices):
        yield dict(zip(parameters, chosen, strict=True))


@pytest.fixture(scope="module")
def patterns():
    """The patterns of all routes."""
    app = FastAPI(openapi_url=None)
    routes.include(app)
    contexts = iter_route_contexts(app.router.routes)
    return [compile_path(one.path)[0] for one in contexts if one.path]


@pytest.mark.parametrize("name", named())
def test_an_address_leads_to_a_route(patterns, name):
    for call in calls_of(named()[name]):
        path = urlsplit(named()[name](**call)).path
        assert any(one.match(path) for one in patterns), f"{name}({call}): {path}"


def test_within_a_charter_an_address_has_no_slug():
    for function in named().values():
        for call in calls_of(function):
            if "slug" in call:
                whole, within = function(**call), function(**{**call, "slug": ""})
                expected = whole.replace(f"/{SLUG}", "", 1)
                assert within.lstrip("/") == expected.lstrip("/"), function.__name__


def test_what_is_asked_comes_back_as_it_was():
    wanted = "/care-charter/members?search=Zoë & co&after=3#one"
    split = urlsplit(addresses.sign_in(wanted, at="form"))
    assert parse_qs(split.query) == {"next": [wanted]}
    assert (split.path, split.fragment) == ("/sign-in", "form")
    split = urlsplit(addresses.mediations(SLUG, people=["a b", "c&d"], steward="e"))
    assert parse_qs(split.query) == {"steward": ["e"], "with": ["a b", "c&d"]}


def test_what_is_empty_is_left_out():
    assert address() == "/"
    assert address("a", "", 0, asked={"b": None, "c": "", "d": (), "e": 0}) == "/a/0?e=0"


# --- nobody spells one by hand


def texts_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The strings of a module with their lines, `{}` for what is filled in.

    Left out are docstrings and what declares a route: decorators, and the prefixes of routers.
    """
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            passed.update(part for one in node.decorator_list for part in ast.walk(one))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Router":
            passed.update(ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(node.value)
        if isinstance(node, ast.JoinedStr):
            # What a part of it holds is filled in by an expression of its own.
            passed.update(one for one in node.values if isinstance(one, ast.Constant))
    for node in ast.walk(tree):
        if node in passed:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        if isinstance(node, ast.JoinedStr):
            parts = (one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)
            yield node.lineno, "".join(map(str, parts))


def spelled(text: str, pages: list[re.Pattern[str]]) -> bool:
    """Whether a string is the address of a page, whole or within a charter, or ends with one."""
    for found in re.findall(r"(?:^|\{[^{}]*\})(/[^\s,.?#]+)", text):
        # What is glued to the end of a word is a tail: a query, or a place.
        path = re.sub(r"\{[^{}]*\}", "1", re.sub(r"(?<=[a-z])\{[^{}]*\}$", "", found))
        is_word = re.search(r"[a-z]{2}", path) is not None
        if (is_word or text == found) and not path.startswith(NO_PAGES):
            tried = (path, f"/{SLUG}{path}")
            if any(one.match(each) for one in pages for each in tried):
                return True
    return False


def spelled_in(source: str, pages: list[re.Pattern[str]]) -> list[int]:
    """The lines of a module that spell an address."""
    return [line for line, text in texts_of(ast.parse(source)) if spelled(text, pages)]


@pytest.mark.parametrize(
    "line",
    [
        'ctx.go("/me", "left")',
        'ctx.go(f"/{slug}", "left")',
        'Letter(facts, f"/amendments/{number}#decision")',
        'link = f"{base_url}/{slug}/join/{token}"',
        'text = "open {base_url}/me/security, take it away"',
        "action = f\"/{slug}/amendments/{f'{number}/edit' if number else 'new'}\"",
        'address = f"/{slug}/mediation{tail}"',
    ],
)
def test_an_address_by_hand_is_found(patterns, line):
    assert spelled_in(line, patterns)


@pytest.mark.parametrize(
    "line",
    [
        'router = Router(prefix="/{slug}/amendments/{k:int}")',
        '@router.get("/{slug}/members")\ndef members() -> None: ...',
        'is_api = path.startswith("/api/")',
        'kind = "application/json"',
        'ratio = f"{part}/{whole}"',
        'here = path.strip("/")',
    ],
)
def test_what_is_no_address_is_not_found(patterns, line):
    assert spelled_in(line, patterns) == []


def test_no_module_spells_an_address(patterns):
    found = {}
    for file in (ROOT / "app").rglob("*.py"):
        inside = file.relative_to(ROOT / "app")
        # The API is a door of its own: its addresses are a promise to programs. What reads
        # documents meets addresses of others in them.
        if inside.parts[0] in {"addresses", "documents"} or inside.parts[:2] == ("web", "api"):
            continue
        lines = spelled_in(file.read_text("utf-8"), patterns)
        if lines:
            found[str(inside)] = lines
    assert not found, found


#: How a template spells one: an attribute that begins with a slash, one that goes on behind an
#: address, or a string in an expression.
BY_HAND = (
    re.compile(r"""(?:href|action|hx-get|hx-post|sse-connect|data-options|value)="/"""),
    re.compile(r"""(?:href|action|hx-get|hx-post|sse-connect)="[^"]*\}\}[/?#]"""),
    re.compile(r"""\{[{%](?:(?![%}]\}).)*["']/(?:[^"']+["']|["'] ~)"""),
)


def by_hand(source: str) -> list[str]:
    """The lines of a template that spell an address."""
    return [line for line in source.splitlines() if any(one.search(line) for one in BY_HAND)]


@pytest.mark.parametrize(
    "line",
    [
        '<a href="/me">',
        '<a href="/{{ page.slug }}/rules">',
        '<form action="{{ page.address }}/withdraw">',
        '<a href="{{ page.address }}?view=side">',
        '<a class="a" href="{{ page.address }}#decision">',
        '<div id="a" hx-get="{{ base }}/news">',
        "{% set here = '/' ~ page.slug %}",
        "{% trans link='/sign-in?next=' ~ (frame.path|urlencode) %}",
        "{{ ui.act_button(may, page.address ~ '/submit', label) }}",
    ],
)
def test_an_address_by_hand_is_found_in_a_template(line):
    assert by_hand(line)


def test_no_template_spells_an_address():
    found = {}
    for file in (ROOT / "templates").rglob("*.*"):
        lines = by_hand(file.read_text("utf-8"))
        if lines:
            found[str(file.relative_to(ROOT))] = lines
    assert not found, found
