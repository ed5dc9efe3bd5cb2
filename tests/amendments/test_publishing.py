"""What a passed round publishes, and what is said of it and of the rules that it changes."""

from datetime import date, timedelta

import pytest

from amendments.belonging.people import READER
from amendments.deciding import closing
from amendments.record.events import EventKind
from amendments.refusals import BadInput, NotAllowed
from amendments.ruleset import RulesChange, Ruleset
from amendments.texts import changing_rules, publishing
from amendments.texts.publishing import Publication
from charter import found
from tests.support.clock import START
from tests.support.values import MEMBER, STEWARD, TICK, decision

TODAY = date(2024, 3, 1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("head_dated", "published_at", "day"),
    [
        (YESTERDAY, START - TICK, TODAY),
        (TODAY, START, TODAY),
        (TOMORROW, START, TOMORROW),  # never before the revision in force
        (TOMORROW, START + TICK, TODAY),  # unless that came out of a time that is mended
    ],
)
def test_a_revision_is_of_today_and_never_before_the_one_before(head_dated, published_at, day):
    assert publishing.day_of(TODAY, head_dated, published_at, START) == day


def test_the_record_tells_what_was_published_to_the_byte():
    _, change_set = found("Be kind.\n")
    made = Publication(2, TODAY, 3, 1, "p" * 64, "t" * 64)
    event = publishing.published(made, decision(), change_set)
    assert (event.kind, event.actor, event.words) == (EventKind.PUBLISHED, None, {})
    assert event.data == {
        "number": 2,
        "dated": "2024-03-01",
        "amendment": 1,
        "round": 1,
        "version": 3,
        "base": 1,
        "parent_sha256": "p" * 64,
        "text_sha256": "t" * 64,
        "change_sha256": change_set.sha256,
        "change_set": change_set.to_dict(),
        "places": True,
    }


def test_another_result_of_an_open_round_is_told_with_where_the_text_changed():
    event = publishing.result_changed(decision(), 2, "beside", "r" * 64)
    assert (event.kind, event.actor) == (EventKind.RESULT_CHANGED, None)
    assert event.data == {
        "amendment": 1,
        "round": 1,
        "revision": 2,
        "where": "beside",
        "result_sha256": "r" * 64,
    }


def test_an_outcome_is_said_in_words():
    event = closing.state_outcome(STEWARD, 1, 2, " We agreed. ")
    assert (event.kind, event.actor) == (EventKind.OUTCOME_STATED, STEWARD.handle)
    assert (event.data, event.words) == ({"amendment": 1, "round": 2}, {"body": "We agreed."})
    for words in ("", "  ", "x" * 10_001):
        with pytest.raises(BadInput) as refusal:
            closing.state_outcome(STEWARD, 1, 2, words)
        assert refusal.value.field == "statement"


class TestRules:
    before = Ruleset()

    @pytest.mark.parametrize(("by", "handle"), [(STEWARD, STEWARD.handle), (None, None)])
    def test_a_steward_and_the_operator_change_them_with_a_reason_or_without(self, by, handle):
        after, event = changing_rules.change_rules(by, self.before, {"max_rounds": 5}, " Why. ")
        assert (after.max_rounds, event.kind) == (5, EventKind.RULES_CHANGED)
        assert (event.actor, event.words) == (handle, {"reason": "Why."})
        assert event.data == {"ruleset": after.to_dict()}
        _, event = changing_rules.change_rules(by, self.before, {"max_rounds": 5}, "  ")
        assert event.words == {}

    @pytest.mark.parametrize("by", [READER, MEMBER])
    def test_nobody_else_does(self, by):
        with pytest.raises(NotAllowed):
            changing_rules.change_rules(by, self.before, {"max_rounds": 5}, "")

    def test_where_they_change_by_a_decision_only_that_changes_them(self):
        before = Ruleset(rules_change=RulesChange.AMENDMENT)
        with pytest.raises(NotAllowed):
            changing_rules.change_rules(STEWARD, before, {"max_rounds": 5}, "")
        after, event = changing_rules.adopt_rules(before, {"max_rounds": 5}, amendment=3, number=2)
        assert after.max_rounds == 5
        assert event.data == {"ruleset": after.to_dict(), "amendment": 3, "round": 2}
        assert (event.actor, event.words) == (None, {})
