"""Whatever happens to a proposal and to its people, somebody who is here can bring it to an end.

The rules themselves are played, by chance and to the end of every branch that is looked at.
`CHARTER_TESTS_LIVES=10000` plays as many histories; `-s` shows what happened in them.
"""

import os
import re
from collections import Counter, defaultdict

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from amendments.status import ENDED, Status
from tests.support.ends import acts, begun, done, fate, time, way_out

FEW = 150
HISTORIES = max(FEW, int(os.environ.get("CHARTER_TESTS_LIVES", str(FEW))))
LONGEST = 25
CHOICES = st.lists(
    st.tuples(
        st.sampled_from(["act", "act", "act", "fate", "time"]),
        st.integers(0, 999),
        st.integers(0, 99),
    ),
    min_size=4,
    max_size=LONGEST,
)
FIGURES: Counter[str] = Counter()
#: Each in turn leaves the charter, as far as they can: the author of a draft among them.
LEAVES = [("fate", number, who) for who in range(4) for number in range(8)]


def following(life, kind):
    """What follows, by what is done, whoever does it; a withdrawal comes seldom: it ends all."""
    if kind == "time":
        found = list(time(life))
    else:
        found = list(done(acts(life) if kind == "act" else fate(life)))
    ways = defaultdict(list)
    for name, after in found:
        ways[re.sub(r"\d+", "", name)].append((name, after))
    return [ways[one] for one in sorted(ways)]


def begin(author, far):
    """A draft, a proposal in discussion, or one on which a round is open."""
    life = begun(author)
    for verb in ("submits", "", "opens")[:far]:
        ways = [after for name, after in done(acts(life)) if name.endswith(verb)] if verb else []
        life = ways[0] if ways else next(iter(time(life)))[1]
    return life


def check(life, story):
    """That there is a way to an end, if somebody is here to go it."""
    if life.is_over or not life.people.members:
        return
    way = way_out(life)
    assert way is not None, f"undead after: {'; '.join(story)}"
    FIGURES[f"{len(way)} steps to the end"] += 1


@settings(
    max_examples=HISTORIES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@example(author=3, far=0, choices=LEAVES)
@given(author=st.integers(1, 5), far=st.integers(0, 3), choices=CHOICES)
def test_from_every_state_there_is_a_way_to_an_end(author, far, choices):
    life, story = begin(author, far), []
    FIGURES["histories"] += 1
    for kind, choice, which in choices:
        ways = following(life, kind)
        if choice % 6:
            ways = [one for one in ways if not one[0][0].endswith("withdraws")]
        if not ways:
            continue
        same = ways[choice % len(ways)]
        name, life = same[which % len(same)]
        story.append(name)
        FIGURES[f"reached {life.amendment.status}"] += 1
        check(life, story)


def test_all_ends_and_all_states_were_reached():
    """The histories are worth nothing where they never come."""
    reached = {one.removeprefix("reached ") for one in FIGURES if one.startswith("reached ")}
    assert reached >= set(Status) - ENDED
    if HISTORIES > FEW:
        assert reached == set(Status)
    print(dict(FIGURES))  # noqa: T201
