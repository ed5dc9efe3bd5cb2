"""Tables of the rules for leaving proposals, taking them up, and closing them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from amendments.belonging.people import READER, Community
from amendments.record.events import EventKind
from amendments.refusals import BadInput, NotAllowed, WrongState
from amendments.ruleset import Ruleset
from amendments.saying import LONGEST
from amendments.status import Status
from amendments.writing import authorship, ending, lifecycle
from amendments.writing.ending import Announcement, EndReason, WantedEnd
from tests.support.clock import START
from tests.support.values import (
    AUTHOR,
    COMMUNITY,
    DAY,
    MEMBER,
    ONE_STEWARD,
    OTHER_STEWARD,
    STEWARD,
    TICK,
    ZONE,
    amendment,
)

YES = None
GONE = Community(COMMUNITY.members - {3}, COMMUNITY.stewards)
TALK, DRAFT, ROUND = Status.DISCUSSION, Status.DRAFT, Status.ROUND
PENDING = Announcement(EndReason.STALE, None, START, START + 7 * DAY)


def kind_of(answer):
    """None for yes, or the kind of refusal."""
    return YES if answer is True else type(answer)


def wanted(reason=EndReason.STALE, note="Nobody spoke of it.", of=None, facts=True):
    return WantedEnd(reason, note, of, facts)


def announce(one, who=STEWARD, what=None, pending=None, community=COMMUNITY):
    what = what or wanted()
    return ending.announce(one, who, community, what, pending, Ruleset(), START, ZONE)


@pytest.mark.parametrize(
    ("actor", "one", "expected"),
    [
        (AUTHOR, amendment(TALK), YES),
        (AUTHOR, amendment(DRAFT, submitted_at=START), YES),
        (AUTHOR, amendment(DRAFT), WrongState),
        (AUTHOR, amendment(DRAFT, authors=frozenset({3, 4})), YES),
        # One who has left the charter sees the draft no more.
        (AUTHOR, amendment(DRAFT, authors=frozenset({3, 9})), WrongState),
        (AUTHOR, amendment(ROUND), WrongState),
        (AUTHOR, amendment(Status.ADOPTED), WrongState),
        (AUTHOR, amendment(Status.CLOSED), WrongState),
        (MEMBER, amendment(TALK), NotAllowed),
        (STEWARD, amendment(TALK), NotAllowed),
        (READER, amendment(TALK), NotAllowed),
    ],
)
def test_who_may_leave_a_proposal_and_when(actor, one, expected):
    assert kind_of(authorship.may_leave_authorship(actor, one, COMMUNITY)) is expected


@pytest.mark.parametrize(
    ("actor", "one", "people", "expected"),
    [
        (MEMBER, amendment(TALK), COMMUNITY, WrongState),
        (MEMBER, amendment(TALK), GONE, YES),
        (STEWARD, amendment(TALK), GONE, YES),
        (MEMBER, amendment(TALK, authors=frozenset()), COMMUNITY, YES),
        (MEMBER, amendment(TALK, authors=frozenset({3, 1})), GONE, WrongState),
        (MEMBER, amendment(DRAFT, submitted_at=START), GONE, YES),
        (MEMBER, amendment(DRAFT), GONE, WrongState),
        (MEMBER, amendment(ROUND), GONE, WrongState),
        (MEMBER, amendment(Status.ADOPTED), GONE, WrongState),
        (MEMBER, amendment(Status.CLOSED), GONE, WrongState),
        (MEMBER, amendment(Status.WITHDRAWN), COMMUNITY, YES),
        (AUTHOR, amendment(Status.WITHDRAWN), COMMUNITY, YES),
        (AUTHOR, amendment(Status.WITHDRAWN, submitted_at=None), COMMUNITY, WrongState),
        (AUTHOR, amendment(TALK), COMMUNITY, WrongState),
        (READER, amendment(Status.WITHDRAWN), COMMUNITY, NotAllowed),
        (READER, amendment(TALK), GONE, NotAllowed),
    ],
)
def test_who_may_take_a_proposal_up(actor, one, people, expected):
    assert kind_of(authorship.may_take_up(actor, one, people)) is expected


def test_what_was_withdrawn_begins_anew_and_who_wrote_it_stays_named():
    one = amendment(Status.WITHDRAWN, authors=frozenset({3, 9}), blocked_rounds=2)
    later = START + 30 * DAY
    taken, event = authorship.take_up(one, MEMBER, COMMUNITY, later)
    assert (taken.status, taken.submitted_at, taken.blocked_rounds) == (TALK, later, 0)
    assert (taken.authors, taken.former) == ({4}, {3, 9})
    assert (event.kind, event.data) == (EventKind.TAKEN_UP, {"amendment": 1, "withdrawn": True})
    assert taken.writers == {3, 4, 9}


def test_what_nobody_writes_stays_where_it_stands():
    one = amendment(TALK, blocked_rounds=1)
    taken, event = authorship.take_up(one, MEMBER, GONE, START + DAY)
    assert taken == replace(one, authors=frozenset({4}), former=frozenset({3}))
    assert event.data["withdrawn"] is False


def test_who_hands_it_over_leaves_with_the_others_yes_and_not_before():
    one = amendment(TALK)
    event = authorship.invite(one, AUTHOR, 4, "m_4", COMMUNITY, hand_over=True)
    assert event.data == {"amendment": 1, "member": "m_4", "hand_over": True}
    joined, event = authorship.join(one, MEMBER, invited=True, in_place_of=AUTHOR)
    assert (joined.authors, joined.former) == ({4}, {3})
    assert event.data == {"amendment": 1, "in_place_of": "m_3"}


def test_who_has_left_meanwhile_is_nobodys_place():
    one = amendment(TALK, authors=frozenset({1}), former=frozenset({3}))
    joined, event = authorship.join(one, MEMBER, invited=True, in_place_of=AUTHOR)
    assert (joined.authors, event.data) == ({1, 4}, {"amendment": 1})


def test_who_comes_back_to_it_is_no_former_author():
    one = amendment(TALK, authors=frozenset({1}), former=frozenset({4}))
    joined, _ = authorship.join(one, MEMBER, invited=True)
    assert (joined.authors, joined.former) == ({1, 4}, frozenset())


@pytest.mark.parametrize(
    ("actor", "one", "community", "pending", "expected"),
    [
        (STEWARD, amendment(TALK), COMMUNITY, None, YES),
        (STEWARD, amendment(DRAFT, submitted_at=START), COMMUNITY, None, YES),
        (STEWARD, amendment(TALK, authors=frozenset({1})), COMMUNITY, None, NotAllowed),
        (OTHER_STEWARD, amendment(TALK, authors=frozenset({1})), COMMUNITY, None, YES),
        (STEWARD, amendment(TALK, authors=frozenset({1})), ONE_STEWARD, None, YES),
        (STEWARD, amendment(TALK), COMMUNITY, PENDING, WrongState),
        (STEWARD, amendment(DRAFT), COMMUNITY, None, WrongState),
        (STEWARD, amendment(ROUND), COMMUNITY, None, WrongState),
        (STEWARD, amendment(Status.ADOPTED), COMMUNITY, None, WrongState),
        (STEWARD, amendment(Status.WITHDRAWN), COMMUNITY, None, WrongState),
        (STEWARD, amendment(Status.CLOSED), COMMUNITY, None, WrongState),
        (AUTHOR, amendment(TALK), COMMUNITY, None, NotAllowed),
        (MEMBER, amendment(TALK), COMMUNITY, None, NotAllowed),
        (READER, amendment(TALK), COMMUNITY, None, NotAllowed),
    ],
)
def test_who_may_announce_an_end(actor, one, community, pending, expected):
    assert kind_of(ending.may_announce(actor, one, community, pending)) is expected


def test_an_announced_end_says_by_when_one_can_say_no():
    value, event = announce(amendment(TALK))
    assert value == PENDING
    assert event.data == {"amendment": 1, "reason": "stale", "of": None, "ends_at": PENDING.ends_at}
    assert event.words == {"note": "Nobody spoke of it."}


@pytest.mark.parametrize(
    ("what", "field"),
    [
        (wanted(note=" "), "note"),
        (wanted(note="x" * (LONGEST + 1)), "note"),
        (wanted(EndReason.DUPLICATE, ""), "of"),
        (wanted(EndReason.CONTAINED, "x" * (LONGEST + 1)), "note"),
    ],
)
def test_what_is_missing_is_named(what, field):
    with pytest.raises(BadInput) as refused:
        announce(amendment(TALK), what=what)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "what",
    [
        wanted(EndReason.CONTAINED, ""),
        wanted(EndReason.DUPLICATE, "", of=2),
        wanted(EndReason.DUPLICATE, "It is proposal 2."),
    ],
)
def test_facts_need_no_words(what):
    assert announce(amendment(TALK), what=what)[0].reason is what.reason


def test_what_is_not_so_is_refused_with_its_reason():
    what = wanted(EndReason.CONTAINED, facts=WrongState("It is not."))
    with pytest.raises(WrongState, match="It is not"):
        announce(amendment(TALK), what=what)


def test_there_is_no_other_reason():
    with pytest.raises(BadInput) as refused:
        ending.read_reason("boring")
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    ("actor", "pending", "now", "expected"),
    [
        (MEMBER, PENDING, START, YES),
        (AUTHOR, PENDING, PENDING.ends_at - TICK, YES),
        (STEWARD, PENDING, START, YES),
        (MEMBER, PENDING, PENDING.ends_at, WrongState),
        (MEMBER, None, START, WrongState),
        (READER, PENDING, START, NotAllowed),
    ],
)
def test_who_may_say_no_and_until_when(actor, pending, now, expected):
    assert kind_of(ending.may_refuse(actor, pending, now, ZONE)) is expected


def test_nobody_said_no():
    closed, event = ending.close(amendment(TALK), PENDING, holds=True)
    assert (closed.status, event.kind, event.actor) == (Status.CLOSED, EventKind.CLOSED, None)
    still, event = ending.close(amendment(TALK), PENDING, holds=False)
    assert (still.status, event.kind) == (TALK, EventKind.CLOSING_STOPPED)


def test_a_withdrawal_carries_its_reason_or_none():
    assert lifecycle.withdraw(amendment(TALK), AUTHOR)[1].words == {}
    assert lifecycle.withdraw(amendment(TALK), AUTHOR, " No. ")[1].words == {"reason": "No."}
    with pytest.raises(BadInput):
        lifecycle.withdraw(amendment(TALK), AUTHOR, "x" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("one", "goes"),
    [
        (amendment(DRAFT), True),
        (amendment(DRAFT, authors=frozenset({3, 4})), False),
        (amendment(DRAFT, authors=frozenset({3, 9})), True),
        (amendment(DRAFT, submitted_at=START), False),
        (amendment(TALK), False),
        (amendment(Status.WITHDRAWN, submitted_at=None), False),
    ],
)
def test_a_draft_goes_with_the_last_who_sees_it(one, goes):
    assert authorship.goes_with(one, 3, COMMUNITY) is goes


def test_a_day_of_the_calendar_is_never_shorter():
    rules = Ruleset(closing=timedelta(days=1))
    value, _ = ending.announce(
        amendment(TALK), STEWARD, COMMUNITY, wanted(), None, rules, START, ZONE
    )
    assert value.ends_at - START >= DAY
