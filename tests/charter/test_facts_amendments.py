"""Facts that members rely on: several amendments to one text, each fact on its own."""

from __future__ import annotations

import itertools

import pytest

import charter as c
from charter.conflicts.three_way import three_way

BASE = "# Rules\n\nWe meet each month.\n\nWe vote by hand.\n\nWe eat together.\n"


def later(base: c.Document, text: str, number: int = 2) -> c.Document:
    return c.apply(base, c.change(base, text), base=base, base_number=number - 1, number=number)


def meet(base: str, first: str, second: str) -> tuple[c.Document, c.ChangeSet, c.Standing]:
    """The first text is published; how does the change to the second one stand then?"""
    document, _ = c.found(base)
    head = later(document, first)
    change_set = c.change(document, second)
    return head, change_set, c.standing(head, change_set, base=document, base_number=1)


def published(base: str, first: str, second: str) -> str:
    head, change_set, standing = meet(base, first, second)
    assert standing.kind == "clean", standing
    document, _ = c.found(base)
    return c.apply(head, change_set, base=document, base_number=1, number=3).text


def test_two_insertions_at_one_place_stand_in_order_of_publication():
    first = BASE.replace("We vote", "First addition.\n\nWe vote")
    second = BASE.replace("We vote", "Second addition.\n\nWe vote")
    text = published(BASE, first, second)
    assert text == BASE.replace("We vote", "First addition.\n\nSecond addition.\n\nWe vote")


def test_an_insertion_inside_a_passage_that_the_other_deletes_is_a_conflict():
    gone = BASE.replace("We vote by hand.\n\n", "")
    inside = BASE.replace("We vote by hand.", "We vote openly by hand.")
    assert meet(BASE, gone, inside)[2].kind == "conflict"


def test_of_overlapping_deletions_only_what_is_left_is_taken_out():
    first = BASE.replace("We meet each month.\n\nWe vote by hand.\n\n", "")
    second = BASE.replace("We vote by hand.\n\nWe eat together.\n", "")
    standing = meet(BASE, first, second)[2]
    assert [part.kind for part in standing.parts] == ["contained", "clean"]
    assert published(BASE, first, second) == "# Rules\n"


def test_the_same_deletion_twice_is_contained():
    gone = BASE.replace("We vote by hand.\n\n", "")
    assert meet(BASE, gone, gone)[2].kind == "contained"


@pytest.mark.parametrize(
    "text",
    [
        BASE.replace("by hand", "by voice"),
        BASE.replace("We vote", "Quite new here.\n\nWe vote"),
        BASE.replace("We vote by hand.\n\n", "").replace("We meet", "We vote by hand.\n\nWe meet"),
        BASE.replace("# Rules", "# Our rules"),
        BASE + "\nThe end is new.\n\nAnd so is this.\n",
    ],
)
def test_identical_amendments_are_contained_and_never_doubled(text):
    head, change_set, standing = meet(BASE, text, text)
    assert standing.kind == "contained"
    with pytest.raises(c.DoesNotApply):
        c.apply(head, change_set, base=c.found(BASE)[0], base_number=1, number=3)


def test_the_same_word_changed_in_two_ways_is_a_conflict():
    first = BASE.replace("hand", "voice")
    second = BASE.replace("hand", "letter")
    assert meet(BASE, first, second)[2].kind == "conflict"


def test_different_words_of_one_paragraph_are_a_conflict_with_a_suggested_wording():
    base = "We meet each month in the old hall and vote there by hand."
    first, second = base.replace("old", "new"), base.replace("hand", "voice")
    head, change_set, standing = meet(base, first, second)
    assert standing.kind == "conflict"
    (view,) = three_way(head, change_set, base=c.found(base)[0], base_number=1)
    assert view.suggestion == base.replace("old", "new").replace("hand", "voice")
    assert (view.then, view.theirs, view.yours) == (base, first, second)


def test_what_the_base_has_already_is_not_printed_twice_and_the_rest_applies():
    new = BASE.replace("We vote", "A quite new paragraph here.\n\nWe vote")
    more = new + "\nAnd one at the end.\n"
    assert meet(BASE, new, new)[2].kind == "contained"
    standing = meet(BASE, new, more)[2]
    assert [part.kind for part in standing.parts] == ["contained", "clean"]
    assert published(BASE, new, more) == more


@pytest.mark.parametrize("there", [[0], [1], [2], [0, 1], [0, 2], [1, 2]])
def test_of_an_insertion_that_is_partly_there_the_rest_takes_its_places(there):
    new = ["A quite new paragraph.", "And another one.", "And the last one of them."]
    second = BASE.replace("We vote", "\n\n".join([*new, "We vote"]))
    first = BASE.replace("We vote", "\n\n".join([*(new[at] for at in there), "We vote"]))
    (part,) = meet(BASE, first, second)[2].parts
    assert "Part of this is already so" in part.reason
    assert [at for at, name in enumerate(part.there) if name] == there
    assert published(BASE, first, second) == second


