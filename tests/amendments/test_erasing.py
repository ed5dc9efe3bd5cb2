"""Who may be erased: everybody, but for the only steward of others."""

import pytest

from amendments.belonging.erasing import HAND_OVER, may_be_erased_from
from amendments.belonging.people import Community


@pytest.mark.parametrize(
    ("member", "members", "stewards", "may"),
    [
        (1, {1, 2}, {1}, False),
        (1, {1, 2}, {1, 2}, True),
        (2, {1, 2}, {1}, True),
        (1, {1}, {1}, True),  # nobody is left behind
        (3, {1, 2}, {1}, True),
    ],
)
def test_the_only_steward_of_others_hands_over_first_and_is_told_where(
    member, members, stewards, may
):
    given = may_be_erased_from("Our charter", member, Community(members, frozenset(stewards)))
    assert given is True if may else given.reason == f"Our charter: {HAND_OVER}"
