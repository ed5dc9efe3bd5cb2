"""A round opens in as many statements for a large community as for a small one."""

import os

import pytest

from tests.support.growing import grow_people
from tests.support.statements import counted

MANY = 5_000 if os.environ.get("CHARTER_TESTS_GROWTH") else 400


@pytest.fixture
def large(found_large):
    return found_large(members=3)


def test_a_round_opens_in_as_many_statements_for_ten_times_the_people(large):
    text, seen = large.head.document.text, []
    for count in (MANY // 10, MANY - MANY // 10):
        grow_people(large, count)
        number = large.discuss("cleo", text + f"\nAnd be {count} times as kind.\n")
        with counted(large.database) as sent:
            large.open("ada", number)
        seen.append(len(sent))
        assert len([one for one in sent if one.startswith("INSERT INTO seat")]) == 1
    assert seen[0] == seen[1]
    assert len(large.round(1).value.roll) == MANY // 10 + 4
    assert len(large.round(2).value.roll) == MANY + 4
    assert len(set(large.round(2).value.roll.values())) == MANY + 4
