"""Who may begin, read, write in, leave and end a private conversation: tables of the rules."""

import pytest

from amendments.belonging.people import READER, Actor, Community, Role
from amendments.care.mediation import (
    MOST_OPEN,
    Mediation,
    begin,
    may_begin,
    may_end,
    may_leave,
    may_read,
    may_write,
)
from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState

ADA, BELA, CLEO, DOV, EDDA, FINN, GIL, GONE = range(1, 9)
EVERYONE = Community(frozenset({ADA, BELA, CLEO, DOV, EDDA, FINN, GIL}), frozenset({ADA, BELA}))


def actor(member):
    role = Role.STEWARD if member in EVERYONE.stewards else Role.MEMBER
    return Actor(role, member, f"m{member}")


@pytest.mark.parametrize(
    ("who", "steward", "others", "concerned"),
    [
        (CLEO, ADA, [DOV], {CLEO, DOV}),
        (CLEO, ADA, [], {CLEO}),
        (CLEO, ADA, [DOV, DOV, CLEO], {CLEO, DOV}),
        (CLEO, ADA, [BELA], {CLEO, BELA}),
        (CLEO, ADA, [DOV, EDDA, FINN, GIL], {CLEO, DOV, EDDA, FINN, GIL}),
        (ADA, ADA, [CLEO], {CLEO}),
        (ADA, ADA, [CLEO, DOV], {CLEO, DOV}),
        (ADA, BELA, [CLEO], {ADA, CLEO}),
    ],
)
def test_it_begins_with_one_steward_and_whom_it_concerns(who, steward, others, concerned):
    made = begin(actor(who), steward, others, EVERYONE, 0)
    assert made == Mediation(steward, who, frozenset(concerned))


@pytest.mark.parametrize(
    ("who", "steward", "others", "field"),
    [
        (CLEO, DOV, [EDDA], "steward"),
        (CLEO, CLEO, [EDDA], "steward"),
        (CLEO, 0, [EDDA], "steward"),
        (CLEO, ADA, [DOV, ADA], "steward"),
        (ADA, ADA, [], "people"),
        (ADA, ADA, [ADA], "people"),
        (CLEO, ADA, [GONE], "people"),
        (CLEO, ADA, [DOV, 0], "people"),
        (CLEO, ADA, [DOV, EDDA, FINN, GIL, BELA], "people"),
    ],
)
def test_with_whom_none_begins(who, steward, others, field):
    with pytest.raises(BadInput) as refused:
        begin(actor(who), steward, others, EVERYONE, 0)
    assert refused.value.field == field


def test_who_may_begin_one():
    assert may_begin(actor(CLEO), MOST_OPEN - 1) is True
    assert isinstance(may_begin(READER, 0), NotAllowed)
    assert isinstance(may_begin(actor(CLEO), MOST_OPEN), WrongState)
    with pytest.raises(WrongState):
        begin(actor(CLEO), ADA, [DOV], EVERYONE, MOST_OPEN)
    as_member_only = Actor(Role.MEMBER, ADA, "m1")
    with pytest.raises(BadInput):
        begin(as_member_only, ADA, [DOV], EVERYONE, 0)


TALK = Mediation(ADA, CLEO, frozenset({CLEO, DOV}))
YES, NONE, NOT_NOW = "yes", NotFound, WrongState
#: What each of them may: read, write, leave, end. Bela is another steward; a reader is nobody.
MAY = {
    ADA: (YES, YES, NOT_NOW, YES),
    CLEO: (YES, YES, YES, YES),
    DOV: (YES, YES, YES, NOT_NOW),
    BELA: (NONE, NONE, NONE, NONE),
    EDDA: (NONE, NONE, NONE, NONE),
    None: (NONE, NONE, NONE, NONE),
}


def answers(who, talk, community=EVERYONE):
    one = READER if who is None else actor(who)
    return (
        may_read(one, talk),
        may_write(one, talk, community),
        may_leave(one, talk),
        may_end(one, talk),
    )


@pytest.mark.parametrize("who", MAY)
def test_who_may_do_what_in_it(who):
    got = [YES if one is True else type(one) for one in answers(who, TALK)]
    assert tuple(got) == MAY[who]


@pytest.mark.parametrize("who", [ADA, CLEO, DOV])
def test_once_it_is_over_it_is_only_read(who):
    over = Mediation(ADA, CLEO, frozenset({CLEO, DOV}), is_over=True)
    read, *acts = answers(who, over)
    assert read is True
    assert all(isinstance(one, WrongState) for one in acts)


def test_a_steward_who_is_none_any_more_reads_nothing_and_nobody_writes():
    after = Community(EVERYONE.members, frozenset({BELA}))
    former = Actor(Role.MEMBER, ADA, "m1")
    assert isinstance(may_read(former, TALK), NotFound)
    refused = may_write(actor(CLEO), TALK, after)
    assert isinstance(refused, WrongState)
    assert "not a steward any more" in refused.reason
    assert may_leave(actor(DOV), TALK) is True
    assert may_end(actor(CLEO), TALK) is True


def test_nobody_writes_to_nobody():
    alone = Community(frozenset({ADA, BELA, EDDA}), frozenset({ADA, BELA}))
    assert "Nobody else" in may_write(actor(ADA), TALK, alone).reason
    left = Mediation(ADA, CLEO, frozenset({DOV}))
    assert isinstance(may_read(actor(CLEO), left), NotFound)
    assert may_write(actor(DOV), left, EVERYONE) is True
