"""Comments on passages through revisions: the same place, a changed wording, or gone."""

from __future__ import annotations

import pytest

import charter as c

QUOTE = "the treasurer keeps the books"
FIRST = f"At each meeting {QUOTE} and the chair keeps the list."
BASE = f"# Duties\n\n{FIRST}\n\nAnother passage stands here.\n"


def go(after: str, quote: str = QUOTE, base: str = BASE) -> tuple[c.AnchorPlace, c.Document]:
    old, _ = c.found(base)
    block = next(block for block in old.blocks if quote in block.text)
    anchor = c.make(old, block.id, quote, made_in=1)
    new = c.apply(old, c.change(old, after), base=old, base_number=1, number=2)
    place = c.follow(anchor, old, new)
    if place.block is not None:
        assert new.get(place.block).text[place.start : place.end] == place.quote_now
    return place, old


def test_an_untouched_passage_stays():
    place, old = go(BASE.replace("Another", "One more"))
    assert place == c.AnchorPlace("same", old.ids[1], 16, 16 + len(QUOTE), QUOTE)


def test_words_before_it_move_it_along():
    place, _ = go(BASE.replace("At each meeting", "At the start of each and every meeting"))
    assert place.kind == "same"
    assert place.quote_now == QUOTE


def test_an_edit_within_it_is_a_changed_wording():
    place, _ = go(BASE.replace("keeps the books", "faithfully keeps the books"))
    assert place.kind == "changed"
    assert place.quote_now == "the treasurer faithfully keeps the books"


def test_it_follows_its_block_when_that_moves_and_when_it_is_split():
    moved = f"# Duties\n\nAnother passage stands here.\n\n{FIRST}\n"
    assert go(moved)[0].kind == "same"
    base = BASE.replace(FIRST, "We meet each month in the hall. " + FIRST)
    split = BASE.replace(FIRST, "We meet each month in the hall.\n\n" + FIRST)
    place, old = go(split, base=base)
    assert place.kind == "same"
    assert place.block not in old.ids


def test_it_is_gone_with_its_passage_and_not_put_on_another():
    assert go(BASE.replace(FIRST + "\n\n", ""))[0] == c.AnchorPlace("gone")
    assert go(BASE.replace(FIRST, "Someone else now does all of that for us."))[0].kind == "gone"
    taken_out = BASE.replace(QUOTE + " and ", "")
    assert go(taken_out)[0].kind == "gone"


def test_an_exact_quote_that_stands_once_is_found_in_another_block():
    joined = f"# Duties\n\nAnother passage stands here. {FIRST}\n"
    place, _ = go(joined, base=f"# Duties\n\nAnother passage stands here.\n\n{FIRST}\n")
    assert place.kind == "same"


def test_a_quote_that_stands_twice_must_say_which():
    old, _ = c.found("so it is and so it is again")
    with pytest.raises(c.Refused):
        c.make(old, old.ids[0], "so it is", made_in=1)
    anchor = c.make(old, old.ids[0], "so it is", made_in=1, start=13)
    assert c.locate(anchor, old.blocks[0].text) == (13, 21)
    assert c.follow(anchor, old, old).start == 13


@pytest.mark.parametrize(
    ("block", "quote"), [("aaaaaaaaaaaa", "x"), (None, "not there"), (None, "\u200d")]
)
def test_what_is_not_there_cannot_be_remarked_on(block, quote):
    old, _ = c.found("A \U0001f468\u200d\U0001f469 walks.")
    with pytest.raises(c.Refused):
        c.make(old, block or old.ids[0], quote, made_in=1)


def test_a_remark_on_a_whole_block():
    old, _ = c.found(BASE)
    anchor = c.make(old, old.ids[1], "", made_in=1)
    new = c.apply(
        old, c.change(old, BASE.replace("chair", "host")), base=old, base_number=1, number=2
    )
    assert c.follow(anchor, old, old).kind == "same"
    assert c.follow(anchor, old, new).kind == "changed"
