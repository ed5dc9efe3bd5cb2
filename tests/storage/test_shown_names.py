"""A few names of a charter are shown as they are among all of them, without reading all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amendments.belonging.shown_names import LONGEST_KEY, likeness_of, tell_apart, to_be_told_apart

#: Names that look alike, that are shown otherwise, that look like what numbers make of others.
NAMES = (
    *("S", "\u0405", "S.", "S 2", "S Z", "S l", "S Ll", "S (2)", "s", "Anna", "anna", "An\u200bna"),
    *("Long " * 19 + "A", "Long " * 19 + "B", "\ufdfa" * 20, "\ufdfa" * 21),
    *("Anna 2", "Anna Lo", "Illia", "lllia", "Steward", "", "\u200b", "Ben", "Ben 3", "Ben 2"),
)


def shown_of(few, names):
    """The shown names of a few, by their places, from those that have to be looked at only."""
    known, asked = {place: names[place] for place in few}, set()
    while wanted := to_be_told_apart([known[one] for one in sorted(known) if known[one]]) - asked:
        known |= {
            place: name
            for place, name in enumerate(names)
            if name and wanted & set(likeness_of(name))
        }
        asked |= wanted
    places = [place for place in sorted(known) if known[place]]
    told = dict(zip(places, tell_apart([known[place] for place in places]), strict=True))
    return {place: told.get(place) for place in few}


@settings(max_examples=400)
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=14), st.data())
def test_a_few_names_are_shown_as_among_all(names, data):
    few = data.draw(st.sets(st.sampled_from(range(len(names))), min_size=1, max_size=4))
    places = [place for place, name in enumerate(names) if name]
    told = dict(zip(places, tell_apart([names[place] for place in places]), strict=True))
    assert shown_of(few, names) == {place: told.get(place) for place in few}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_name_looks_like_is_kept_in_two_columns(name):
    assert max(map(len, likeness_of(name))) <= LONGEST_KEY
    assert (likeness_of(name) == ("", "")) == (not name)
