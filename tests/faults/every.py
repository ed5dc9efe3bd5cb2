"""The list of all acts."""

from __future__ import annotations

from tests.faults.acts import Act, of_the_matrix
from tests.faults.acts_more import more
from tests.faults.acts_own import behind


def every_act() -> list[Act]:
    """All acts, each under a name of its own."""
    found = [*of_the_matrix(), *more(), *behind()]
    names = [one.name for one in found]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, twice
    return found
