import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.stances import StanceKind
from amendments.deciding.tally import Outcome, Tally, count, counted_as, in_words, outcome_of
from tests.support.values import decision, objection

CONSENT, CONCERN = StanceKind.CONSENT, StanceKind.CONCERN
ASIDE, NEED_TIME, OBJECT = StanceKind.STAND_ASIDE, StanceKind.NEED_TIME, StanceKind.OBJECT
ANSWERS = st.lists(st.sampled_from(StanceKind), max_size=40)


def tally(kinds, *, roll=6, needed=2, still_open=0) -> Tally:
    return count(kinds, roll_size=roll, needed=needed, open_objections=still_open)


CASES = [
    ("two consent", [CONSENT, CONSENT], 0, Outcome.PASSED),
    ("everyone consents", [CONSENT] * 6, 0, Outcome.PASSED),
    ("consent with concerns only", [CONCERN, CONCERN], 0, Outcome.PASSED),
    ("one consents and one stands aside", [CONSENT, ASIDE], 0, Outcome.PASSED),
    ("one consents among those who stand aside", [CONSENT, *[ASIDE] * 5], 0, Outcome.PASSED),
    ("nobody answers", [], 0, Outcome.INQUORATE),
    ("one answers where two are needed", [CONSENT], 0, Outcome.INQUORATE),
    ("everyone stands aside", [ASIDE] * 6, 0, Outcome.INQUORATE),
    ("everyone needs time", [NEED_TIME] * 6, 0, Outcome.INQUORATE),
    ("one consents, the rest need time", [CONSENT, *[NEED_TIME] * 5], 0, Outcome.INQUORATE),
    ("two consent, the rest need time", [CONSENT, CONSENT, NEED_TIME], 0, Outcome.PASSED),
    ("one objects", [CONSENT] * 5 + [OBJECT], 1, Outcome.BLOCKED),
    ("one objects and nobody else answers", [OBJECT], 1, Outcome.BLOCKED),
    ("an objection from before is open", [CONSENT] * 6, 1, Outcome.BLOCKED),
    ("an objector needs time", [CONSENT] * 5 + [NEED_TIME], 1, Outcome.BLOCKED),
]


@pytest.mark.parametrize(
    ("kinds", "still_open", "outcome"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_the_outcome_follows_from_the_answers(kinds, still_open, outcome):
    assert outcome_of(tally(kinds, still_open=still_open), publishable=True) is outcome


@pytest.mark.parametrize(
    ("kinds", "still_open"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_cannot_be_published_is_void_whatever_the_answers(kinds, still_open):
    assert outcome_of(tally(kinds, still_open=still_open), publishable=False) is Outcome.VOID


def test_a_roll_of_one_decides_alone():
    alone = tally([CONSENT], roll=1, needed=1)
    assert outcome_of(alone, publishable=True) is Outcome.PASSED


@given(ANSWERS, st.integers(0, 20), st.integers(0, 40), st.integers(0, 3))
def test_answers_and_silence_add_up_to_the_roll(kinds, silent, needed, still_open):
    made = tally(kinds, roll=len(kinds) + silent, needed=needed, still_open=still_open)
    assert sum(made.counts.values()) + made.silent == made.roll_size
    assert made.silent == silent
    assert set(made.counts) == set(StanceKind)
    assert made.settled + made.counts[NEED_TIME] == len(kinds)
    assert made.consenting <= made.settled <= made.roll_size


@given(ANSWERS, st.integers(0, 20), st.integers(0, 40), st.integers(1, 5))
def test_an_open_objection_always_blocks(kinds, silent, needed, still_open):
    made = tally(kinds, roll=len(kinds) + silent, needed=needed, still_open=still_open)
    assert outcome_of(made, publishable=True) is Outcome.BLOCKED


@given(ANSWERS.filter(lambda kinds: not {CONSENT, CONCERN} & set(kinds)), st.integers(0, 20))
def test_without_anyones_consent_nothing_passes(kinds, silent):
    made = tally(kinds, roll=len(kinds) + silent, needed=0)
    assert outcome_of(made, publishable=True) is not Outcome.PASSED


@given(ANSWERS, st.integers(0, 20), st.integers(0, 40))
def test_more_silence_never_helps_a_proposal(kinds, silent, needed):
    few = tally(kinds, roll=len(kinds), needed=needed)
    many = tally(kinds, roll=len(kinds) + silent, needed=needed)
    if outcome_of(many, publishable=True) is Outcome.PASSED:
        assert outcome_of(few, publishable=True) is Outcome.PASSED
    assert many.consenting == few.consenting


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(kinds, random):
    shuffled = kinds[:]
    random.shuffle(shuffled)
    assert tally(kinds, roll=50) == tally(shuffled, roll=50)


@pytest.mark.parametrize(
    ("kinds", "everyone"),
    [
        ([CONSENT] * 6, True),
        ([OBJECT] * 6, True),
        ([CONSENT] * 5, False),
        ([CONSENT] * 5 + [NEED_TIME], False),
    ],
)
def test_needing_time_is_no_answer_that_lets_a_round_end_early(kinds, everyone):
    assert tally(kinds).everyone_has_answered is everyone


@pytest.mark.parametrize(
    ("status", "counted"),
    [
        (ObjectionStatus.OPEN, OBJECT),
        (ObjectionStatus.WITHDRAWN, ASIDE),
        (ObjectionStatus.KEPT_AS_CONCERN, CONCERN),
        (ObjectionStatus.INTEGRATED, CONSENT),
        (None, OBJECT),
    ],
)
def test_what_an_objector_counts_as_once_the_objection_ended(status, counted):
    assert counted_as(OBJECT, status) is counted
    assert counted_as(NEED_TIME, status) is NEED_TIME


def test_a_round_counts_by_what_became_of_objections():
    kept = objection(4, status=ObjectionStatus.KEPT_AS_CONCERN)
    made = decision(4, {1: CONSENT, 4: OBJECT}, objections=(kept,)).tally()
    assert made.counts[CONCERN] == 1
    assert made.counts[OBJECT] == 0
    assert (made.roll_size, made.needed, made.silent, made.open_objections) == (4, 2, 2, 0)


def test_a_carried_objection_of_someone_silent_is_open_and_they_are_still_silent():
    made = decision(4, {1: CONSENT, 2: CONSENT}, number=2, objections=(objection(4),)).tally()
    assert made.open_objections == 1
    assert made.silent == 2


def test_the_outcome_is_told_from_the_facts():
    made = tally([CONSENT, CONSENT, CONCERN, OBJECT], still_open=1)
    assert in_words(made, Outcome.BLOCKED) == (
        "The proposal did not pass: an objection is open. Of 6 on the roll, 2 consented, "
        "1 consented with a concern, 1 objected, 2 did not answer."
    )
