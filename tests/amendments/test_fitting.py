"""What follows for a proposal from how the text in force reads."""

import pytest

from amendments.refusals import BadInput, NotFound, TakesBack, WrongState
from amendments.writing import authorship, ending, fitting, taking_back
from amendments.writing.ending import IS_BEING_CLOSED, Announcement, EndReason
from amendments.writing.taking_back import Adopted
from charter import Refused
from tests.support.clock import START
from tests.support.values import AUTHOR, COMMUNITY, DAY, TICK, amendment

STALE = Announcement(EndReason.STALE, None, START, START + DAY)


def be(**facts):
    return facts


@pytest.mark.parametrize(
    ("rule", "facts", "may"),
    [
        (fitting.may_keep_place, be(in_conflict=True, applies_anywhere=True), True),
        (fitting.may_keep_place, be(in_conflict=False, applies_anywhere=True), False),
        (fitting.may_keep_place, be(in_conflict=True, applies_anywhere=False), False),
        (fitting.may_choose_places, be(began_on=3, head=3), True),
        (fitting.may_choose_places, be(began_on=2, head=3), False),
        (fitting.may_choose_places, be(began_on=None, head=3), False),
        (fitting.is_about_a_passage, be(anchored=True), True),
        (fitting.is_about_a_passage, be(anchored=False), False),
        (fitting.still_reads_as_then, be(same=True), True),
        (fitting.still_reads_as_then, be(same=False), False),
        (fitting.begins_and_ends_whole, be(cuts_bold=False), True),
        (fitting.begins_and_ends_whole, be(cuts_bold=True), False),
        (fitting.is_news, be(reads_so=False), True),
        (fitting.is_news, be(reads_so=True), False),
        (authorship.words_are_there, be(erased=False), True),
        (authorship.words_are_there, be(erased=True), False),
        (ending.is_borne_out, be(reason=EndReason.CONTAINED, contained=True), True),
        (ending.is_borne_out, be(reason=EndReason.CONTAINED, contained=False), False),
        (ending.is_borne_out, be(reason=EndReason.STALE, contained=False), True),
        (ending.is_borne_out, be(reason=EndReason.DUPLICATE, contained=False), True),
        (ending.can_go_on, be(pending=STALE, now=STALE.ends_at - TICK), True),
        (ending.can_go_on, be(pending=STALE, now=STALE.ends_at), False),
    ],
)
def test_each_answer_is_yes_or_says_why_not_now(rule, facts, may):
    given = rule(**facts)
    assert given is True if may else isinstance(given, WrongState)
    assert given is True or given.reason


def test_more_than_the_place_is_said_first():
    more = fitting.may_keep_place(in_conflict=False, applies_anywhere=False)
    assert more.reason == fitting.may_keep_place(in_conflict=True, applies_anywhere=False).reason
    assert ending.can_go_on(STALE, STALE.ends_at).reason == IS_BEING_CLOSED


def test_a_suggestion_is_taken_over_once_and_while_it_is_shown():
    no = be(taken_back=False, hidden=False, taken_over=False)
    assert fitting.may_be_taken_over(**no) is True
    reasons = {fitting.may_be_taken_over(**{**no, one: True}).reason for one in no}
    assert len(reasons) == len(no)
    back = fitting.may_be_taken_over(taken_back=True, hidden=True, taken_over=True)
    assert back.reason == "This suggestion was taken back."
    assert isinstance(fitting.no_suggestion(7), NotFound)


def test_choices_leave_something_of_a_proposal():
    fitting.check_something_left(left=True)
    with pytest.raises(BadInput) as refusal:
        fitting.check_something_left(left=False)
    assert refusal.value.field == "places"


def test_why_a_text_does_not_hold_together_is_said_in_its_own_words():
    refused = Refused("Two headings in one.")
    assert fitting.unusable(refused, "places").field == "places"
    assert fitting.unusable(refused, "places").reason == refused.reason
    assert fitting.not_found_again(refused).reason == refused.reason


def test_only_a_proposal_that_lives_is_named_as_the_same():
    ending.check_other(can_be_named=True)
    with pytest.raises(BadInput) as refusal:
        ending.check_other(can_be_named=False)
    assert refusal.value.field == "of"


def test_who_is_asked_to_write_too_is_a_member_who_is_here():
    for member in (None, 99):
        with pytest.raises(BadInput) as refusal:
            authorship.invite(amendment(), AUTHOR, member, "m_9", COMMUNITY)
        assert refusal.value.field == "member"
    with pytest.raises(BadInput):  # before it is said whose the proposal is
        authorship.invite(amendment(authors=frozenset()), AUTHOR, None, "m_9", COMMUNITY)


def test_what_was_adopted_is_taken_back_only_if_that_is_meant():
    assert taking_back.may_take_back([], []) is True
    found = [Adopted(2, 7, "Water"), Adopted(3, None, "Imported")]
    given = taking_back.may_take_back(found, [(3, "b_1"), (2, "b_2")])
    assert isinstance(given, TakesBack)
    assert "revision 2 (proposal 7, “Water”); revision 3." in given.reason
    assert given.details["takes_back"] == [
        {"revision": 3, "amendment": None, "block": "b_1"},
        {"revision": 2, "amendment": 7, "block": "b_2"},
    ]
