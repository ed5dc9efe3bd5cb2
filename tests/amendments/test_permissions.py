"""Who may do what, as one table: a row for each act, a column for each person."""

from datetime import timedelta

import pytest

from amendments.belonging import permissions
from amendments.belonging.people import READER, Actor, Community, Role
from amendments.refusals import NotAllowed, WrongState, demand
from amendments.status import Status
from tests.support.clock import START
from tests.support.values import (
    AUTHOR,
    COMMUNITY,
    MEMBER,
    ONE_STEWARD,
    OTHER_STEWARD,
    STEWARD,
    TICK,
)

AUTHORS = frozenset({3})
PEOPLE = {
    "reader": READER,
    "member": MEMBER,
    "author": AUTHOR,
    "steward": STEWARD,
    "former member": Actor(Role.READER, 4, "m_4"),
}
YES, NO, NOT_NOW = True, NotAllowed, WrongState
DRAFT, TALK, ROUND = Status.DRAFT, Status.DISCUSSION, Status.ROUND
DONE, GONE, SHUT = Status.ADOPTED, Status.WITHDRAWN, Status.CLOSED

TABLE = [
    # act, status, reader, member, author, steward, former member
    ("propose", None, NO, YES, YES, YES, NO),
    ("steward", None, NO, NO, NO, YES, NO),
    ("decide", None, NO, NO, NO, YES, NO),
    ("comment", DRAFT, NO, NO, YES, NO, NO),
    ("comment", TALK, NO, YES, YES, YES, NO),
    ("comment", ROUND, NO, YES, YES, YES, NO),
    ("comment", DONE, NO, YES, YES, YES, NO),
    ("comment", GONE, NO, YES, YES, YES, NO),
    ("comment", SHUT, NO, YES, YES, YES, NO),
    ("revise", DRAFT, NO, NO, YES, NO, NO),
    ("revise", TALK, NO, NO, YES, NO, NO),
    ("revise", ROUND, NO, NO, NOT_NOW, NO, NO),
    ("revise", DONE, NO, NO, NOT_NOW, NO, NO),
    ("revise", GONE, NO, NO, NOT_NOW, NO, NO),
    ("revise", SHUT, NO, NO, NOT_NOW, NO, NO),
    ("submit", DRAFT, NO, NO, YES, NO, NO),
    ("submit", TALK, NO, NO, NOT_NOW, NO, NO),
    ("submit", ROUND, NO, NO, NOT_NOW, NO, NO),
    ("submit", DONE, NO, NO, NOT_NOW, NO, NO),
    ("submit", GONE, NO, NO, NOT_NOW, NO, NO),
    ("submit", SHUT, NO, NO, NOT_NOW, NO, NO),
    ("withdraw", DRAFT, NO, NO, YES, NO, NO),
    ("withdraw", TALK, NO, NO, YES, NO, NO),
    ("withdraw", ROUND, NO, NO, YES, NO, NO),
    ("withdraw", DONE, NO, NO, NOT_NOW, NO, NO),
    ("withdraw", GONE, NO, NO, NOT_NOW, NO, NO),
    ("withdraw", SHUT, NO, NO, NOT_NOW, NO, NO),
]


def answer(act, status, who):
    match act:
        case "propose":
            return permissions.may_propose(who)
        case "steward":
            return permissions.may_steward(who)
        case "decide":
            return permissions.may_decide_about(who, AUTHORS, COMMUNITY)
        case _:
            return getattr(permissions, f"may_{act}")(who, status, AUTHORS)


@pytest.mark.parametrize(
    ("act", "status", "name", "expected"),
    [
        (act, status, name, expected)
        for act, status, *row in TABLE
        for name, expected in zip(PEOPLE, row, strict=True)
    ],
)
def test_who_may_do_what(act, status, name, expected):
    given = answer(act, status, PEOPLE[name])
    if expected is YES:
        assert given is True
        return
    assert type(given) is expected
    assert not given
    assert given.reason.endswith(".")


def test_the_table_has_every_state_of_every_act():
    for act in ("comment", "revise", "submit", "withdraw"):
        assert {status for name, status, *_ in TABLE if name == act} == set(Status)


def test_one_of_two_stewards_does_not_decide_about_their_own_amendment():
    own = frozenset({1})
    assert not permissions.may_decide_about(STEWARD, own, COMMUNITY)
    assert permissions.may_decide_about(OTHER_STEWARD, own, COMMUNITY) is True


def test_the_only_steward_does():
    assert permissions.may_decide_about(STEWARD, frozenset({1}), ONE_STEWARD) is True


def test_an_author_who_is_no_steward_never_decides():
    alone = Community(frozenset({3}), frozenset({3}))
    assert not permissions.may_decide_about(AUTHOR, AUTHORS, alone)


@pytest.mark.parametrize("submitted", [True, False])
@pytest.mark.parametrize("name", PEOPLE)
def test_only_what_was_never_shared_is_its_authors_own(submitted, name):
    seen = permissions.may_see(PEOPLE[name], AUTHORS, submitted=submitted)
    assert seen == (submitted or name == "author")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (DRAFT, "draft"),
        (ROUND, "already under way"),
        (DONE, "adopted"),
        (GONE, "withdrawn"),
        (SHUT, "closed"),
    ],
)
def test_a_round_opens_from_the_discussion_only(status, words):
    given = permissions.may_open_round(status, START, START + timedelta(days=9))
    assert isinstance(given, WrongState)
    assert words in given.reason


def test_a_round_opens_at_the_very_end_of_the_discussion_and_not_before():
    assert permissions.may_open_round(TALK, START, START) is True
    early = permissions.may_open_round(TALK, START, START - TICK)
    assert isinstance(early, WrongState)
    assert "2 March 2026" in early.reason


def test_demand_raises_the_first_refusal():
    first, second = NotAllowed("One."), WrongState("Two.")
    demand(True, True)  # noqa: FBT003 - that is what an answer is
    with pytest.raises(NotAllowed):
        demand(True, first, second)  # noqa: FBT003 - as above


@pytest.mark.parametrize("who", PEOPLE)
def test_what_members_say_to_one_another_is_for_members(who):
    given = permissions.may_read_along(PEOPLE[who])
    expected = who in {"member", "author", "steward"}
    assert given is True if expected else isinstance(given, NotAllowed)
