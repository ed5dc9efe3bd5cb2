"""Mutants: the rules and the texts with one small fault each, which their own tests should notice.

    python -m tests.support.mutants 20            # so many faults in each package, a seeded sample
    python -m tests.support.mutants 20 amendments --seed 7

A fault is put in while the module is imported; no file is changed. A fault that no test notices is
shown: a test is missing, or the words there make no difference. The operators are those of
Offutt et al., "An Experimental Determination of Sufficient Mutant Operators" (1996), as far as
Python has them: relations, arithmetic, logical connectors, and constants.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGES = ("amendments", "charter")
#: Where the plugin finds which fault to make: the file, and which of its places.
WANTED = "CHARTER_TESTS_MUTANT"
PATIENCE_SECONDS = 600
_RELATIONS: dict[type[Any], type[Any]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


def _is_place(node: ast.AST) -> bool:
    match node:
        case ast.Compare() | ast.BoolOp():
            return True
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            return True
        case ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Constant(value=bool() | int()):
            return True
    return False


def places(tree: ast.Module) -> list[ast.AST]:
    """Where a fault can be made, in the order of the text; annotations are no such place."""
    found: list[ast.AST] = []

    def look(node: ast.AST) -> None:
        if _is_place(node):
            found.append(node)
        for name, value in ast.iter_fields(node):
            if name not in {"annotation", "returns"}:
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, ast.AST):
                        look(one)

    look(tree)
    return found


class _Faulty(ast.NodeTransformer):
    def __init__(self, at: ast.AST) -> None:
        self._at = at

    def visit(self, node: ast.AST) -> Any:
        return self._changed(node) if node is self._at else self.generic_visit(node)

    @staticmethod
    def _changed(node: Any) -> ast.AST:
        match node:
            case ast.Compare():
                node.ops[0] = _RELATIONS[type(node.ops[0])]()
            case ast.BoolOp() | ast.BinOp():
                node.op = _RELATIONS[type(node.op)]()
            case ast.UnaryOp():
                return node.operand
            case ast.Constant(value=bool() as value):
                node.value = not value
            case ast.Constant(value=int() as value):
                node.value = value + 1
        changed: ast.AST = node
        return changed


def with_fault(source: str, number: int) -> ast.Module:
    """A module with the fault at one of its places."""
    tree = ast.parse(source)
    _Faulty(places(tree)[number]).visit(tree)
    return ast.fix_missing_locations(tree)


class _FaultyLoader(SourceFileLoader):
    number = 0

    def get_code(self, fullname: str) -> CodeType:
        source = Path(self.path).read_text(encoding="utf-8")
        return compile(with_fault(source, self.number), self.path, "exec")


class _Finder(MetaPathFinder):
    def __init__(self, file: Path, number: int) -> None:
        self._file, self._number = file, number

    def find_spec(
        self, fullname: str, path: Any = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module with the fault in it, where this is it."""
        if not fullname.startswith(PACKAGES):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin and Path(spec.origin) == self._file:
            loader = _FaultyLoader(fullname, spec.origin)
            loader.number = self._number
            spec.loader = loader
        return spec


def install() -> None:
    """Make the fault that is wanted: as a plugin of pytest, before anything else is imported."""
    file, _, number = os.environ[WANTED].rpartition(":")
    sys.meta_path.insert(0, _Finder(ROOT / file, int(number)))


def _sample(package: str, count: int, seed: int) -> Iterator[tuple[Path, int, int]]:
    every = [
        (file, number, getattr(place, "lineno", 0))
        for file in sorted((ROOT / package).rglob("*.py"))
        for number, place in enumerate(places(ast.parse(file.read_text(encoding="utf-8"))))
    ]
    yield from random.Random(seed).sample(every, min(count, len(every)))


def is_noticed(package: str, file: Path, number: int) -> bool:
    """Whether a test of the package fails with the fault in it."""
    wanted = f"{file.relative_to(ROOT)}:{number}"
    # The usual examples of Hypothesis, and no database of earlier ones: the same each time.
    run = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "tests.support.mutants"]
    run += ["-p", "no:cacheprovider", f"tests/{package}"]
    try:
        done = subprocess.run(
            run, cwd=ROOT, env={**os.environ, WANTED: wanted}, capture_output=True,
            check=False, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return True  # a loop that does not end
    return done.returncode != 0


def main() -> None:
    """Try a sample, show what went unnoticed, and the score."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("count", type=int, help="how many faults in each package")
    asked.add_argument("packages", nargs="*", default=PACKAGES)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    for package in given.packages:
        noticed = tried = 0
        for file, number, line in _sample(package, given.count, given.seed):
            tried += 1
            if is_noticed(package, file, number):
                noticed += 1
            else:
                sys.stdout.write(f"unnoticed: {file.relative_to(ROOT)}:{line}, place {number}\n")
        sys.stdout.write(f"{package}: {noticed} of {tried} faults were noticed\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
elif WANTED in os.environ:
    install()
