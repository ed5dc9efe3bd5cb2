"""Tables of the rules for extending, correcting, recording, repeating and setting aside."""

from dataclasses import replace
from datetime import timedelta

import pytest

from amendments.belonging.people import READER, Community
from amendments.deciding import corrections, extending, meeting_mode, repeating, setting_aside
from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.opening import FURTHEST_DEADLINE
from amendments.deciding.stances import Stance, StanceKind
from amendments.deciding.tally import Outcome
from amendments.refusals import BadInput, NotAllowed, WrongState
from amendments.ruleset import RulesChange, Ruleset, change_ruleset
from amendments.status import Status
from tests.amendments.test_together import YES, kind_of
from tests.support.clock import START
from tests.support.values import (
    AUTHOR,
    COMMUNITY,
    DAY,
    HOUR,
    MEMBER,
    ONE_STEWARD,
    OTHER_STEWARD,
    STEWARD,
    TICK,
    ZONE,
    amendment,
    decision,
    objection,
)

NOBODY = frozenset()
CLOSES = decision().closes_at


class TestExtending:
    @pytest.mark.parametrize(
        ("actor", "authors", "community", "now", "outcome", "expected"),
        [
            (STEWARD, NOBODY, COMMUNITY, START, None, YES),
            (STEWARD, NOBODY, COMMUNITY, CLOSES - TICK, None, YES),
            (STEWARD, NOBODY, COMMUNITY, CLOSES, None, WrongState),
            (STEWARD, NOBODY, COMMUNITY, START, Outcome.PASSED, WrongState),
            (STEWARD, {1}, COMMUNITY, START, None, NotAllowed),
            (STEWARD, {1}, ONE_STEWARD, START, None, YES),
            (OTHER_STEWARD, {1}, COMMUNITY, START, None, YES),
            (MEMBER, NOBODY, COMMUNITY, START, None, NotAllowed),
            (READER, NOBODY, COMMUNITY, START, None, NotAllowed),
        ],
    )
    def test_who_may_give_time_and_when(self, actor, authors, community, now, outcome, expected):
        one = decision(outcome=outcome)
        answer = extending.may_extend(actor, one, frozenset(authors), community, now)
        assert kind_of(answer) is expected

    @pytest.mark.parametrize(
        ("until", "fits"),
        [
            (CLOSES - DAY, False),
            (CLOSES, False),
            (CLOSES + TICK, True),
            (START + FURTHEST_DEADLINE, True),
            (START + FURTHEST_DEADLINE + TICK, False),
        ],
    )
    def test_a_deadline_moves_to_a_later_time_within_a_year(self, until, fits):
        if fits:
            longer, event = extending.extend(decision(), STEWARD, until, "Holidays.", ZONE)
            assert longer.closes_at == until
            assert event.data["extended_for"] == "steward"
            return
        with pytest.raises(BadInput) as refused:
            extending.extend(decision(), STEWARD, until, "Holidays.", ZONE)
        assert refused.value.field == "closes_at"

    def test_it_needs_its_reason(self):
        with pytest.raises(BadInput) as refused:
            extending.extend(decision(), STEWARD, CLOSES + DAY, " ", ZONE)
        assert refused.value.field == "reason"


class TestCorrections:
    @pytest.mark.parametrize(
        ("actor", "editorial", "now", "outcome", "expected"),
        [
            (MEMBER, True, START, None, YES),
            (AUTHOR, True, START, None, YES),
            (MEMBER, True, CLOSES - TICK, None, YES),
            (MEMBER, True, CLOSES, None, WrongState),
            (MEMBER, True, START, Outcome.PASSED, WrongState),
            (MEMBER, False, START, None, WrongState),
            (READER, True, START, None, NotAllowed),
        ],
    )
    def test_who_may_say_that_it_changes_the_meaning(
        self, actor, editorial, now, outcome, expected
    ):
        one = decision(editorial=editorial, outcome=outcome)
        assert kind_of(corrections.may_dispute(actor, one, now)) is expected

    def test_it_is_an_ordinary_proposal_then_whose_discussion_begins(self):
        now = START + HOUR
        before = amendment(Status.ROUND, editorial=True)
        after, closed, events = corrections.dispute(
            decision(editorial=True), before, MEMBER, "“May” is not “must”.", now
        )
        assert (after.status, after.editorial, after.submitted_at) == ("discussion", False, now)
        assert closed.outcome is Outcome.SUBSTANTIVE
        assert [one.kind for one in events] == ["correction.disputed", "round.closed"]


class TestSpeakingFor:
    @pytest.mark.parametrize(
        ("actor", "authors", "more", "expected"),
        [
            (STEWARD, NOBODY, {}, YES),
            (STEWARD, {1}, {}, NotAllowed),
            (MEMBER, NOBODY, {}, NotAllowed),
            (STEWARD, NOBODY, {"outcome": Outcome.VOID}, WrongState),
            (STEWARD, NOBODY, {"editorial": True}, WrongState),
        ],
    )
    def test_who_may_write_down(self, actor, authors, more, expected):
        one = decision(**more)
        answer = meeting_mode.may_record(actor, one, frozenset(authors), COMMUNITY)
        assert kind_of(answer) is expected

    @pytest.mark.parametrize(
        ("member", "now", "expected"),
        [
            (1, START, YES),
            (2, START, YES),
            (3, START, WrongState),
            (9, START, NotAllowed),
            (4, START, NotAllowed),
            (1, CLOSES, WrongState),
        ],
    )
    def test_for_whom(self, member, now, expected):
        """1 was silent, 2 written down before, 3 answered, 4 is gone, 9 was never on the roll."""
        consent = StanceKind.CONSENT
        given = {
            "s_2": Stance("s_2", consent, START, recorded_by=1),
            "s_3": Stance("s_3", consent, START),
        }
        present = Community(frozenset({1, 2, 3}), frozenset({1}))
        answer = meeting_mode.may_record_for(decision(stances=given), member, present, now)
        assert kind_of(answer) is expected


