import pytest

from amendments.belonging.people import READER
from amendments.deciding.reveal import may_see_answers, may_see_names, what_is_told
from amendments.deciding.stances import StanceKind
from amendments.deciding.tally import Outcome
from amendments.ruleset import Reveal, Ruleset
from tests.support.values import (
    AUTHOR,
    COMMUNITY,
    MEMBER,
    ONE_STEWARD,
    STEWARD,
    decision,
    objection,
)

AFTER_STANCE, LIVE, AFTER_CLOSE = Reveal.AFTER_STANCE, Reveal.LIVE, Reveal.AFTER_CLOSE


@pytest.mark.parametrize(
    ("reveal", "closed", "member", "sees"),
    [
        # Member 1 has answered, member 2 is on the roll, member 9 joined later.
        (AFTER_STANCE, False, 1, True),
        (AFTER_STANCE, False, 2, False),
        (AFTER_STANCE, False, 9, False),
        (AFTER_STANCE, True, 2, True),
        (LIVE, False, 2, True),
        (LIVE, False, 9, True),
        (AFTER_CLOSE, False, 1, False),
        (AFTER_CLOSE, True, 1, True),
        (AFTER_CLOSE, True, 9, True),
    ],
)
def test_who_sees_the_answers_and_when(reveal, closed, member, sees):
    round_ = decision(
        4,
        {1: StanceKind.CONSENT},
        ruleset=Ruleset(reveal=reveal),
        outcome=Outcome.INQUORATE if closed else None,
    )
    assert may_see_answers(round_, member, is_member=True) is sees


@pytest.mark.parametrize("reveal", Reveal)
@pytest.mark.parametrize("outcome", [None, Outcome.PASSED])
def test_a_reader_never_sees_them(reveal, outcome):
    round_ = decision(4, {1: StanceKind.CONSENT}, ruleset=Ruleset(reveal=reveal), outcome=outcome)
    assert not may_see_answers(round_, None, is_member=False)


NAMED = decision(4, objections=(objection(4),))
NAMELESS = decision(4, objections=(objection(3), objection(4, number=2, confidential=True)))


@pytest.mark.parametrize(
    ("actor", "authors", "community", "named", "nameless"),
    [
        (READER, frozenset({3}), COMMUNITY, False, False),
        (MEMBER, frozenset({3}), COMMUNITY, True, False),
        (AUTHOR, frozenset({3}), COMMUNITY, True, False),
        (STEWARD, frozenset({3}), COMMUNITY, True, True),
        # A steward on an amendment of their own, beside another steward and alone.
        (STEWARD, frozenset({1}), COMMUNITY, True, False),
        (STEWARD, frozenset({1}), ONE_STEWARD, True, True),
    ],
)
def test_who_sees_names_once_someone_objects_in_confidence(
    actor, authors, community, named, nameless
):
    assert may_see_names(NAMED, actor, authors, community) is named
    assert may_see_names(NAMELESS, actor, authors, community) is nameless


def _told(actor, given, *, reveal=AFTER_STANCE, objections=(), outcome=None):
    rules = Ruleset(reveal=reveal)
    one = decision(5, given, objections=objections, ruleset=rules, outcome=outcome)
    return what_is_told(one, actor, frozenset({AUTHOR.member or 0}), COMMUNITY)


SECRET = (objection(5, confidential=True),)


def test_arguments_reach_authors_and_stewards_before_they_have_answered():
    for actor in (AUTHOR, STEWARD):
        told = _told(actor, {5: StanceKind.OBJECT})
        assert (told.objections, told.answers, told.times) == (True, False, False)
    told = _told(MEMBER, {5: StanceKind.OBJECT})
    assert (told.objections, told.answers, told.who_answered) == (False, False, False)


def test_where_someone_objected_in_confidence_answers_wait_for_the_close():
    given = {one.member: StanceKind.CONSENT for one in (MEMBER, STEWARD)}
    open_ = _told(MEMBER, given, objections=SECRET)
    assert (open_.objections, open_.answers, open_.names) == (True, False, False)
    closed = _told(MEMBER, given, objections=SECRET, outcome=Outcome.BLOCKED)
    assert (closed.answers, closed.names, closed.who_answered, closed.times) == (
        True,
        False,
        False,
        False,
    )
    guides = _told(STEWARD, given, objections=SECRET)
    assert (guides.answers, guides.names, guides.times) == (True, True, True)
