"""Which published changes a new wording of the text in force would take back."""

from __future__ import annotations

import pytest

import charter as c
from charter.conflicts.taking_back import is_undone, taken_back

BASE = (
    "# Rules\n\nThe board may spend 100 euros a year.\n\nGuests are welcome at every meeting.\n\n"
    "# Ends\n\nThe end comes when all have gone home for the night.\n\nBring your own cup.\n"
)


def history(*texts: str) -> list[tuple[int, c.Document]]:
    documents: list[c.Document] = []
    for text in texts:
        documents.append(c.grow(documents, text)[0])
    return list(enumerate(documents, start=1))


def back(texts: list[str], wanted: str) -> list[tuple[int, str | None]]:
    steps = history(*texts)
    number, head = steps[-1]
    new = c.apply(head, c.change(head, wanted), base_number=number, number=number + 1)
    return [(one.revision, one.returns) for one in taken_back(steps, new)]


MONEY = BASE.replace("100", "200")


def test_old_words_that_come_back_are_named_with_the_revision_that_replaced_them():
    assert back([BASE, MONEY], BASE) == [(2, "The board may spend 100 euros a year.")]


def test_old_words_with_an_edit_of_ones_own_still_take_back():
    wanted = BASE.replace("a year", "a month")
    assert back([BASE, MONEY], wanted) == [(2, "The board may spend 100 euros a month.")]


def test_an_edit_beside_what_was_adopted_takes_nothing_back():
    assert back([BASE, MONEY], MONEY.replace("a year", "a month")) == []


def test_a_third_wording_takes_nothing_back():
    assert back([BASE, MONEY], MONEY.replace("200", "150")) == []


def test_words_that_were_written_before_take_back_what_they_did_not_know_of():
    steps = history(BASE, MONEY)
    mine = MONEY.replace("200", "150")
    new = c.apply(steps[1][1], c.change(steps[1][1], mine), base_number=2, number=3)
    before = c.grow([steps[0][1]], BASE.replace("100", "150"))[0]
    (one,) = taken_back(steps, new, [(1, before)])
    assert (one.revision, one.returns) == (2, "The board may spend 150 euros a year.")
    assert taken_back(steps, new, [(2, before)]) == ()


def test_the_revision_that_did_it_is_named_among_several():
    guests = MONEY.replace("every meeting", "most meetings")
    ends = guests.replace("Bring your", "Take your")
    wanted = ends.replace("most meetings", "every meeting")
    assert [number for number, _ in back([BASE, MONEY, guests, ends], wanted)] == [3]


def test_what_a_later_revision_undid_is_nobodys_to_take_back():
    assert back([BASE, MONEY, BASE], BASE.replace("Bring", "Take")) == []


def test_the_word_not_that_was_put_in():
    strict = BASE.replace("may spend", "may not spend")
    assert [one for one, _ in back([BASE, strict], BASE.replace("a year", "each year"))] == [2]


def test_a_sentence_that_was_put_in():
    more = BASE.replace("meeting.", "meeting. They do not vote.")
    assert [one for one, _ in back([BASE, more], BASE.replace("Guests", "All guests"))] == [2]


def test_a_sentence_that_was_taken_out():
    less = MONEY.replace(" for the night", "")
    wanted = less.replace("gone home", "gone home for the night")
    assert [one for one, _ in back([MONEY, less], wanted)] == [2]


def test_a_passage_that_was_put_in():
    more = BASE.replace("# Ends", "Nobody votes for others.\n\n# Ends")
    assert back([BASE, more], BASE.replace("cup", "mug")) == [(2, None)]


def test_a_passage_that_was_taken_out():
    less = BASE.replace("Guests are welcome at every meeting.\n\n", "")
    wanted = BASE.replace("every meeting", "each meeting")
    assert back([BASE, less], wanted) == [(2, "Guests are welcome at each meeting.")]


def test_a_passage_that_was_moved():
    guests = "Guests are welcome at every meeting.\n\n"
    moved = BASE.replace(guests, "").replace("Bring your", guests + "Bring your")
    assert [one for one, _ in back([BASE, moved], BASE)] == [2]


def test_adopted_words_that_move_to_another_passage_are_not_lost():
    more = BASE.replace("# Ends", "Nobody votes for others.\n\n# Ends")
    wanted = BASE.replace("every meeting.", "every meeting. Nobody votes for others.")
    assert back([BASE, more], wanted) == []


def test_a_passage_that_was_there_before_may_be_taken_out():
    assert back([BASE, MONEY], MONEY.replace("Bring your own cup.\n", "")) == []


def test_other_numbers_of_passages_take_nothing_back():
    first = "# Rules\n\n1. Meet.\n2. Vote.\n3. Eat together at the end.\n"
    second = first.replace("2. Vote.\n3.", "2. Vote by hand.\n3. Wash the hands.\n4.")
    wanted = second.replace("at the end", "at the beginning")
    assert back([first, second], wanted) == []


def test_the_same_text_takes_nothing_back():
    assert back([BASE, MONEY], MONEY) == []


@pytest.mark.parametrize(
    ("former", "adopted", "text", "undone"),
    [
        ("ten days", "twenty days", "ten weeks", True),
        ("ten days", "twenty days", "thirty days", False),
        ("It may.", "It may not.", "It shall.", False),
        ("We meet at noon or at night.", "We meet at noon.", "We meet at noon or at night!", True),
        ("§ 2 We meet.", "§ 3 We meet.", "§ 2 We meet here.", False),
    ],
)
def test_an_edit_is_undone(former, adopted, text, undone):
    assert is_undone(former, adopted, text) is undone


@pytest.mark.parametrize(
    ("text", "undone"),
    [
        ("Treat everyone with great kindness.", True),
        ("Treat everyone with great kindness and patience.", True),
        ("Treat each other with great kindness.", False),
        ("Treat one another with kindness.", False),
    ],
)
def test_a_draft_is_put_in_the_place_of_what_was_adopted(text, undone):
    draft = "Treat everyone with great kindness."
    adopted = "Treat each other with kindness."
    assert is_undone("Treat others with kindness.", adopted, text, draft) is undone