class TestRepeating:
    KINDS = (StanceKind.CONSENT, StanceKind.CONCERN, StanceKind.STAND_ASIDE, StanceKind.OBJECT)

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_latest_answer_before_is_given_again(self, kind):
        first = decision(kinds={4: StanceKind.CONSENT})
        second = decision(kinds={4: kind}, number=2)
        given = repeating.to_repeat(decision(number=3), [second, first], 4)
        assert given.kind is kind

    def test_needing_time_is_no_answer_to_repeat(self):
        first = decision(kinds={4: StanceKind.CONCERN})
        second = decision(kinds={4: StanceKind.NEED_TIME}, number=2)
        given = repeating.to_repeat(decision(number=3), [first, second], 4)
        assert given.kind is StanceKind.CONCERN
        with pytest.raises(WrongState):
            repeating.to_repeat(decision(number=3), [second], 4)

    def test_what_was_written_down_here_comes_first(self):
        here = {"s_4": Stance("s_4", StanceKind.STAND_ASIDE, START, recorded_by=1)}
        given = repeating.to_repeat(
            decision(number=2, stances=here), [decision(kinds={4: StanceKind.CONSENT})], 4
        )
        assert given.kind is StanceKind.STAND_ASIDE

    def test_who_has_answered_here_has_nothing_to_repeat(self):
        with pytest.raises(WrongState):
            repeating.to_repeat(decision(kinds={4: StanceKind.CONSENT}), [], 4)


ASIDE = {"ruleset": Ruleset(set_aside=True)}


class TestSettingAside:
    @pytest.mark.parametrize(
        ("actor", "authors", "sees", "status", "rules", "expected"),
        [
            (STEWARD, NOBODY, True, "open", ASIDE, YES),
            (STEWARD, NOBODY, True, "open", {}, NotAllowed),
            (STEWARD, {1}, True, "open", ASIDE, NotAllowed),
            (MEMBER, NOBODY, True, "open", ASIDE, NotAllowed),
            (STEWARD, NOBODY, False, "open", ASIDE, NotAllowed),
            (STEWARD, NOBODY, True, "withdrawn", ASIDE, WrongState),
            (STEWARD, NOBODY, True, "set_aside", ASIDE, WrongState),
        ],
    )
    def test_who_may_speak_for_it(self, actor, authors, sees, status, rules, expected):
        one = objection(4, status=ObjectionStatus(status))
        answer = setting_aside.may_set_aside(
            actor, decision(**rules), one, frozenset(authors), sees=sees
        )
        assert kind_of(answer) is expected

    def test_nobody_sets_their_own_objection_aside(self):
        answer = setting_aside.may_set_aside(
            STEWARD, decision(**ASIDE), objection(1), NOBODY, sees=True
        )
        assert kind_of(answer) is NotAllowed

    def test_it_takes_a_second_steward(self):
        one, round_ = objection(4), decision(**ASIDE)
        said = (round_, one, STEWARD, "We looked.", NOBODY)
        after, event = setting_aside.set_aside(*said, [], sees=True)
        assert (after, event.kind) == (one, "objection.set_aside_proposed")
        with pytest.raises(WrongState):
            setting_aside.set_aside(*said, [1], sees=True)
        after, event = setting_aside.set_aside(*said, [2], sees=True)
        assert after.status is ObjectionStatus.SET_ASIDE
        assert event.data["status"] == "set_aside"

    def test_each_says_why(self):
        with pytest.raises(BadInput):
            setting_aside.set_aside(
                decision(**ASIDE), objection(4), STEWARD, " ", NOBODY, [], sees=True
            )


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("editorial", "P1D", timedelta(days=1)),
        ("editorial", "PT0S", timedelta(0)),
        ("set_aside", "yes", True),
        ("set_aside", " TRUE ", True),
        ("set_aside", False, False),
        ("rules_change", "amendment", RulesChange.AMENDMENT),
        ("set_aside", "perhaps", None),
        ("set_aside", 1, None),
        ("rules_change", "members", None),
        ("editorial", "soon", None),
    ],
)
def test_the_newer_rules_are_read_or_refused_by_name(name, value, read):
    if read is not None:
        assert getattr(change_ruleset(Ruleset(), {name: value}), name) == read
        return
    with pytest.raises(BadInput) as refused:
        change_ruleset(Ruleset(), {name: value})
    assert refused.value.field == name


def test_differences_are_what_has_to_be_changed_and_nothing_else():
    changed = replace(Ruleset(), set_aside=True, max_rounds=5)
    differences = Ruleset().differences(changed)
    assert differences == {"set_aside": True, "max_rounds": 5}
    assert change_ruleset(Ruleset(), differences) == changed
    assert changed.differences(changed) == {}
