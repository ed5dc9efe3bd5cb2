from datetime import date, timedelta

import pytest

from amendments.belonging.people import READER
from amendments.record.events import EventKind
from amendments.refusals import BadInput, NotAllowed, WrongState
from amendments.status import Status
from amendments.writing import lifecycle
from amendments.writing.fields import LONGEST_TITLE, LONGEST_WORDS
from amendments.writing.lifecycle import Intent, check_words
from tests.support.clock import START
from tests.support.values import AUTHOR, MEMBER, amendment, proposal


def test_a_draft_begins_with_version_1_and_its_author():
    made, event = lifecycle.draft(AUTHOR, 7, proposal(), Intent(date(2027, 1, 1)))
    assert (made.number, made.status, made.version) == (7, Status.DRAFT, 1)
    assert made.authors == {3}
    assert made.submitted_at is None
    assert event.kind is EventKind.DRAFTED
    assert event.data == {
        "amendment": 7,
        "version": 1,
        "authors": ["m_3"],
        "base": 1,
        "change_sha256": "c" * 64,
        "review_on": "2027-01-01",
        "review_of": None,
        "editorial": False,
        "rules": {},
    }
    assert event.words == {"title": "A small change"}


def test_a_reader_cannot_draft():
    with pytest.raises(NotAllowed):
        lifecycle.draft(READER, 1, proposal(), Intent())


def test_a_change_that_changes_nothing_is_refused():
    with pytest.raises(BadInput) as refused:
        lifecycle.draft(AUTHOR, 1, proposal(is_empty=True), Intent())
    assert refused.value.field == "text"
    assert "changes nothing" in refused.value.reason


@pytest.mark.parametrize("title", ["", "   ", "\n\t"])
def test_a_title_is_needed(title):
    with pytest.raises(BadInput) as refused:
        check_words({"title": title, "reason": "Because."})
    assert refused.value.field == "title"


@pytest.mark.parametrize("title", ["one\ntwo", "one\rtwo", "one\r\ntwo", "one\u2028two"])
def test_a_title_fits_on_one_line(title):
    with pytest.raises(BadInput) as refused:
        check_words({"title": title})
    assert refused.value.field == "title"


@pytest.mark.parametrize(
    ("name", "length", "fits"),
    [
        ("title", LONGEST_TITLE, True),
        ("title", LONGEST_TITLE + 1, False),
        ("title", 10_000, False),
        ("summary", LONGEST_WORDS, True),
        ("summary", LONGEST_WORDS + 1, False),
        ("reason", LONGEST_WORDS + 1, False),
        ("note", LONGEST_WORDS + 1, False),
    ],
)
def test_words_have_their_limits(name, length, fits):
    words = {"title": "A small change", name: "x" * length}
    if fits:
        assert check_words(words)[name] == "x" * length
        return
    with pytest.raises(BadInput) as refused:
        check_words(words)
    assert refused.value.field == name
    assert f"{length:,}" in refused.value.reason


def test_words_are_trimmed_and_empty_ones_left_out():
    assert check_words({"title": "  A change ", "summary": "  "}) == {"title": "A change"}


def test_a_new_version_counts_on():
    revised, event = lifecycle.revise(
        amendment(version=2), AUTHOR, proposal(base=4), 2, Intent(), START
    )
    assert revised == amendment(version=3)
    assert event.kind is EventKind.REVISED
    assert event.data == {
        "amendment": 1,
        "version": 3,
        "base": 4,
        "change_sha256": "c" * 64,
        "rules": {},
        "suggestion": None,
        "answers": [],
        "review_on": None,
        "editorial": False,
    }


def test_two_tabs_the_second_is_told_and_nothing_is_overwritten():
    with pytest.raises(WrongState) as refused:
        lifecycle.revise(amendment(version=3), AUTHOR, proposal(), 2, Intent(), START)
    assert "version 3" in refused.value.reason
    assert "version 2" in refused.value.reason


def test_a_version_that_changes_nothing_is_refused():
    with pytest.raises(BadInput):
        lifecycle.revise(amendment(), AUTHOR, proposal(is_empty=True), None, Intent(), START)


def test_submitting_begins_the_discussion():
    moved, event = lifecycle.submit(amendment(Status.DRAFT), AUTHOR, START)
    assert moved.status is Status.DISCUSSION
    assert moved.submitted_at == START
    assert (event.kind, event.actor) == (EventKind.SUBMITTED, "m_3")


def test_withdrawing_ends_it():
    moved, event = lifecycle.withdraw(amendment(), AUTHOR)
    assert moved.status is Status.WITHDRAWN
    assert event.kind is EventKind.WITHDRAWN


ACTS = {
    "revise": lambda a, who: lifecycle.revise(a, who, proposal(), None, Intent(), START),
    "submit": lambda a, who: lifecycle.submit(a, who, START),
    "withdraw": lifecycle.withdraw,
}
ALLOWED = {
    "revise": {Status.DRAFT, Status.DISCUSSION},
    "submit": {Status.DRAFT},
    "withdraw": {Status.DRAFT, Status.DISCUSSION, Status.ROUND},
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_has_its_states(act, status):
    if status in ALLOWED[act]:
        ACTS[act](amendment(status), AUTHOR)
        return
    with pytest.raises(WrongState):
        ACTS[act](amendment(status), AUTHOR)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("status", Status)
def test_nobody_but_the_author_acts_on_an_amendment(act, status):
    with pytest.raises(NotAllowed):
        ACTS[act](amendment(status), MEMBER)


def test_a_new_version_can_change_what_a_proposal_is_meant_as():
    day = Intent(date(2027, 1, 1), editorial=True)
    draft = amendment(status=Status.DRAFT, submitted_at=None)
    revised, event = lifecycle.revise(draft, AUTHOR, proposal(), None, day, START)
    assert (revised.review_on, revised.editorial) == (date(2027, 1, 1), True)
    assert (event.data["review_on"], event.data["editorial"]) == ("2027-01-01", True)


def test_in_discussion_an_ordinary_proposal_does_not_become_a_correction():
    ordinary = amendment(status=Status.DISCUSSION, submitted_at=START)
    with pytest.raises(WrongState, match="from the beginning"):
        lifecycle.revise(ordinary, AUTHOR, proposal(), None, Intent(editorial=True), START)


def test_a_correction_that_becomes_an_ordinary_proposal_is_discussed_from_then_on():
    correction = amendment(status=Status.DISCUSSION, submitted_at=START, editorial=True)
    later = START + timedelta(days=3)
    revised, _ = lifecycle.revise(correction, AUTHOR, proposal(), None, Intent(), later)
    assert (revised.editorial, revised.submitted_at) == (False, later)
