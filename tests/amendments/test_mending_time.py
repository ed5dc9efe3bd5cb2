"""Time goes back only where it has run ahead, and with a reason."""

import pytest

from amendments.record import time_going_back
from amendments.refusals import BadInput, WrongState
from tests.support.clock import START
from tests.support.values import DAY, TICK


@pytest.mark.parametrize("last", [None, START - DAY, START])
def test_a_record_that_is_not_ahead_of_now_is_not_mended(last):
    with pytest.raises(WrongState):
        time_going_back.check_ahead(last, START)


def test_one_that_is_ahead_is_mended_with_a_reason():
    last = time_going_back.check_ahead(START + TICK, START)
    event = time_going_back.mend(last, START, " The clock was wrong. ", {"rounds": []})
    assert event.data == {"from": START + TICK, "to": START, "rounds": []}
    assert event.words == {"reason": "The clock was wrong."}
    for reason in ("", "  ", "x" * 1001):
        with pytest.raises(BadInput):
            time_going_back.mend(last, START, reason, {})
    with pytest.raises(WrongState):
        time_going_back.mend(START, START, "Why not?", {})
