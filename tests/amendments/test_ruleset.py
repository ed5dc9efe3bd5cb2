from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.refusals import BadInput
from amendments.ruleset import MOST_ROUNDS, Reveal, Ruleset, change_ruleset, read_ruleset

DEFAULTS = {
    "discussion": "P5D",
    "round": "P7D",
    "quorum": "1/3",
    "reveal": "after_stance",
    "need_time": "P3D",
    "late_objection": "P2D",
    "neighbour_notice": "P2D",
    "max_rounds": 3,
    "editorial": "P3D",
    "set_aside": False,
    "rules_change": "stewards",
    "closing": "P7D",
}


def test_the_defaults_are_those_of_the_design():
    assert Ruleset().to_dict() == DEFAULTS
    assert read_ruleset({}) == Ruleset()


def test_a_ruleset_is_read_back_as_it_was_written():
    rules = Ruleset(
        discussion=timedelta(0),
        round=timedelta(seconds=2),
        quorum=Fraction(2, 3),
        reveal=Reveal.AFTER_CLOSE,
        need_time=timedelta(hours=1),
        late_objection=timedelta(minutes=5),
        neighbour_notice=timedelta(days=1, seconds=1),
        max_rounds=MOST_ROUNDS,
    )
    assert read_ruleset(rules.to_dict()) == rules


def test_changing_one_rule_leaves_the_others():
    changed = change_ruleset(Ruleset(max_rounds=5), {"round": "PT2S"})
    assert changed == Ruleset(max_rounds=5, round=timedelta(seconds=2))


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("quorum", "0", Fraction(0)),
        ("quorum", "1", Fraction(1)),
        ("quorum", "0.5", Fraction(1, 2)),
        ("quorum", "2/6", Fraction(1, 3)),
        ("quorum", 1, Fraction(1)),
        ("reveal", "live", Reveal.LIVE),
        ("max_rounds", "1", 1),
        ("max_rounds", 20, 20),
        ("discussion", "PT0S", timedelta(0)),
    ],
)
def test_a_good_value_is_read(name, value, read):
    assert getattr(read_ruleset({name: value}), name) == read


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("discussion", "5 days"),
        ("discussion", 5),
        ("discussion", None),
        ("discussion", True),
        ("round", ""),
        ("round", "P1M"),
        ("need_time", "-P1D"),
        ("late_objection", "P99999D"),
        ("neighbour_notice", ["P1D"]),
        ("quorum", "-1/3"),
        ("quorum", "4/3"),
        ("quorum", "1/0"),
        ("quorum", "0/0"),
        ("quorum", "a third"),
        ("quorum", "nan"),
        ("quorum", "inf"),
        ("quorum", ""),
        ("quorum", None),
        ("quorum", "1e-999999999"),
        ("quorum", "1/" + "9" * 5000),
        ("reveal", "sometimes"),
        ("reveal", ""),
        ("reveal", {"live": True}),
        ("max_rounds", 0),
        ("max_rounds", -1),
        ("max_rounds", 21),
        ("max_rounds", 1.5),
        ("max_rounds", True),
        ("max_rounds", "٣"),
        ("max_rounds", "9" * 5000),
    ],
)
def test_a_bad_value_is_refused_and_its_rule_named(name, value):
    with pytest.raises(BadInput) as refused:
        read_ruleset({name: value})
    assert refused.value.field == name
    assert 20 < len(refused.value.reason) < 200


def test_an_unknown_rule_is_refused_and_the_known_ones_are_named():
    with pytest.raises(BadInput) as refused:
        change_ruleset(Ruleset(), {"quorom": "1/3"})
    assert refused.value.field == "quorom"
    assert "quorum" in refused.value.reason


@pytest.mark.parametrize(
    ("roll", "quorum", "needed"),
    [
        (1, "1/3", 1),
        (2, "1/3", 2),
        (3, "1/3", 2),
        (6, "1/3", 2),
        (7, "1/3", 3),
        (30, "1/3", 10),
        (31, "1/3", 11),
        (10, "0", 2),
        (1, "0", 1),
        (10, "1", 10),
        (0, "1/3", 0),
    ],
)
def test_a_quorum_in_people_is_rounded_up_and_two_unless_the_roll_is_one(roll, quorum, needed):
    assert read_ruleset({"quorum": quorum}).answers_needed(roll) == needed


@given(st.fractions(0, 1), st.integers(0, 1000))
def test_a_quorum_never_asks_for_more_people_than_there_are(quorum, roll):
    needed = Ruleset(quorum=quorum).answers_needed(roll)
    assert needed <= roll
    assert needed >= quorum * roll
