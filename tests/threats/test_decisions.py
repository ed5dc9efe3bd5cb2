"""Someone tries to bend a decision that is under way."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from amendments.belonging.people import Role
from amendments.refusals import BadInput, NotAllowed, WrongState
from amendments.ruleset import Ruleset
from tests.support.racing import race
from tests.support.texts import KINDNESS
from tests.threats.test_answers import QUICK, decided_now

ALL = ["ada", "bela", "cleo", "dov", "edda"]
SET_ASIDE = Ruleset(set_aside=True)


def test_a_late_objection_and_a_close_at_once_never_publish_over_it(
    found_community, clock, database_url
):
    clock.set(datetime.now(UTC))
    community = found_community(ruleset=QUICK)
    number = decided_now(community)
    community.answer_all(number, ["ada", "cleo", "dov", "edda"])
    ada, dov = (community.people[name].person for name in ("ada", "dov"))
    [closed], [objected] = race(
        database_url,
        ("close", {"person": ada, "amendment": number}),
        ("answer", {"answers": [(dov, "object")]}),
    )
    assert closed == "done"
    blocked = community.round(number).value.outcome == "blocked"
    assert blocked == (objected == "done") == (community.head.number == 1)
    assert blocked or objected == "WrongState"


def test_an_objection_just_before_everyone_has_answered_is_not_published_over(community, number):
    community.answer_all(number, ["ada", "cleo", "edda"])
    community.object_to("dov", number)
    assert community.close("ada", number).outcome == "blocked"
    assert community.head.number == 1


#: What a steward could do to a decision on their own proposal, and what they would pass.
ACTS = {
    "extend": lambda house, n: (n, house.round(n).value.closes_at + timedelta(days=9)),
    "record": lambda _, n: (n, {"edda": "consent"}),
    "set_aside": lambda _, n: (n, 1),
    "close": lambda _, n: (n,),
    "state_outcome": lambda _, n: (n, "It passed, I would say."),
}


class TestAlone:
    """A steward on their own proposal, where there is another steward."""

    @pytest.fixture
    def stewarded(self, found_community):
        return found_community(stewards=2, members=3, ruleset=SET_ASIDE)

    @pytest.fixture
    def number(self, stewarded):
        """An amendment by ada, to which dov objects; only edda has not answered."""
        number = stewarded.discuss("ada", stewarded.with_words(KINDNESS))
        assert isinstance(stewarded.refused("open", "ada", number), NotAllowed)
        stewarded.open("bela", number)
        stewarded.object_to("dov", number)
        stewarded.answer_all(number, ["ada", "bela", "cleo"])
        return number

    @pytest.mark.parametrize("act", ACTS)
    def test_what_they_may_not_another_steward_may(self, stewarded, number, act):
        if act in {"close", "state_outcome"}:
            stewarded.answer("edda", number)
        if act == "state_outcome":
            stewarded.close("bela", number)
        arguments = ACTS[act](stewarded, number)
        assert isinstance(stewarded.refused(act, "ada", *arguments), NotAllowed)
        getattr(stewarded, act)("bela", *arguments)

    def test_not_even_after_they_have_made_the_other_a_member(self, stewarded, number):
        """Then they are the only steward: it is allowed, and the record tells of both."""
        stewarded.join("bela", Role.MEMBER)
        until = stewarded.round(number).value.closes_at + timedelta(days=1)
        stewarded.extend("ada", number, until)
        kinds = [line.split('"kind":"')[1].split('"')[0] for line in stewarded.lines()]
        assert kinds[-2:] == ["member.changed", "round.extended"]
        # Setting aside needs two even here.
        assert isinstance(stewarded.refused("set_aside", "ada", number, 1), NotAllowed)


def test_a_deadline_is_never_moved_back(community, number):
    closes_at = community.round(number).value.closes_at
    earlier = (timedelta(hours=1), timedelta(microseconds=1), timedelta(0))
    for less in earlier:
        refusal = community.refused("extend", "ada", number, closes_at - less)
        assert isinstance(refusal, BadInput)
        assert "later time" in refusal.reason
    community.change_rules("ada", round="PT1H", need_time="PT0S")
    community.answer("dov", number, "need_time")
    assert community.round(number).value.closes_at == closes_at + timedelta(hours=72)


def test_rules_that_change_under_a_round_change_nothing_in_it(community, number):
    pinned = community.round(number).value.ruleset
    softer = {"quorum": "0", "max_rounds": 20, "reveal": "live", "set_aside": "yes"}
    community.change_rules("ada", **softer)
    assert community.round(number).value.ruleset == pinned
    community.object_to("dov", number)
    community.answer_all(number, ["ada", "cleo"])
    assert isinstance(community.refused("set_aside", "ada", number, 1), NotAllowed)
    community.pass_deadline(number)
    assert [one.outcome for one in community.tick()] == ["blocked"]


def test_a_round_is_not_opened_again_once_it_is_closed(community, number):
    community.answer_all(number, ["ada", "cleo", "dov", "edda"])
    community.close("ada", number)
    for act, arguments in {
        "open": (number,),
        "answer": (number, "consent"),
        "close": (number,),
        "extend": (number, community.clock() + timedelta(days=30)),
        "record": (number, {"dov": "consent"}),
    }.items():
        assert isinstance(community.refused(act, "ada", *arguments), WrongState), act


def test_several_stewards_press_at_once_and_one_decision_comes_of_it(
    found_community, clock, database_url
):
    clock.set(datetime.now(UTC))
    community = found_community(stewards=2, ruleset=QUICK)
    number = decided_now(community)
    community.answer_all(number, ALL)
    people = [community.people[name].person for name in ("ada", "bela")] * 2
    done = race(database_url, *(("close", {"person": p, "amendment": number}) for p in people))
    assert sorted(itertools.chain(*done)) == ["WrongState"] * 3 + ["done"]
