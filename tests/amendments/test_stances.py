import pytest

from amendments.deciding.stances import MEANING, StanceKind, check_stance
from amendments.refusals import BadInput
from amendments.saying import LONGEST


@pytest.mark.parametrize("kind", ["consent", "stand_aside", "need_time"])
def test_most_answers_need_no_words(kind):
    assert check_stance(kind, {}) == (StanceKind(kind), {})


def test_words_are_trimmed_and_kept():
    assert check_stance("consent", {"reason": "  Well said. ", "acceptable_if": None}) == (
        StanceKind.CONSENT,
        {"reason": "Well said."},
    )


@pytest.mark.parametrize(
    ("kind", "reason", "acceptable_if", "field"),
    [
        ("concern", None, None, "reason"),
        ("concern", "  ", None, "reason"),
        ("object", None, None, "reason"),
        ("object", None, "Name them.", "reason"),
        ("object", " \n", "Name them.", "reason"),
        ("object", "It leaves them out.", None, "acceptable_if"),
        ("object", "It leaves them out.", "  ", "acceptable_if"),
        ("veto", "No.", "Never.", "stance"),
        ("", None, None, "stance"),
        ("CONSENT", None, None, "stance"),
        ("object", "x" * (LONGEST + 1), "Name them.", "reason"),
        ("object", "No.", "x" * (LONGEST + 1), "acceptable_if"),
        ("consent", "x" * (LONGEST + 1), None, "reason"),
    ],
)
def test_missing_or_unusable_parts_are_refused_and_named(kind, reason, acceptable_if, field):
    with pytest.raises(BadInput) as refused:
        check_stance(kind, {"reason": reason, "acceptable_if": acceptable_if})
    assert refused.value.field == field


def test_the_longest_reason_fits():
    _, words = check_stance("concern", {"reason": "x" * LONGEST})
    assert len(words["reason"]) == LONGEST


def test_only_an_objection_says_what_would_make_it_acceptable():
    _, words = check_stance("concern", {"reason": "Hm.", "acceptable_if": "Something else."})
    assert words == {"reason": "Hm."}
    _, words = check_stance("object", {"reason": "No.", "acceptable_if": "Something else."})
    assert words == {"reason": "No.", "acceptable_if": "Something else."}


def test_words_under_a_name_that_is_none_are_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="because"):
        check_stance("concern", {"because": "It is long."})


def test_every_answer_is_explained():
    assert set(MEANING) == set(StanceKind)
