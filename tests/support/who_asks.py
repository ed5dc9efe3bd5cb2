"""Which act of the service asks which rule, and from which addresses: read from the source.

An act is a function of a service that is given a `Writer` by something in `app.web`. It asks a rule
where it, or what it is made of, names one: a function `may_…`, or another of `amendments` that
refuses by itself. `python -m tests.support.who_asks` writes the table of `docs/permissions.md`.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.main import create_app, make_installation
from app.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "permissions.md"
ROOMS = ("amendments", "app/services", "app/storage", "app/mail", "app/web")
ACTS = ("app.services.", "app.mail.")
FRESH = "app.web.pages.authentication.step_up.demand_fresh"
API = "/api/v1/charters/{slug}"
Defined = ast.FunctionDef | ast.AsyncFunctionDef


def _names(module: str, tree: ast.Module) -> dict[str, str]:
    """What the names of a module stand for elsewhere."""
    brought = (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module)
    names = {it.asname or it.name: f"{one.module}.{it.name}" for one in brought for it in one.names}
    own = (one.name for one in tree.body if isinstance(one, Defined))
    return names | {name: f"{module}.{name}" for name in own}


def _used(function: Defined, names: dict[str, str]) -> set[str]:
    """What a function names, but for what it calls its own arguments and values."""
    parts = list(ast.walk(function))
    own = {one.arg for one in parts if isinstance(one, ast.arg)}
    own |= {o.id for o in parts if isinstance(o, ast.Name) and isinstance(o.ctx, ast.Store)}
    known = {name: whole for name, whole in names.items() if name not in own}
    found = {known[one.id] for one in parts if isinstance(one, ast.Name) and one.id in known}
    for one in parts:
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            found |= {f"{known[one.value.id]}.{one.attr}"} if one.value.id in known else set()
    return found


@cache
def functions() -> dict[str, tuple[Defined, frozenset[str]]]:
    """Every function of the house that stands by itself, and what it names."""
    found = {}
    for file in (one for access in ROOMS for one in sorted((ROOT / access).rglob("*.py"))):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = _names(module, tree)
        for one in tree.body:
            if isinstance(one, Defined):
                found[f"{module}.{one.name}"] = (one, frozenset(_used(one, names)))
    return found


def within(start: str, *rooms: str) -> set[str]:
    """A function, and all that it leads to in some rooms. A rule that is asked is the end."""
    seen, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        following = () if is_rule(one) else functions()[one][1]
        new = {it for it in following if it in functions() and it.startswith(rooms)} - seen
        new = {it for it in new if "app.services.views." not in it}
        seen |= new
        waiting.extend(new)
    return seen


def is_rule(name: str) -> bool:
    """Whether a function says who may: `may_…`, or one of the rules that refuses by itself."""
    if not name.startswith("amendments.") or name.startswith("amendments.replay"):
        return False
    refuses = "raise NotAllowed" in ast.unparse(functions()[name][0])
    return name.rpartition(".")[2].startswith("may_") or refuses


def takes_writer(name: str) -> bool:
    """Whether a function is given a transaction that writes."""
    first = functions()[name][0].args.args[:1]
    return bool(first) and ast.unparse(first[0].annotation or first[0]) == "Writer"


@cache
def written_from_web() -> frozenset[str]:
    """Every function with a `Writer` that something in `app.web` names."""
    named = {
        it for one, (_, used) in functions().items() if one.startswith("app.web") for it in used
    }
    there = {one for one in named if one in functions() and not one.startswith("app.web")}
    return frozenset(one for one in there if takes_writer(one))


def asked_by(act: str) -> list[str]:
    """The rules that an act asks."""
    found = within(act, "amendments.", "app.services.", "app.mail.")
    return sorted(".".join(one.split(".")[-2:]) for one in found if is_rule(one))


def addresses(app: FastAPI) -> dict[str, list[str]]:
    """From which addresses each act is done; a star says that it asks for a fresh sign-in."""
    found: dict[str, list[str]] = {}
    for context in iter_route_contexts(app.router.routes):
        made, path = context.endpoint, context.path
        if made is None or path is None:
            continue  # a folder of files
        here = within(f"{made.__module__}.{made.__name__}", "app.web.") if _is_own(made) else set()
        methods = sorted((context.methods or set()) - {"HEAD", "OPTIONS"})
        star = "\\*" if FRESH in here else ""
        for act in {it for one in here for it in functions()[one][1]} & written_from_web():
            found.setdefault(act, []).append(f"`{' '.join(methods)} {_short(path)}`{star}")
    return found


def _is_own(made: object) -> bool:
    return getattr(made, "__module__", "").startswith("app.web.")


def _short(path: str) -> str:
    return "…" + path.removeprefix(API) if path.startswith(API) else path


def rows(app: FastAPI) -> list[str]:
    """The rows of the table: every act that asks a rule."""
    where = addresses(app)
    acts = [one for one in sorted(written_from_web()) if asked_by(one)]
    return [f"| `{short(one)}` | {_rules(one)} | {', '.join(where.get(one, []))} |" for one in acts]


def short(act: str) -> str:
    """An act by its file and its name."""
    if act.startswith("app.services."):
        return ".".join(act.split(".")[-2:])
    return act.removeprefix("app.")


def _rules(act: str) -> str:
    return ", ".join(f"`{one}`" for one in asked_by(act))


def service() -> FastAPI:
    """The service; its database is never opened."""
    settings = Settings(database_url="sqlite:///nothing.db", secret="a secret of the tests")
    return create_app(make_installation(settings))


def _write() -> None:
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    first = next(n for n, line in enumerate(lines) if line.startswith("| act | asks")) + 2
    last = next(n for n, line in enumerate(lines[first:], first) if not line.startswith("|"))
    lines[first:last] = rows(service())
    PAGE.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    _write()
