"""The list of all acts."""

from __future__ import annotations

from dataclasses import replace

from tests.faults.acts import Act, Request, of_the_matrix
from tests.faults.acts_more import C, N, more
from tests.faults.acts_own import behind
from tests.matrix.rows_api import CHARTER

#: What takes long to prepare or to show is two steps for who sends a key: the act, and its answer.
LONG = (
    f"POST {CHARTER}/amendments", f"POST {N}/versions", f"POST {N}/review", f"POST {C}/take-over",
    f"POST {N}/rounds", f"POST {N}/rounds/{{round_number}}/close",
)  # fmt: skip


def with_keys(acts: list[Request]) -> list[Request]:
    """Acts of programs that take long, each with an Idempotency-Key."""
    long = {one.name: one for one in acts if one.name in LONG}
    assert set(long) == set(LONG), set(LONG) - set(long)
    return [
        replace(one, name=f"{name} with a key", headers={"Idempotency-Key": "once"})
        for name, one in long.items()
    ]


def every_act() -> list[Act]:
    """All acts, each under a name of its own."""
    matrix = of_the_matrix()
    found = [*matrix, *more(), *with_keys(matrix), *behind()]
    names = [one.name for one in found]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, twice
    return found