def test_what_others_put_before_it_stays_before_an_insertion_that_is_partly_there():
    first = BASE.replace("We vote", "Something else.\n\nThe second thing.\n\nWe vote")
    second = BASE.replace("We vote", "The first thing.\n\nThe second thing.\n\nWe vote")
    wanted = "Something else.\n\nThe first thing.\n\nThe second thing.\n\nWe vote"
    assert published(BASE, first, second) == BASE.replace("We vote", wanted)


@pytest.mark.parametrize(
    "there",
    ["The first thing.\n\nSomething else.", "The second thing.\n\nThe first thing."],
)
def test_where_the_rest_of_an_insertion_belongs_is_never_guessed(there):
    first = BASE.replace("We vote", f"{there}\n\nWe vote")
    second = BASE.replace("We vote", "The first thing.\n\nThe second thing.\n\nWe vote")
    assert meet(BASE, first, second)[2].kind == "conflict"


HALL = "Members must meet each month in the old hall and vote there by hand."


def test_a_wording_whose_words_are_all_in_force_is_contained():
    first = HALL.replace("must", "may").replace("hand", "voice")
    standing = meet(HALL, first, HALL.replace("must", "may"))[2]
    assert standing.kind == "contained"
    assert standing.parts[0].reason == "This is already so."


def test_a_wording_that_goes_on_from_the_one_in_force_is_published_as_it_was_written():
    first = HALL.replace("must", "may")
    second = HALL.replace("must", "may").replace("hand", "voice")
    standing = meet(HALL, first, second)[2]
    assert "Part of this is already so" in standing.parts[0].reason
    assert published(HALL, first, second) == second + "\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # One edit of words is not a part of another one at the same place.
        (("must", "may not"), ("must", "may")),
        (("must", "may"), ("must", "may not")),
        (("each month", "each week or day"), ("each month", "each week")),
        # The same words, but elsewhere.
        (("meet", "quietly meet"), ("vote", "quietly vote")),
        # Edits of different words, whatever lies between.
        (("old", "new"), ("hand", "voice")),
    ],
)
def test_wordings_of_which_neither_holds_the_other_are_a_conflict(first, second):
    assert meet(HALL, HALL.replace(*first), HALL.replace(*second))[2].kind == "conflict"


def test_lines_that_were_wrapped_anew_keep_no_change_of_words_away():
    wrapped = HALL.replace(" the old", "\nthe old")
    second = HALL.replace("must", "may")
    assert published(HALL, wrapped, second) == second + "\n"
    assert meet(HALL, wrapped.replace("must", "may"), second)[2].kind == "contained"
    # To wrap lines is no change of words that could be in force with others.
    assert meet(HALL, second, wrapped)[2].kind == "conflict"
    # Where a line ends on purpose, it is one.
    assert meet(HALL, HALL.replace(" the old", "\\\nthe old"), second)[2].kind == "conflict"
    code = f"    {HALL}"
    broken = code.replace(" the old", "\n    the old")
    assert meet(code, broken, code.replace("must", "may"))[2].kind == "conflict"


def test_words_that_were_only_cut_off_into_another_passage_are_not_taken_out():
    base = "We meet each month in the hall. We cook together each week in the garden."
    split = base.replace("hall. ", "hall.\n\n")
    assert meet(base, split, "We meet each month in the hall.")[2].kind == "conflict"
    more = split.replace("We meet", "We always meet").replace("each month", "each new month")
    assert meet(base, more, "We always meet each month in the hall.")[2].kind == "conflict"


def test_what_was_written_in_place_of_a_passage_that_is_gone_does_not_stand_alone():
    base, _ = c.found(BASE)
    place, gone = base.blocks[1], base.blocks[2]
    delete = c.Delete(gone.id, gone.digest)
    rewritten = c.ChangeSet((c.Insert(place.id, ("Quite another sentence here.",)), delete))
    head = later(base, BASE.replace(f"{gone.text}\n\n", ""))
    standing = c.standing(head, rewritten, base=base, base_number=1)
    assert [part.kind for part in standing.parts] == ["conflict", "contained"]
    assert "in place of is no longer there" in standing.parts[0].reason


def test_a_long_passage_that_another_one_was_turned_into_is_not_put_in_again():
    new = "The board answers every letter within four weeks."
    first = BASE.replace("We vote by hand.", f"{new} We vote by hand.")
    turned = first.replace(f"{new} We vote by hand.", new)
    base, _ = c.found(first)
    head = later(base, turned)
    change_set = c.change(base, first + f"\n{new}\n")
    standing = c.standing(head, change_set, base=base, base_number=1)
    assert standing.parts[0].reason == "The same words have been added in another place since."


