"""No answer that is kept is older than what another process has done.

Each act of the list of all acts is done in this process, and another one is asked before and after
it for pages and for what programs read. What it then answers has to be what it would make anew.
`CHARTER_TESTS_STALE=10000` is how many answers are looked at; without it, it is a part of them.
"""

from __future__ import annotations

import os
import random
import sys

from tests.faults.every import every_act
from tests.faults.stage import dice
from tests.stale.conftest import WHO

ANSWERS = int(os.environ.get("CHARTER_TESTS_STALE", "120"))
#: How many answers are asked for at each act, at least.
AT_ONCE = 12


def chosen():
    """So many of the acts as there are answers to be asked for, the same each time."""
    acts = sorted(every_act(), key=lambda one: one.name)
    wanted = max(1, min(len(acts), ANSWERS // AT_ONCE))
    return random.Random("acts").sample(acts, wanted)


def test_no_answer_is_older_than_what_another_process_did(stage, reader):
    acts, stale = chosen(), []
    asked = could_be = kept = changed = 0
    addresses = reader.addresses()
    for act in acts:
        chance = random.Random(act.name)
        reader("forget")
        stage.reset()
        with dice(stage.clock, "before"):
            act.prepare(stage)
        pairs = [(path, who) for path in addresses for who in WHO]
        looks = chance.sample(pairs, min(len(pairs), -(-ANSWERS // len(acts))))
        asks = [(path, reader.cookie(who)) for path, who in looks]
        before = reader("warm", asks)
        with dice(stage.clock, "act"):
            act.do(stage)
        after = reader("compare", asks)
        asked += len(looks)
        could_be += sum(status == 200 for status, _, _ in before)
        kept += sum(is_kept for _, is_kept, _ in before)
        changed += sum(was[2] != now[1] for was, now in zip(before, after, strict=True))
        pairs_of = zip(looks, before, after, strict=True)
        stale += [f"{act.name}: {look}" for look, _, (same, _) in pairs_of if not same]
    assert stale == []
    assert asked >= ANSWERS
    # Where something is due that cannot be done, as the clock is wrong, nothing is kept.
    assert kept > max(0.9 * could_be, asked / 3)
    assert changed > asked / 50
    told = f"{asked} answers at {len(acts)} acts, {kept} kept before, {changed} changed, 0 stale"
    sys.stdout.write(told + "\n")
