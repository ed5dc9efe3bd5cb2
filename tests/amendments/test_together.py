"""Tables of the rules for writing together, talking, belonging, reviewing and hearing."""

from dataclasses import replace
from datetime import date

import pytest

from amendments.belonging import membership
from amendments.belonging.people import READER, Actor, Community, Role
from amendments.deciding import objection_hearing
from amendments.refusals import BadInput, NotAllowed, WrongState
from amendments.saying import LONGEST, said
from amendments.status import Status
from amendments.talking import discussion
from amendments.writing import authorship, reviews
from tests.support.values import (
    AUTHOR,
    COMMUNITY,
    MEMBER,
    ONE_STEWARD,
    OTHER_STEWARD,
    STEWARD,
    amendment,
    decision,
    objection,
)

YES = None


def kind_of(answer):
    """None for yes, or the kind of refusal."""
    return YES if answer is True else type(answer)


STATES = list(Status)


class TestAuthorship:
    @pytest.mark.parametrize(
        ("actor", "status", "expected"),
        [
            (AUTHOR, Status.DRAFT, YES),
            (AUTHOR, Status.DISCUSSION, YES),
            (AUTHOR, Status.ROUND, WrongState),
            (AUTHOR, Status.ADOPTED, WrongState),
            (AUTHOR, Status.WITHDRAWN, WrongState),
            (MEMBER, Status.DISCUSSION, NotAllowed),
            (STEWARD, Status.DISCUSSION, NotAllowed),
            (READER, Status.DISCUSSION, NotAllowed),
        ],
    )
    def test_who_may_ask_and_when(self, actor, status, expected):
        assert kind_of(authorship.may_invite(actor, amendment(status))) is expected

    @pytest.mark.parametrize(
        ("actor", "status", "invited", "expected"),
        [
            (MEMBER, Status.DRAFT, True, YES),
            (MEMBER, Status.DISCUSSION, True, YES),
            (MEMBER, Status.DISCUSSION, False, NotAllowed),
            (MEMBER, Status.ROUND, True, WrongState),
            (MEMBER, Status.ADOPTED, True, WrongState),
            (READER, Status.DISCUSSION, True, NotAllowed),
        ],
    )
    def test_who_may_say_yes_and_when(self, actor, status, invited, expected):
        answer = authorship.may_join(actor, amendment(status), invited=invited)
        assert kind_of(answer) is expected

    @pytest.mark.parametrize("member", [3, 99])
    def test_only_members_who_are_no_authors_are_asked(self, member):
        with pytest.raises(BadInput) as refused:
            authorship.invite(amendment(), AUTHOR, member, "m_x", COMMUNITY)
        assert refused.value.field == "member"

    def test_saying_yes_makes_an_author(self):
        joined, event = authorship.join(amendment(), MEMBER, invited=True)
        assert joined.authors == {3, 4}
        assert (event.kind, event.actor) == ("author.joined", "m_4")


class TestDiscussing:
    @pytest.mark.parametrize("status", STATES)
    def test_a_sense_is_asked_for_in_the_discussion_only(self, status):
        expected = YES if status is Status.DISCUSSION else WrongState
        assert kind_of(discussion.may_give_sense(MEMBER, amendment(status))) is expected
        assert kind_of(discussion.may_give_sense(READER, amendment(status))) is NotAllowed

    def test_a_sense_is_one_of_three_and_sealed(self):
        for sense in discussion.Sense:
            event = discussion.give_sense(amendment(), MEMBER, sense)
            assert event.words == {"sense": sense}
            assert "sense" not in event.data
        with pytest.raises(BadInput):
            discussion.give_sense(amendment(), MEMBER, "great")
        assert discussion.SENSES.keys() == set(discussion.Sense)

    @pytest.mark.parametrize("status", STATES)
    def test_a_steward_sums_up_what_is_discussed_or_decided(self, status):
        expected = YES if status in {Status.DISCUSSION, Status.ROUND} else WrongState
        assert kind_of(discussion.may_summarise(STEWARD, amendment(status))) is expected
        assert kind_of(discussion.may_summarise(MEMBER, amendment(status))) is NotAllowed

    @pytest.mark.parametrize(
        ("actor", "expected"),
        [(MEMBER, YES), (AUTHOR, YES), (STEWARD, YES), (READER, NotAllowed)],
    )
    def test_a_question_is_answered_for_who_asked_an_author_or_a_steward(self, actor, expected):
        assert kind_of(discussion.may_mark_answered(actor, amendment(), asker=4)) is expected

    def test_nobody_else_says_that_it_is_answered(self):
        other = Actor(Role.MEMBER, 9, "m_9")
        assert kind_of(discussion.may_mark_answered(other, amendment(), asker=4)) is NotAllowed


