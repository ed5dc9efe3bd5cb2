"""Laws: what is written is cut into the passages that were meant, and no word is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.model import GridBlock, Manuscript, Stroke, TextBlock
from app.documents.reading import read_plainly, read_words
from app.documents.tidying import tidied
from app.documents.writing import passages_of, write
from charter import canonical, split
from charter.reading.visible_words import seen
from charter.text.clauses import with_clauses
from tests.documents.test_expected import READ
from tests.support.documents import FIXTURES, docx, para, run

#: Signs that Markdown means something by, and words that look like numbers.
WORDS = st.text(
    alphabet=st.sampled_from(list("ab *_[]()<>#+-=|~`\\&;:.!1ä字\u0645")), min_size=1, max_size=24
).filter(lambda words: any(sign.isalpha() for sign in words))
STROKES = st.lists(
    st.builds(Stroke, WORDS, bold=st.booleans(), italic=st.booleans(), struck=st.booleans()),
    min_size=1,
    max_size=4,
)
LABELS = st.sampled_from(["1.", "(a)", "§ 2", "1.1"])
ROWS = st.lists(st.lists(STROKES, min_size=2, max_size=2), min_size=1, max_size=3)
BLOCKS = st.lists(
    st.one_of(
        st.builds(TextBlock, st.sampled_from(["paragraph", "quote"]), STROKES),
        st.builds(TextBlock, st.just("paragraph"), STROKES, LABELS),
        st.builds(TextBlock, st.just("heading"), STROKES, level=st.integers(1, 7)),
        st.integers(0, 3).flatmap(
            lambda level: st.builds(
                lambda strokes: TextBlock("list_item", strokes, level=level, is_bulleted=True),
                STROKES,
            )
        ),
        st.builds(GridBlock, ROWS),
    ),
    min_size=1,
    max_size=5,
)


def letters(text):
    """The letters and digits of a text, in order."""
    return re.sub(r"[\W_]+", "", text)


@settings(max_examples=100, deadline=None)
@given(BLOCKS)
def test_what_is_written_is_cut_into_what_was_meant(blocks):
    expected = [letters(f"{getattr(one, 'label', '')}{one.text}") for one in blocks]
    made, divided = tidied(Manuscript(blocks))
    text = write(made, with_marks=True)
    assert canonical(text.text) == text.text
    if not divided and len(made.blocks) == len(blocks):
        found = passages_of(text.text)
        assert [letters(seen_as(one)) for one in found] == expected


def seen_as(passage):
    words = seen(passage.text, "paragraph").text if passage.kind != "table" else passage.text
    return f"{passage.label}{words}"


@settings(max_examples=100, deadline=None)
@given(STROKES)
def test_words_and_their_looks_are_seen_as_they_were(strokes):
    made, _ = tidied(Manuscript([TextBlock("paragraph", [Stroke("a "), *strokes])]))
    text = write(made, with_marks=True).text
    (piece,) = split(text)
    assert letters(seen(piece.text, piece.kind).text) == letters(
        "a" + "".join(one.text for one in strokes)
    )


@pytest.mark.parametrize("name", READ)
def test_a_text_that_was_read_is_canonical_and_has_its_clauses_apart(name):
    text = read_plainly((FIXTURES / name).read_bytes(), filename=name).markdown
    assert canonical(text) == text
    assert with_clauses(text).text == text


@pytest.mark.parametrize("name", READ)
def test_a_text_that_was_read_is_read_the_same_again_as_markdown(name):
    text = read_plainly((FIXTURES / name).read_bytes(), filename=name).markdown
    assert read_words(text, "markdown").markdown == text


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_no_word_of_a_document_is_lost(words):
    read = read_plainly(docx(*[para(run(one)) for one in words]))
    kept = "".join(f"{one.label}{seen(one.text, 'paragraph').text}" for one in read.passages)
    assert letters(kept) == letters("".join(words))
