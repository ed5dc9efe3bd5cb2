"""What becomes of a change that meets the text in force, place by place as people choose."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

import charter as c
from charter.conflicts.resolving import IN_FORCE, Chosen, change_between, choices_of, resolve
from charter.conflicts.three_way import stands_as
from tests.charter.strategies import documents, edited

BASE = (
    "# Rules\n\nThe board may spend 100 euros a year.\n\nGuests are welcome at every meeting.\n\n"
    "- Sing.\n- Dance.\n\n# Ends\n\nBring your own cup.\n"
)
MINE = Chosen("mine")


class Met:
    """A change on `BASE` that meets other texts in force."""

    def __init__(self, theirs: str, mine: str, base: str = BASE) -> None:
        self.base = c.found(base)[0]
        self.head = c.grow([self.base], theirs)[0]
        self.change_set = c.change(self.base, mine)
        self.places = c.three_way(self.head, self.change_set, base=self.base, base_number=1)

    def text(self, *choices: Chosen) -> str:
        """The text where the places become what was chosen, in their order."""
        chosen = {
            place.operation_index: one for place, one in zip(self.places, choices, strict=False)
        }
        return self.document(chosen).text

    def document(self, chosen: dict[int, Chosen]) -> c.Document:
        return resolve(self.head, self.change_set, chosen, base=self.base, base_number=1)


MONEY = BASE.replace("100", "200")
MET = Met(MONEY, BASE.replace("100", "150").replace("cup", "mug"))


def test_the_text_in_force_stays_and_what_applies_cleanly_is_done():
    assert MET.text(IN_FORCE) == MONEY.replace("cup", "mug")


def test_a_place_that_nobody_chose_for_stays_as_it_is_in_force():
    assert MET.text() == MONEY.replace("cup", "mug")


def test_mine_is_what_the_proposal_wanted():
    assert MET.text(MINE) == BASE.replace("100", "150").replace("cup", "mug")


def test_both_is_the_suggestion():
    met = Met(MONEY, BASE.replace("The board may", "The board and its friends may"))
    assert choices_of(met.places[0], met.change_set) == ("in_force", "mine", "both", "own")
    wanted = MONEY.replace("The board may", "The board and its friends may")
    assert met.text(Chosen("both")) == wanted


def test_where_nothing_is_suggested_both_is_no_choice():
    assert choices_of(MET.places[0], MET.change_set) == ("in_force", "mine", "own")


def test_own_words_may_be_several_passages_or_none():
    two = MET.text(Chosen("own", ("Spend.", "Save.")))
    assert "\n\nSpend.\n\nSave.\n\n" in two
    none = MET.text(Chosen("own"))
    assert "euros" not in none
    assert "Guests" in none


def test_places_are_chosen_one_by_one():
    met = Met(
        MONEY.replace("Guests", "Friends"), BASE.replace("100", "150").replace("Guests", "All")
    )
    assert len(met.places) == 2
    text = met.text(MINE, IN_FORCE)
    assert "150 euros" in text
    assert "Friends are" in text


def test_a_passage_that_was_taken_out_comes_back_as_the_one_that_it_was():
    met = Met(
        BASE.replace("Guests are welcome at every meeting.\n\n", ""), BASE.replace("Guests", "All")
    )
    document = met.document({met.places[0].operation_index: MINE})
    assert document.text == BASE.replace("Guests", "All")
    assert document.ids == met.base.ids


def test_a_passage_that_has_changed_can_be_taken_out_all_the_same():
    met = Met(MONEY, BASE.replace("The board may spend 100 euros a year.\n\n", ""))
    assert met.text(IN_FORCE) == MONEY
    assert met.text(MINE) == BASE.replace("The board may spend 100 euros a year.\n\n", "")
    assert "Save." in met.text(Chosen("own", ("Save.",)))


def test_an_insertion_whose_anchor_is_gone_stands_behind_what_is_left():
    met = Met(BASE.replace("- Dance.\n", ""), BASE.replace("- Dance.\n", "- Dance.\n- Jump.\n"))
    assert met.text(IN_FORCE) == BASE.replace("- Dance.\n", "")
    assert met.text(MINE) == BASE.replace("- Dance.", "- Jump.")


def test_an_insertion_whose_section_has_another_heading():
    met = Met(BASE.replace("# Ends", "# Beginnings"), BASE.replace("cup.", "cup.\n\nWash it."))
    assert met.text(IN_FORCE) == BASE.replace("# Ends", "# Beginnings")
    assert met.text(MINE).endswith("# Beginnings\n\nBring your own cup.\n\nWash it.\n")


def test_a_passage_that_was_split_is_replaced_with_its_parts():
    long = BASE.replace("a year.", "a year. It tells all members what it has spent the money on.")
    cut = long.replace("a year. It", "a year.\n\nIt")
    met = Met(cut, long.replace("100", "150").replace("has spent", "spent"), base=long)
    assert met.text(MINE) == long.replace("100", "150").replace("has spent", "spent")


def test_two_places_that_are_one_passage_now_get_the_same_or_are_refused():
    base = BASE.replace(
        "- Sing.\n- Dance.\n", "One sings all of the old songs.\n\nOne dances till late at night.\n"
    )
    joined = base.replace("songs.\n\nOne", "songs. One")
    mine = base.replace("old songs", "new songs").replace("till late", "until late")
    met = Met(joined, mine, base=base)
    if len(met.places) == 2:
        with pytest.raises(c.Refused):
            met.text(Chosen("own", ("One.",)), Chosen("own", ("Two.",)))
    assert met.text(*[IN_FORCE] * len(met.places)) == joined


def test_a_moved_passage_is_moved_or_stays():
    guests = "Guests are welcome at every meeting.\n\n"
    mine = BASE.replace(guests, "").replace("Bring your", guests + "Bring your")
    met = Met(BASE.replace("# Ends", "# Beginnings"), mine)
    assert choices_of(met.places[0], met.change_set) == ("in_force", "mine")
    assert met.text(IN_FORCE) == BASE.replace("# Ends", "# Beginnings")
    assert met.text(MINE) == mine.replace("# Ends", "# Beginnings")


often = settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@st.composite
def meetings(draw):
    base = draw(documents)
    return base, draw(edited(base)), draw(edited(base))


def _met(three: tuple[str, str, str]) -> Met:
    try:
        base, theirs, mine = map(c.canonical, three)
        met = Met(theirs, mine, base)
    except c.Refused:
        reject()
    assume(met.places)
    return met


def _resolved(met: Met, chosen: Chosen) -> c.Document:
    try:
        return met.document({place.operation_index: chosen for place in met.places})
    except c.Refused:
        reject()


@often
@given(meetings())
def test_law_the_text_in_force_everywhere_changes_nothing_that_is_in_conflict(three):
    met = _met(three)
    result = _resolved(met, IN_FORCE)
    found = c.standing(met.head, met.change_set, base=met.base, base_number=1)
    operations = met.change_set.operations
    clean = {
        operations[part.operation_index].block
        for part in found.parts
        if part.kind != "conflict" and not isinstance(operations[part.operation_index], c.Insert)
    }
    for block in met.head.blocks:
        if block.id not in clean:
            assert result.get(block.id).text == block.text


@often
@given(meetings())
def test_law_mine_everywhere_is_what_the_proposal_wanted_there(three):
    met = _met(three)
    result = _resolved(met, MINE)
    mine = c.apply(met.base, met.change_set, base_number=1, number=2)
    for place in met.places:
        op = met.change_set.operations[place.operation_index]
        if isinstance(op, c.Insert):
            assert all(text in {block.text for block in result.blocks} for text in op.new)
        elif met.head.get(op.block) is not None and isinstance(op, (c.Replace, c.Delete)):
            there = stands_as(op.block, met.base, mine)
            now = result.get(op.block)
            assert (now.text if now else None) == (there[0].text if there else None)


@often
@given(meetings(), st.sampled_from([IN_FORCE, MINE]))
def test_law_the_change_makes_exactly_that_text_and_fits(three, chosen):
    met = _met(three)
    result = _resolved(met, chosen)
    change_set = change_between(met.head, result, met.base)
    assume(change_set.operations)
    made = c.apply(met.head, change_set, base=met.head, base_number=2, number=3)
    assert made.text == result.text
    found = c.standing(met.head, change_set, base=met.head, base_number=2)
    assert found.kind == "clean"
