"""Laws of the living document, on generated texts: cutting, changing, applying."""

from __future__ import annotations

import itertools
import json
from collections import Counter

from hypothesis import assume, given
from hypothesis import strategies as st

import charter as c
from charter.change.containment import is_part
from charter.conflicts.footprint import Footprint
from charter.conflicts.interplay import OpenChange, _meeting, independent, meetings, together
from charter.conflicts.suggesting import merge_words
from charter.matching.chunks import split_both
from charter.text.canonical import kinds_of
from tests.charter.laws import awkward, often, sometimes
from tests.charter.strategies import documents, edited, texts, versions


@often
@given(awkward)
def test_canonical_is_idempotent(text):
    once = c.canonical(text)
    assert c.canonical(once) == once
    assert not once or (once.endswith("\n") and not once.endswith("\n\n"))


@often
@given(awkward)
def test_blocks_join_back_to_the_bytes(text):
    clean = c.canonical(text)
    pieces = c.split(clean)
    assert c.join(piece.text for piece in pieces) == clean
    assert c.split(c.join(piece.text for piece in pieces)) == pieces
    assert all(piece.kind in c.KINDS and piece.text for piece in pieces)


@often
@given(st.one_of(versions(2), st.tuples(awkward, awkward)))
def test_two_texts_cut_together_have_the_blocks_that_each_has_alone(pair):
    before, after = map(c.canonical, pair)
    assert tuple(map(tuple, split_both(before, after))) == (c.split(before), c.split(after))


@often
@given(awkward, st.randoms(use_true_random=False))
def test_blocks_keep_their_borders_wherever_they_stand(text, random):
    """Any order of blocks is read as these blocks again, or refused as a whole: never garbled."""
    own = [piece.text for piece in c.split(c.canonical(text))]
    random.shuffle(own)
    kinds = kinds_of(own)
    if kinds is not None:
        assert [piece.text for piece in c.split(c.join(own))] == own


@often
@given(texts, texts)
def test_a_change_gives_exactly_the_new_text(before, after):
    document, _ = c.found(before)
    change_set = c.change(document, after)
    result = c.apply(document, change_set, base=document, base_number=1, number=2)
    assert result.text == c.canonical(after)
    assert len(set(result.ids)) == len(result.ids)
    assert bool(change_set.operations) == (result.text != document.text)


@often
@given(versions(2))
def test_a_change_as_people_make_it_gives_exactly_the_new_text(pair):
    document, _ = c.found(pair[0])
    result = c.apply(document, c.change(document, pair[1]), base=document, base_number=1, number=2)
    assert result.text == c.canonical(pair[1])


@often
@given(versions(2))
def test_nothing_untouched_is_lost_doubled_or_changed(pair):
    document, _ = c.found(pair[0])
    change_set = c.change(document, pair[1])
    result = c.apply(document, change_set, base=document, base_number=1, number=2)
    named = {op.block for op in change_set.operations if isinstance(op, (c.Replace, c.Delete))}
    for block in document.blocks:
        if block.id not in named:
            assert result.get(block.id) == block
    gone = {op.block for op in change_set.operations if isinstance(op, c.Delete)}
    assert not gone & set(result.ids)
    put = [
        t for op in change_set.operations if isinstance(op, (c.Insert, c.Replace)) for t in op.new
    ]
    written = [block.text for block in result.blocks if block.changed_in == 2]
    assert sorted(put) == sorted(written)


@often
@given(st.one_of(versions(2), st.tuples(texts, texts)))
def test_undo_restores_bytes_and_ids(pair):
    document, _ = c.found(pair[0])
    change_set = c.change(document, pair[1])
    result = c.apply(document, change_set, base=document, base_number=1, number=2)
    undo = c.inverse(document, change_set)
    again = c.apply(result, undo, base=result, base_number=2, number=3)
    assert again.text == document.text
    assert again.ids == document.ids


@often
@given(versions(2))
def test_a_change_set_survives_its_json_and_gives_the_same_ids(pair):
    document, founding = c.found(pair[0])
    change_set = c.change(document, pair[1])
    copy = c.parse_change_set(json.loads(change_set.to_json()))
    assert copy == change_set
    assert copy.sha256 == change_set.sha256
    replayed = c.apply(c.EMPTY, founding, base=c.EMPTY, base_number=0, number=1)
    assert replayed == document
    first = c.apply(document, change_set, base=document, base_number=1, number=2)
    second = c.apply(replayed, copy, base=replayed, base_number=1, number=2)
    assert first == second
    stored = c.Document.from_rows(first.text, json.loads(json.dumps(first.to_rows())))
    assert stored == first


@often
@given(versions(3))
def test_standing_agrees_with_apply(three):
    base, _ = c.found(three[0])
    head = c.apply(base, c.change(base, three[1]), base=base, base_number=1, number=2)
    mine = c.change(base, three[2])
    standing = c.standing(head, mine, base=base, base_number=1)
    assert len(standing.parts) == len(mine.operations)
    if not mine.operations:
        return
    try:
        c.apply(head, mine, base=base, base_number=1, number=3)
    except c.DoesNotApply:
        assert standing.kind != "clean"
    else:
        assert standing.kind == "clean"


@often
@given(versions(2))
def test_the_same_change_again_is_contained(pair):
    base, _ = c.found(pair[0])
    change_set = c.change(base, pair[1])
    assume(change_set.operations)
    head = c.apply(base, change_set, base=base, base_number=1, number=2)
    assert c.standing(head, change_set, base=base, base_number=1).kind == "contained"


