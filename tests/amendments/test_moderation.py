"""Who may report, hide, be heard and decide: nobody in their own case while there is another."""

import pytest

from amendments.belonging.people import READER, Actor, Role
from amendments.care import moderation as m
from amendments.care.moderation import Hiding, Report
from amendments.record.events import EventKind
from amendments.refusals import BadInput, NotAllowed, WrongState
from amendments.talking.comment_life import CommentState
from tests.support.values import AUTHOR, COMMUNITY, MEMBER, ONE_STEWARD, OTHER_STEWARD, STEWARD

THEIRS = CommentState(1, MEMBER.member, 1, body="Hm.")
HIDDEN = CommentState(1, MEMBER.member, 1, body="Hm.", is_hidden=True)
NOBODY = frozenset()
ONE = Actor(Role.STEWARD, 1, "m_1")


class TestReporting:
    def test_any_member_but_not_their_own(self):
        assert m.may_report(AUTHOR, frozenset({4})) is True
        assert isinstance(m.may_report(MEMBER, frozenset({4})), WrongState)
        assert isinstance(m.may_report(READER, frozenset({4})), NotAllowed)

    def test_the_record_names_nobody(self):
        event = m.report(1, AUTHOR, frozenset({4}), "comment 1/1", "b_1", " Please look. ")
        assert (event.kind, event.actor, event.data) == (EventKind.REPORTED, None, {"report": 1})
        assert event.words["by"] == "m_3"
        assert event.words["body"] == "Please look."

    def test_it_points_to_a_passage_that_stands_in_the_charter(self):
        m.check_promise(stands=True)
        with pytest.raises(BadInput) as refusal:
            m.check_promise(stands=False)
        assert refusal.value.field == "promise"

    @pytest.mark.parametrize(
        ("reporter", "concerned", "community", "expected"),
        [
            (3, {4}, COMMUNITY, True),
            (1, {4}, COMMUNITY, False),  # this steward reported it, and there is another
            (3, {1}, COMMUNITY, False),
            (1, {2}, COMMUNITY, True),  # all stewards are concerned
            (1, {4}, ONE_STEWARD, True),
            (3, {1}, ONE_STEWARD, True),
        ],
    )
    def test_a_steward_who_is_concerned_leaves_it_to_another(
        self, reporter, concerned, community, expected
    ):
        report = Report(1, reporter, frozenset(concerned))
        assert (m.may_handle(STEWARD, report, community) is True) is expected
        assert isinstance(m.may_handle(MEMBER, report, community), NotAllowed)

    def test_a_report_is_answered_once(self):
        report = Report(1, 3, frozenset({4}))
        with pytest.raises(BadInput):
            m.settle_report(report, STEWARD, COMMUNITY, " ")
        closed = Report(1, 3, frozenset({4}), is_open=False)
        with pytest.raises(WrongState):
            m.settle_report(closed, STEWARD, COMMUNITY, "Yes.")


class TestHiding:
    def test_a_steward_hides_neither_their_own_nor_what_they_reported(self):
        assert m.may_hide(STEWARD, THEIRS, NOBODY, COMMUNITY) is True
        assert isinstance(m.may_hide(AUTHOR, THEIRS, NOBODY, COMMUNITY), NotAllowed)
        own = CommentState(1, STEWARD.member, 1)
        assert isinstance(m.may_hide(STEWARD, own, NOBODY, ONE_STEWARD), NotAllowed)
        reported = frozenset({STEWARD.member})
        assert isinstance(m.may_hide(STEWARD, THEIRS, reported, COMMUNITY), NotAllowed)
        assert m.may_hide(OTHER_STEWARD, THEIRS, reported, COMMUNITY) is True
        assert m.may_hide(STEWARD, THEIRS, reported, ONE_STEWARD) is True
        with pytest.raises(BadInput):
            m.hide(1, THEIRS, STEWARD, " ", NOBODY, COMMUNITY)

    @pytest.mark.parametrize("state", [{"is_hidden": True}, {"is_taken_back": True}])
    def test_what_is_not_shown_is_not_hidden(self, state):
        gone = CommentState(1, MEMBER.member, 1, **state)
        assert isinstance(m.may_hide(STEWARD, gone, NOBODY, COMMUNITY), WrongState)

    def test_a_steward_shows_it_again_but_not_their_own(self):
        assert m.may_restore(OTHER_STEWARD, HIDDEN) is True
        assert isinstance(m.may_restore(MEMBER, HIDDEN), NotAllowed)
        assert isinstance(m.may_restore(STEWARD, THEIRS), WrongState)
        own = CommentState(1, STEWARD.member, 1, is_hidden=True)
        assert isinstance(m.may_restore(STEWARD, own), NotAllowed)


class TestBeingHeard:
    def test_its_author_answers_once_and_asks_once(self):
        fresh, said = Hiding(1), Hiding(1, is_answered=True, is_appealed=True)
        for may in (
            m.may_answer_hiding,
            lambda who, remark, hiding: m.may_appeal(who, remark, hiding, COMMUNITY),
        ):
            assert may(MEMBER, HIDDEN, fresh) is True
            assert isinstance(may(STEWARD, HIDDEN, fresh), NotAllowed)
            assert isinstance(may(MEMBER, HIDDEN, said), WrongState)
            assert isinstance(may(MEMBER, THEIRS, None), WrongState)

    def test_with_one_steward_there_is_nobody_else_to_ask_and_it_is_said(self):
        refusal = m.may_appeal(MEMBER, HIDDEN, Hiding(1), ONE_STEWARD)
        assert isinstance(refusal, WrongState)
        assert "no other steward" in refusal.reason

    def test_another_steward_decides_and_only_when_asked(self):
        asked = Hiding(1, is_appealed=True)
        assert m.may_decide_appeal(OTHER_STEWARD, HIDDEN, asked) is True
        assert isinstance(m.may_decide_appeal(STEWARD, HIDDEN, asked), NotAllowed)
        assert isinstance(m.may_decide_appeal(MEMBER, HIDDEN, asked), NotAllowed)
        assert isinstance(m.may_decide_appeal(OTHER_STEWARD, HIDDEN, Hiding(1)), WrongState)
        done = Hiding(1, is_appealed=True, is_decided=True)
        assert isinstance(m.may_decide_appeal(OTHER_STEWARD, HIDDEN, done), WrongState)