class TestMembership:
    @pytest.mark.parametrize(
        ("actor", "community", "expected"),
        [
            (MEMBER, COMMUNITY, YES),
            (STEWARD, COMMUNITY, YES),
            (STEWARD, ONE_STEWARD, WrongState),
            (MEMBER, ONE_STEWARD, YES),
            (READER, COMMUNITY, NotAllowed),
        ],
    )
    def test_who_may_leave(self, actor, community, expected):
        assert kind_of(membership.may_leave(actor, community)) is expected

    @pytest.mark.parametrize(
        ("actor", "member", "community", "expected"),
        [
            (STEWARD, 4, COMMUNITY, YES),
            (STEWARD, 2, COMMUNITY, NotAllowed),
            (STEWARD, 1, COMMUNITY, NotAllowed),
            (MEMBER, 3, COMMUNITY, NotAllowed),
            (None, 4, COMMUNITY, YES),
            (None, 1, COMMUNITY, YES),
            (None, 1, ONE_STEWARD, WrongState),
            (OTHER_STEWARD, 1, Community(frozenset({1, 4}), frozenset({1})), NotAllowed),
        ],
    )
    def test_who_may_remove_whom(self, actor, member, community, expected):
        assert kind_of(membership.may_remove(actor, member, community)) is expected

    def test_a_removal_needs_its_reason(self):
        with pytest.raises(BadInput) as refused:
            membership.remove(STEWARD, 4, "m_4", "  ", COMMUNITY)
        assert refused.value.field == "reason"
        event = membership.remove(None, 4, "m_4", " Asked to. ", COMMUNITY)
        assert (event.actor, event.words) == (None, {"reason": "Asked to."})


DAY = date(2026, 5, 1)


class TestReviews:
    @pytest.mark.parametrize(
        ("status", "review_on", "today", "reviewed", "due"),
        [
            (Status.ADOPTED, DAY, date(2026, 4, 30), False, False),
            (Status.ADOPTED, DAY, DAY, False, True),
            (Status.ADOPTED, DAY, date(2027, 1, 1), False, True),
            (Status.ADOPTED, DAY, DAY, True, False),
            (Status.ADOPTED, None, DAY, False, False),
            (Status.DISCUSSION, DAY, DAY, False, False),
            (Status.WITHDRAWN, DAY, DAY, False, False),
        ],
    )
    def test_when_a_review_is_due(self, status, review_on, today, reviewed, due):
        one = replace(amendment(status), review_on=review_on)
        assert reviews.is_due(one, today, reviewed=reviewed) is due

    @pytest.mark.parametrize("status", STATES)
    def test_only_what_was_adopted_and_not_reviewed_is_reviewed(self, status):
        expected = YES if status is Status.ADOPTED else WrongState
        assert kind_of(reviews.may_review(amendment(status), reviewed=False)) is expected
        assert kind_of(reviews.may_review(amendment(status), reviewed=True)) is WrongState

    def test_there_are_three_ways_on_and_each_is_explained(self):
        assert reviews.MEANING.keys() == set(reviews.ReviewWay)


class TestHearing:
    @pytest.mark.parametrize(
        ("actor", "status", "sees", "expected"),
        [
            (AUTHOR, "open", True, YES),
            (STEWARD, "open", True, YES),
            (AUTHOR, "open", False, NotAllowed),
            (READER, "open", True, NotAllowed),
            (AUTHOR, "withdrawn", True, WrongState),
            (AUTHOR, "integrated", True, WrongState),
            (AUTHOR, "kept_as_concern", True, WrongState),
            (AUTHOR, "set_aside", True, WrongState),
        ],
    )
    def test_who_may_take_part(self, actor, status, sees, expected):
        one = replace(objection(4), status=type(objection(4).status)(status))
        assert kind_of(objection_hearing.may_hear(actor, one, sees=sees)) is expected
        assert kind_of(objection_hearing.may_support(actor, one, sees=sees)) is expected

    def test_ones_own_objection_is_tested_but_not_supported(self):
        assert objection_hearing.may_hear(MEMBER, objection(4), sees=True) is True
        assert kind_of(objection_hearing.may_support(MEMBER, objection(4), sees=True)) is WrongState

    def test_the_record_names_a_seat_and_no_handle(self):
        event = objection_hearing.support(
            decision(), objection(4), AUTHOR, sees=True, supports=True
        )
        assert (event.actor, event.data["seat"]) == (None, "s_3")
        assert "m_3" not in str(event)

    @pytest.mark.parametrize("says", list(objection_hearing.Says))
    def test_it_is_tested_in_four_ways_with_words(self, says):
        event = objection_hearing.put_to_test(
            decision(), objection(4), AUTHOR, says, " Why? ", sees=True
        )
        assert (event.data["says"], event.words) == (says, {"body": "Why?"})
        with pytest.raises(BadInput):
            objection_hearing.put_to_test(decision(), objection(4), AUTHOR, says, " ", sees=True)

    def test_there_is_no_fifth(self):
        with pytest.raises(BadInput):
            objection_hearing.put_to_test(
                decision(), objection(4), AUTHOR, "vetoes", "No.", sees=True
            )
        assert objection_hearing.MEANING.keys() == set(objection_hearing.Says)


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("", False),
        (" \n ", False),
        ("x", True),
        ("x" * LONGEST, True),
        ("x" * (LONGEST + 1), False),
    ],
)
def test_words_that_are_asked_for_are_there_and_not_too_long(words, fits):
    if fits:
        assert said(f" {words} ", "Say it.", field="body") == words
        return
    with pytest.raises(BadInput) as refused:
        said(words, "Say it.", field="body")
    assert refused.value.field == "body"
