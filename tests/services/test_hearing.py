"""Objections are heard: seen by others too, tested, and set aside only where the rules allow it."""

from datetime import timedelta

import pytest

from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from amendments.ruleset import Ruleset
from app.storage.deciding import objections
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE


@pytest.fixture
def number(community):
    """An amendment by cleo to which dov objects; edda has answered."""
    number = community.decide("cleo", community.with_words(KINDNESS))
    community.object_to("dov", number)
    community.answer("edda", number)
    return number


def heard(community, number):
    (kept,) = community.objections(number)
    about = community.amendment(number).id
    with community.database.reading() as reader:
        supporters = objections.supporters(reader, about)[kept.id]
        turns = objections.turns(reader, about)[kept.id]
    return supporters, [(one.member, one.says.value, one.body) for one in turns]


def test_others_see_an_objection_too_and_may_change_their_mind(community, number):
    community.support("edda", number, 1)
    assert heard(community, number)[0] == [community.people["edda"].member]
    community.support("edda", number, 1, supports=False)
    assert heard(community, number)[0] == []


def test_it_is_tested_in_words(community, number):
    community.test_objection("edda", number, 1, "asks", "Who is left out?")
    community.test_objection("dov", number, 1, "qualifies", "Newcomers.")
    edda, dov = (community.people[name].member for name in ("edda", "dov"))
    assert heard(community, number)[1] == [
        (edda, "asks", "Who is left out?"),
        (dov, "qualifies", "Newcomers."),
    ]
    assert isinstance(community.refused("test_objection", "edda", number, 1, "shouts"), BadInput)
    assert isinstance(community.refused("test_objection", "edda", number, 1, "asks", " "), BadInput)


def test_who_has_not_answered_does_not_learn_of_it(found_community):
    community = found_community(members=4)
    number = community.decide("cleo", community.with_words(KINDNESS))
    community.object_to("dov", number)
    assert isinstance(community.refused("support", "finn", number, 1), NotFound)
    assert isinstance(community.refused("test_objection", "finn", number, 1, "asks"), NotFound)
    assert isinstance(community.refused("support", None, number, 1), NotFound)


def test_its_author_and_a_steward_hear_it_before_they_have_answered(community, number):
    community.test_objection("cleo", number, 1, "asks", "Who is left out?")
    community.test_objection("ada", number, 1, "qualifies", "Newcomers are.")
    assert [one[1] for one in heard(community, number)[1]] == ["asks", "qualifies"]


def test_ones_own_objection_needs_no_support_from_oneself(community, number):
    assert isinstance(community.refused("support", "dov", number, 1), WrongState)


def test_an_objection_that_has_ended_is_not_tested_any_more(community, number):
    community.resolve("dov", number, 1, "withdrawn")
    assert isinstance(community.refused("support", "edda", number, 1), WrongState)


def test_setting_aside_is_off_by_default(community, number):
    community.answer("ada", number)
    assert isinstance(community.refused("set_aside", "ada", number, 1), NotAllowed)


class TestSettingAside:
    @pytest.fixture
    def stewarded(self, found_community):
        return found_community(stewards=2, members=3, ruleset=Ruleset(set_aside=True))

    @pytest.fixture
    def number(self, stewarded):
        number = stewarded.decide("cleo", stewarded.with_words(KINDNESS))
        stewarded.object_to("dov", number)
        stewarded.answer_all(number, ["ada", "bela", "edda", "cleo"])
        return number

    def test_it_takes_two_stewards_and_both_reasons_stay(self, stewarded, number):
        stewarded.set_aside("ada", number, 1, "It is about another charter.")
        assert stewarded.objections(number)[0].value.is_open
        stewarded.set_aside("bela", number, 1, "I looked too, and agree.")
        (kept,) = stewarded.objections(number)
        assert kept.value.status == "set_aside"
        with stewarded.database.reading() as reader:
            about = stewarded.amendment(number).id
            spoken = objections.settings_aside(reader, about)[kept.id]
        assert [one.reason for one in spoken] == [
            "It is about another charter.",
            "I looked too, and agree.",
        ]
        assert stewarded.close("ada", number).revision == 2

    def test_one_steward_alone_cannot_even_by_saying_it_twice(self, stewarded, number):
        stewarded.set_aside("ada", number, 1)
        refusal = stewarded.refused("set_aside", "ada", number, 1)
        assert isinstance(refusal, WrongState)
        assert "second steward" in refusal.reason

    def test_neither_a_member_nor_an_author_nor_without_a_reason(self, stewarded, number):
        assert isinstance(stewarded.refused("set_aside", "edda", number, 1), NotAllowed)
        assert isinstance(stewarded.refused("set_aside", "ada", number, 1, " "), BadInput)
        stewarded.pass_deadline(number)
        stewarded.tick()
        stewarded.invite_author("cleo", number, "bela")
        stewarded.join_authors("bela", number)
        assert isinstance(stewarded.refused("set_aside", "bela", number, 1), NotAllowed)

    def test_raising_it_again_begins_anew(self, stewarded, number):
        stewarded.set_aside("ada", number, 1)
        stewarded.pass_deadline(number)
        stewarded.tick()
        stewarded.revise("cleo", number, stewarded.with_words(KINDNESS_OTHERWISE))
        stewarded.open("ada", number)
        stewarded.object_to("dov", number)
        stewarded.answer_all(number, ["bela", "ada"])
        stewarded.set_aside("bela", number, 1)
        assert stewarded.objections(number)[0].value.is_open
        stewarded.set_aside("ada", number, 1)
        assert stewarded.objections(number)[0].value.status == "set_aside"

    def test_so_does_giving_it_other_words_in_the_same_round(self, stewarded, number):
        stewarded.set_aside("ada", number, 1)
        stewarded.clock.advance(timedelta(hours=1))
        stewarded.answer("dov", number, "object", "It shames people.", "Say it kindly.")
        stewarded.set_aside("bela", number, 1)
        assert stewarded.objections(number)[0].value.is_open
        stewarded.set_aside("ada", number, 1)
        assert stewarded.objections(number)[0].value.status == "set_aside"

    def test_the_rules_that_the_round_pinned_count(self, stewarded, number):
        stewarded.change_rules("ada", set_aside=False)
        stewarded.set_aside("ada", number, 1)
        stewarded.set_aside("bela", number, 1)
        assert stewarded.objections(number)[0].value.status == "set_aside"