@often
@given(versions(2), st.data())
def test_when_a_part_of_a_change_is_in_force_the_rest_makes_it_whole(pair, data):
    """Whatever part was published before: the text comes out as it was written, to the byte."""
    base, _ = c.found(pair[0])
    whole = c.change(base, pair[1])
    size = len(whole.operations)
    chosen = data.draw(st.sets(st.integers(0, max(size - 1, 0))))
    part = c.ChangeSet(tuple(op for at, op in enumerate(whole.operations) if at in chosen))
    assume(0 < len(part.operations) < size)
    try:
        head = c.apply(base, part, base=base, base_number=1, number=2)
    except c.DoesNotApply:
        return
    standing = c.standing(head, whole, base=base, base_number=1)
    assert standing.kind != "contained"
    if standing.kind == "clean":
        assert c.apply(head, whole, base_number=1, number=3, base=base).text == c.canonical(pair[1])


@often
@given(versions(3))
def test_nothing_is_lost_or_doubled_when_a_part_is_in_force(three):
    """Of what is left out nothing is new, and of what is put in nothing is there."""
    base, _ = c.found(three[0])
    head = c.apply(base, c.change(base, three[1]), base=base, base_number=1, number=2)
    mine = c.change(base, three[2])
    standing = c.standing(head, mine, base=base, base_number=1)
    assume(standing.kind == "clean")
    result = c.apply(head, mine, base_number=1, number=3, base=base)
    taken = {op.block for op in mine.operations if isinstance(op, c.Delete)}
    assert set(head.ids) - taken == set(head.ids) & set(result.ids)
    named = mine.named()
    assert all(result.get(block.id) == block for block in head.blocks if block.id not in named)
    for part in standing.parts:
        op = mine.operations[part.operation_index]
        if isinstance(op, c.Replace) and part.kind == "clean":
            assert result.blocks[result.position(op.block)].text == op.new[0]
    written = Counter(block.text for block in result.blocks if block.introduced_in == 3)
    wanted = Counter(
        text
        for part in standing.parts
        for op in [mine.operations[part.operation_index]]
        if isinstance(op, c.Insert) and part.kind == "clean"
        for text, name in zip(op.new, part.there or (None,) * len(op.new), strict=True)
        if name is None
    )
    assert not wanted - written


@often
@given(versions(3))
def test_the_order_of_two_changes_does_not_matter_where_one_holds_what_the_other_does(three):
    base, _ = c.found(three[0])
    one, two = (c.change(base, text) for text in three[1:])
    heads = [c.apply(base, change, base=base, base_number=1, number=2) for change in (one, two)]
    there, back = (
        c.standing(head, change, base=base, base_number=1)
        for head, change in zip(heads, (two, one), strict=True)
    )
    if there.kind == "contained" and back.kind == "clean":
        last = c.apply(heads[1], one, base_number=1, number=3, base=base)
        assert last.text == heads[0].text
    if there.kind == back.kind == "contained":
        assert heads[0].text == heads[1].text


@often
@given(versions(3))
def test_independent_changes_commute(three):
    base, _ = c.found(three[0])
    opens = [OpenChange(key, c.change(base, text), base, 1) for key, text in enumerate(three[1:])]
    assume(all(item.change_set.operations for item in opens))
    (pair,) = meetings(base, opens)
    if pair.kind == "independent":
        there, back = together(base, 1, opens), together(base, 1, opens[::-1])
        assert there.document.text == back.document.text
        assert not there.left_out
        assert not back.left_out
    elif pair.kind == "same":
        assert len(together(base, 1, opens).passed) == 1


@often
@given(versions(6))
def test_those_who_meet_are_found_without_looking_at_every_pair(six):
    base, _ = c.found(six[0])
    opens = [OpenChange(key, c.change(base, text), base, 1) for key, text in enumerate(six[1:])]
    opens = [item for item in opens if item.change_set.operations]
    prints = [(one, Footprint(base, one)) for one in opens]
    every = [_meeting(base, *pair) for pair in itertools.combinations(prints, 2)]
    assert list(meetings(base, opens)) == every
    assert list(c.encounters(base, opens)) == [one for one in every if one.kind != "independent"]


@sometimes
@given(versions(5))
def test_independent_changes_commute_through_three_publications(five):
    base, _ = c.found(five[0])
    opens = [OpenChange(key, c.change(base, text), base, 1) for key, text in enumerate(five[1:])]
    opens = [item for item in opens if item.change_set.operations]
    free = set(independent(meetings(base, opens), [item.key for item in opens]))
    chosen = [item for item in opens if item.key in free]
    assume(len(chosen) > 1)
    results = {together(base, 1, order).document.text for order in itertools.permutations(chosen)}
    assert len(results) == 1
    for order in itertools.permutations(chosen):
        assert not together(base, 1, order).left_out


@often
@given(documents.flatmap(lambda text: st.tuples(st.just(text), edited(text), edited(text))))
def test_a_suggested_wording_holds_both_changes_or_is_none(three):
    then, theirs, yours = (text.split("\n\n")[0] for text in three)
    merged = merge_words(then, theirs, yours)
    if merged is not None:
        assert merged not in (then, theirs, yours)
        assert is_part(then, theirs, merged)
        assert is_part(then, yours, merged)
        assert merge_words(then, yours, theirs) == merged
    # What one side has already is no suggestion.
    assert merge_words(then, theirs, then) is None
    assert merge_words(then, theirs, theirs) is None
