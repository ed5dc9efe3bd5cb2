"""Faults that are made on purpose, to see whether tests notice them."""

import ast

import pytest

from tests.support.mutants import places, with_fault


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("a < b", "a <= b"),
        ("a == b", "a != b"),
        ("a in b", "a not in b"),
        ("a + b", "a - b"),
        ("a and b", "a or b"),
        ("not a", "a"),
        ("True", "False"),
        ("3", "4"),
    ],
)
def test_one_small_fault_is_made(right, wrong):
    assert ast.unparse(with_fault(right, 0)) == wrong


def test_each_place_has_its_own_fault_and_annotations_have_none():
    source = "def f(a: Literal[1]) -> Literal[2]:\n    return a + 1 if a else 0"
    made = {ast.unparse(with_fault(source, n)) for n in range(len(places(ast.parse(source))))}
    assert len(made) == 3
    assert all("Literal[1]" in one and "Literal[2]" in one for one in made)
