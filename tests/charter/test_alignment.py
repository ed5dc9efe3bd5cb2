"""Aligning two sequences, and what a wrong alignment of words would come to."""

from __future__ import annotations

import itertools
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

import charter as c
from charter.matching.sequences import Budget, gaps_between, matching, unmatched
from tests.charter.conftest import read, words_of

FEW = st.lists(st.integers(0, 4), max_size=12)
ENOUGH = 10_000


@st.composite
def replaced(draw):
    """A sequence in which elements come again, and the same with some of them replaced."""
    before = draw(FEW)
    places = draw(st.sets(st.integers(0, max(len(before) - 1, 0))))
    return before, [9 if place in places else one for place, one in enumerate(before)]


@given(st.one_of(st.tuples(FEW, FEW), replaced()))
def test_what_is_matched_increases_and_is_the_same(sides):
    a, b = sides
    pairs = matching(a, b, Budget(ENOUGH))
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in itertools.pairwise(pairs))


@given(replaced())
def test_where_elements_were_only_replaced_no_alignment_keeps_more(sides):
    a, b = sides
    pairs = matching(a, b, Budget(ENOUGH))
    assert pairs == [(i, i) for i in range(len(a)) if a[i] == b[i]]
    assert len(pairs) == LCSseq.similarity(a, b)


def test_what_was_put_before_the_rest_is_not_taken_for_replacements():
    assert matching("abcde", "xabcd", Budget(ENOUGH)) == [(0, 1), (1, 2), (2, 3), (3, 4)]


@given(st.one_of(st.tuples(FEW, FEW), replaced()))
def test_what_is_unmatched_lies_between_what_is_matched(sides):
    a, b = sides
    left = list(gaps_between(matching(a, b, Budget(ENOUGH)), len(a), len(b)))
    assert list(unmatched(a, b, Budget(ENOUGH))) == left


def test_words_that_only_seem_the_same_are_found_out(monkeypatch):
    """The library compares hashes; were two of them the same by chance, no word may be lost."""
    before, after = "We meet at ten in the hall.", "They meet at two in the barn."
    glance = sys.modules["charter.diff.fast_path"]
    right = glance.glance(before, after)
    assert right is not None
    real = glance.edits_of
    monkeypatch.setattr(glance, "edits_of", lambda a, b: real(a, b)[:-1])
    assert glance.glance(before, after) is None
    assert c.words(before, after) == right


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We all met. Often somebody forgot everything.", "We all met. Often you."),
        ("We all met. Often you.", "We all met. Often somebody forgot everything."),
    ],
)
def test_a_few_words_for_one_leave_the_rest_of_their_sentence(before, after):
    change = read(before, after).only()
    assert words_of(change, 0) == ["We all met. Often ", "."]
