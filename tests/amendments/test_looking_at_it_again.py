"""Reviews: which ways begin by themselves, what they say, and what can be changed back."""

from datetime import date

import pytest

from amendments.record.events import EventKind
from amendments.refusals import BadInput, WrongState
from amendments.status import Status
from amendments.writing import reviews
from amendments.writing.reviews import ReviewWay
from tests.support.values import amendment

DAY = date(2024, 3, 1)
ADOPTED = amendment(Status.ADOPTED, review_on=DAY)


@pytest.mark.parametrize("way", ["keep", "end"])
def test_two_ways_begin_by_themselves(way):
    assert reviews.read_way(way) == way


@pytest.mark.parametrize("way", ["change", "", "KEEP"])
def test_any_other_is_refused(way):
    with pytest.raises(BadInput) as refusal:
        reviews.read_way(way)
    assert refusal.value.field == "way"


@pytest.mark.parametrize(
    ("rules", "text", "may"),
    [(False, True, True), (True, True, False), (True, False, False), (False, False, False)],
)
def test_only_what_changed_the_text_alone_is_changed_back(rules, text, may):
    given = reviews.may_reverse(changed_rules=rules, changed_text=text)
    assert given is True if may else isinstance(given, WrongState)


def test_and_only_where_the_charter_still_reads_so():
    assert reviews.still_reads_so(fits=True) is True
    assert isinstance(reviews.still_reads_so(fits=False), WrongState)


@pytest.mark.parametrize(
    ("way", "today", "title", "begins"),
    [
        (ReviewWay.KEEP, DAY, "Keep: Water", "The day to look again at proposal 1 has come."),
        (ReviewWay.END, DAY, "End: Water", "The day to look again at proposal 1 has come."),
        (ReviewWay.END, date(2024, 2, 29), "End: Water", "It is time to look again"),
    ],
)
def test_what_it_says_and_why_now(way, today, title, begins):
    words = reviews.words_of(way, "Water", ADOPTED, today)
    assert words["title"] == title
    assert words["reason"].startswith(begins)
    assert set(words) == {"title", "summary", "reason"}


def test_a_long_title_is_cut_to_what_a_title_can_have():
    assert len(reviews.words_of(ReviewWay.KEEP, "x" * 200, ADOPTED, DAY)["title"]) == 200


def test_a_day_that_comes_is_recorded_by_the_service():
    event = reviews.came_due(3)
    assert (event.kind, event.actor, event.data) == (EventKind.REVIEW_DUE, None, {"amendment": 3})