def test_a_few_words_that_stand_elsewhere_by_chance_keep_no_passage_from_being_gone():
    base = f"{BASE}\n- by voice\n\n# Ends\n\nThe end.\n"
    gone = base.replace("- by voice\n\n", "").replace("We meet", "We speak by voice and meet")
    assert meet(base, gone, base.replace("- by voice\n\n", ""))[2].kind == "contained"


def test_a_passage_that_moves_with_a_wording_partly_in_force_moves_as_it_was_written():
    base = f"# Rules\n\n{HALL}\n\nWe eat together at noon.\n\nWe sing together at night.\n"
    new = HALL.replace("must", "may").replace("hand", "voice")
    second = f"# Rules\n\nWe eat together at noon.\n\nWe sing together at night.\n\n{new}\n"
    assert published(base, base.replace("must", "may"), second) == second
    more = base.replace("must", "may").replace("hand", "voice").replace("old", "new")
    assert meet(base, more, second)[2].kind == "conflict"


def test_the_base_moved_the_paragraph_that_the_amendment_edits():
    moved = "# Rules\n\nWe vote by hand.\n\nWe eat together.\n\nWe meet each month.\n"
    text = published(BASE, moved, BASE.replace("each month", "each week"))
    assert text == moved.replace("each month", "each week")


def test_the_base_split_the_paragraph_that_the_amendment_edits():
    base = "We meet each month in the hall. We cook together each week in the garden."
    split = base.replace("hall. ", "hall.\n\n")
    yours = base.replace("garden", "kitchen")
    head, change_set, standing = meet(base, split, yours)
    assert standing.kind == "conflict"
    (view,) = three_way(head, change_set, base=c.found(base)[0], base_number=1)
    assert view.suggestion == split.replace("garden", "kitchen")


def test_the_base_joined_the_paragraph_that_the_amendment_edits():
    base = "We meet each month in the hall.\n\nWe cook together each week in the garden."
    joined = base.replace("\n\n", " ")
    yours = base.replace("garden", "kitchen")
    head, change_set, standing = meet(base, joined, yours)
    assert standing.kind == "conflict"
    (view,) = three_way(head, change_set, base=c.found(base)[0], base_number=1)
    assert view.suggestion == joined.replace("garden", "kitchen")


def test_deleting_what_was_joined_to_another_is_not_contained():
    base = "We meet each month in the hall.\n\nWe cook together each week in the garden."
    joined = base.replace("\n\n", " ")
    gone = "We meet each month in the hall."
    assert meet(base, joined, gone)[2].kind == "conflict"


def test_changes_in_any_order_give_the_same_text():
    base = "\n\n".join(f"Paragraph {name} says one thing." for name in "ABCDEF")
    document, _ = c.found(base)
    targets = [
        base.replace("A says", "A now says"),
        base.replace("\n\nParagraph C says one thing.", ""),
        base.replace("Paragraph E", "Quite new here.\n\nParagraph E"),
        base.replace("F says one", "F says another"),
    ]
    change_sets = [c.change(document, target) for target in targets]
    results = set()
    for order in itertools.permutations(change_sets):
        head = document
        for number, change_set in enumerate(order, start=2):
            head = c.apply(head, change_set, base=document, base_number=1, number=number)
        results.add(head.text)
    assert len(results) == 1


def test_four_interlocking_amendments_raise_nothing_and_lose_nothing():
    base = "\n\n".join(f"Paragraph {name} says one thing." for name in "ABCD")
    document, _ = c.found(base)
    targets = [
        base.replace("B says", "B now says"),
        base.replace("Paragraph B says one thing.\n\n", ""),
        base.replace("Paragraph C", "New before C.\n\nParagraph C"),
        base.replace("B says one thing.\n\nParagraph C says", "B and C say"),
    ]
    change_sets = [c.change(document, target) for target in targets]
    for order in itertools.permutations(range(4)):
        head, number, applied = document, 1, []
        for index in order:
            standing = c.standing(head, change_sets[index], base=document, base_number=1)
            if standing.kind == "clean":
                number += 1
                head = c.apply(
                    head, change_sets[index], base=document, base_number=1, number=number
                )
                applied.append(index)
            else:
                assert standing.kind in {"conflict", "contained"}
        assert applied
        assert head.text.count("New before C.") == (1 if 2 in applied else 0)


def test_a_change_to_one_of_several_equal_paragraphs_lands_on_the_one_that_was_meant():
    offices = [f"## Office {n}\n\nThe holder serves one year." for n in range(1, 7)]
    base = "\n\n".join(offices)
    mine = "\n\n".join(
        office.replace("one year", "two years") if place == 4 else office
        for place, office in enumerate(offices)
    )
    theirs = "## Purpose\n\nThe holder serves one year.\n\n" + base
    text = published(base, theirs, mine)
    assert text == "## Purpose\n\nThe holder serves one year.\n\n" + mine + "\n"
