"""Laws of what people read of a change, on generated texts: nothing lost, nothing cut."""

from __future__ import annotations

import itertools

import regex
from hypothesis import assume, example, given
from hypothesis import strategies as st

import charter as c
from charter.diff.tokens import cluster_ends, tokens
from charter.reading.table_words import table_words
from charter.sentences.compare import as_documents, compare
from tests.charter.laws import awkward, often
from tests.charter.strategies import amounts, tables, texts, versions


@often
@given(st.one_of(versions(2), st.tuples(awkward, awkward)))
def test_words_for_reading_lose_and_double_nothing(pair):
    before, after = map(c.canonical, pair)
    pieces = c.words(before, after)
    assert "".join(text for sign, text in pieces if sign <= 0) == before
    assert "".join(text for sign, text in pieces if sign >= 0) == after
    assert all(text for _, text in pieces)


@often
@given(st.one_of(tables(), st.tuples(awkward, awkward)))
def test_the_words_of_a_table_lose_and_double_nothing(pair):
    pieces = table_words(*pair)
    assert "".join(text for sign, text in pieces if sign <= 0) == pair[0]
    assert "".join(text for sign, text in pieces if sign >= 0) == pair[1]


@often
@given(awkward, awkward)
def test_no_piece_ends_inside_a_grapheme(before, after):
    before, after = c.canonical(before), c.canonical(after)
    old_ends, new_ends = cluster_ends(before), cluster_ends(after)
    i = j = 0
    for sign, text in c.words(before, after):
        i += len(text) * (sign <= 0)
        j += len(text) * (sign >= 0)
        assert i in old_ends
        assert j in new_ends


def ends_of_tokens(text: str) -> set[int]:
    return {0, *itertools.accumulate(map(len, tokens(text)))}


@often
@given(st.one_of(versions(2), st.tuples(awkward, awkward), st.tuples(amounts, amounts)))
def test_no_piece_ends_inside_a_word_a_number_or_an_address(pair):
    before, after = map(c.canonical, pair)
    old_ends, new_ends = ends_of_tokens(before), ends_of_tokens(after)
    i = j = 0
    for sign, text in c.words(before, after):
        i += len(text) * (sign <= 0)
        j += len(text) * (sign >= 0)
        assert i in old_ends
        assert j in new_ends


@often
@given(awkward)
def test_tokens_join_back_and_end_where_graphemes_end(text):
    text = c.canonical(text)
    assert "".join(tokens(text)) == text
    ends = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    place = 0
    for token in tokens(text):
        place += len(token)
        assert place in ends


def told(change: c.Change) -> tuple[object, ...]:
    """What a change says, without the names of the passages."""
    return (
        change.op, change.kind, change.before, change.after, change.words, change.note,
        change.section, change.from_section, change.moved, len(change.members),
    )  # fmt: skip


@often
@given(st.one_of(versions(2), st.tuples(texts, texts)))
def test_two_texts_compared_are_told_as_their_documents(pair):
    """Looking only at what differs changes nothing of the answer.

    Where a passage stands twice, either of the two may be said to have stayed.
    """
    before, after = map(c.canonical, pair)
    assume(all(len(set(c.split(text))) == len(c.split(text)) for text in (before, after)))
    whole = c.changes(*as_documents(before, after))
    assert list(map(told, compare(before, after))) == list(map(told, whole))


FEW_WORDS = st.lists(st.sampled_from(["we", "go", "so", "up.", "it,", "no"]), min_size=1)


@st.composite
def replaced(draw):
    """Words, and the same with a few of them replaced by others, often as long."""
    before = draw(st.lists(st.sampled_from(["we", "go", "so", "up"]), min_size=6, max_size=14))
    places = draw(st.sets(st.integers(0, len(before) - 1), min_size=1, max_size=3))
    return before, ["no" if place in places else word for place, word in enumerate(before)]


@often
@given(st.one_of(st.tuples(FEW_WORDS, FEW_WORDS), replaced()))
def test_words_read_at_a_glance_lose_nothing(sides):
    """A few words only, so that they stand in many places."""
    before, after = (" ".join(words) for words in sides)
    pieces = c.words(before, after)
    assert "".join(text for sign, text in pieces if sign <= 0) == before
    assert "".join(text for sign, text in pieces if sign >= 0) == after
    assert all(text for _, text in pieces)
    signs = [sign for sign, _ in pieces]
    assert not any(one == two or (one, two) == (1, -1) for one, two in itertools.pairwise(signs))


def new_parts(change: c.Change) -> tuple[str, ...]:
    """The further blocks that a split made."""
    return change.members if change.op == "split" else ()


# A split whose last part stands before a list: its parts go on as blocks of their own.
@example(
    (
        "a\n\nb c\n\n- d e f g h\n\n- i\n\nj",
        "a\n\nb c\n\n- d e\n\nf g h\n\n- i\n\nj",
    )
)
@often
@given(st.one_of(versions(2), st.tuples(texts, texts)))
def test_reading_tells_the_whole_story(pair):
    """From the list of changes alone the old text's blocks become the new text's blocks."""
    document, _ = c.found(pair[0])
    result = c.apply(document, c.change(document, pair[1]), base=document, base_number=1, number=2)
    rows = c.layout(document, result)
    shown = [row for row in rows if row.change is None or row.change.after is not None]
    named = [(row.block, *(new_parts(row.change) if row.change else ())) for row in shown]
    assert [name for names in named for name in names] == list(result.ids)
    for row, names in zip(shown, named, strict=True):
        assert row.text == c.join(block.text for block in map(result.get, names) if block)[:-1]
    told = tuple(row.change for row in rows if row.change is not None)
    assert told == c.changes(document, result)
    assert bool(told) == (document.text != result.text)
    for change in told:
        assert "".join(t for sign, t in change.words if sign <= 0) == (change.before or "")
        assert "".join(t for sign, t in change.words if sign >= 0) == (change.after or "")
