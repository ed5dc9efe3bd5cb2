"""The table of the rules names every rule with its true default, and tests that are there."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from amendments.ruleset import Ruleset

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[^`]+)`", TABLE)))


def defined(file):
    """The tests of a file, those in a class with its name before them."""
    found = set()
    for one in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(one, ast.FunctionDef):
            found.add(one.name)
        if isinstance(one, ast.ClassDef):
            inner = (each for each in one.body if isinstance(each, ast.FunctionDef))
            found.update(f"{one.name}::{each.name}" for each in inner)
    return found


@pytest.mark.parametrize("name", NAMED)
def test_every_test_that_is_named_is_there(name):
    path, _, test = name.partition("::")
    assert test in defined(ROOT / path)


@pytest.mark.parametrize("rule", [field.name for field in fields(Ruleset)])
def test_every_rule_stands_in_the_table_with_its_default(rule):
    default = str(Ruleset().to_dict()[rule]).replace("False", "false")
    assert f"\n| `{rule}` | `{default}` | " in TABLE


def test_every_row_has_its_reason_its_source_and_its_test():
    rows = [line for line in TABLE.splitlines() if line.startswith("| ") and "`tests/" in line]
    assert len(rows) > len(fields(Ruleset))
    for row in rows:
        assert all(cell.strip() for cell in row.strip("|").split("|")), row
