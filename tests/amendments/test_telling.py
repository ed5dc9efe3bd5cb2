"""Tables of the rules for who is named, who tells the outcome, and who changes rules."""

import pytest

from amendments.belonging.permissions import may_change_rules, may_state_outcome
from amendments.deciding.answering import Manner, take_stance
from amendments.deciding.stances import StanceKind
from amendments.refusals import NotAllowed, WrongState
from amendments.ruleset import RulesChange
from tests.amendments.test_together import YES, kind_of
from tests.support.clock import START
from tests.support.values import (
    COMMUNITY,
    MEMBER,
    ONE_STEWARD,
    OTHER_STEWARD,
    STEWARD,
    WORDS,
    ZONE,
    decision,
)


@pytest.mark.parametrize("confidential", [True, False])
def test_names_are_not_shown_where_someone_objected_in_confidence(confidential):
    manner = Manner(confidential=confidential)
    objected, event = take_stance(decision(), 4, StanceKind.OBJECT, WORDS, START, ZONE, 1, manner)
    assert objected.is_nameless is confidential
    assert objected.objections[0].confidential is confidential
    # Which way it was given is not told in the open part of the record.
    assert "confidential" not in str(event)


@pytest.mark.parametrize(
    ("actor", "authors", "community", "closed", "expected"),
    [
        (STEWARD, (), COMMUNITY, True, YES),
        (STEWARD, (), COMMUNITY, False, WrongState),
        (STEWARD, (1,), COMMUNITY, True, NotAllowed),
        (OTHER_STEWARD, (1,), COMMUNITY, True, YES),
        (STEWARD, (1,), ONE_STEWARD, True, YES),
        (MEMBER, (), COMMUNITY, True, NotAllowed),
    ],
)
def test_a_steward_who_is_no_author_tells_the_outcome_once_it_is_closed(
    actor, authors, community, closed, expected
):
    answer = may_state_outcome(actor, frozenset(authors), community, closed=closed)
    assert kind_of(answer) is expected


@pytest.mark.parametrize(
    ("actor", "change", "expected"),
    [
        (STEWARD, RulesChange.STEWARDS, YES),
        (None, RulesChange.STEWARDS, YES),
        (MEMBER, RulesChange.STEWARDS, NotAllowed),
        (STEWARD, RulesChange.AMENDMENT, NotAllowed),
        (None, RulesChange.AMENDMENT, NotAllowed),
    ],
)
def test_who_changes_the_rules_without_a_decision(actor, change, expected):
    assert kind_of(may_change_rules(actor, change)) is expected
