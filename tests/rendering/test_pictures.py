"""Sections over time, sizes and crowds: what is drawn is what happened, once each."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.deciding.stances import StanceKind
from app.web.pages.deciding.round_picture import crowd_view
from app.web.rendering.pictures import bars, history_picture
from charter import History, changes
from charter.history.sections import SectionsThen, section_history, sections_of
from charter.reading.sizes import Size, size_of

BEGIN = "# Title\n\nHello.\n\n## One\n\n"
TEXTS = [
    f"{BEGIN}First words.\n\n### Inner\n\nMore.\n\n## Two\n\nSecond words.\n",
    f"{BEGIN}First good words.\n\n### Inner\n\nMore.\n\n## Two\n\nSecond words.\n",
    f"{BEGIN}First good words.\n\n### Inner\n\nMuch more.\n\n## Three\n\nQuite another thing.\n",
]


def history(texts):
    return History.of([(f"2020-01-{n:02}", text) for n, text in enumerate(texts, 1)]).documents


def states(documents):
    """The sections of each revision, as they are kept with it."""
    return [SectionsThen.of(old, new) for old, new in pairwise([None, *documents])]


def told(documents, first=1):
    return {
        one.name: {n: (cell.event, cell.size) for n, cell in one.cells.items()}
        for one in section_history(states(documents), first)
    }


def test_each_section_tells_what_happened_to_it():
    found = told(history(TEXTS))
    came = ("introduced", Size())
    assert list(found) == ["At the beginning", "One", "Three", "Two"]
    assert found["At the beginning"] == {1: came}
    assert found["One"] == {1: came, 2: ("changed", Size(1, 0)), 3: ("changed", Size(2, 1))}
    assert found["Two"][3][0] == "removed"
    assert found["Three"][3][0] == "introduced"
    # Without the first revision nothing is said to have come in that was there before.
    assert told(history(TEXTS)[1:], 2)["One"] == {3: ("changed", Size(2, 1))}


def test_a_smaller_heading_belongs_to_the_section_above():
    document = history(TEXTS)[0]
    home = sections_of(document)
    names = {block.text: home[block.id] for block in document.blocks}
    assert names["More."] == names["## One"] != names["## Two"]
    assert names["# Title"] == names["Hello."] == ""


@pytest.mark.parametrize("count", [2, 3, 60])
def test_a_picture_holds_every_mark_inside_its_frame(count):
    texts = [f"## One\n\nWord {n}.\n\n## Two\n\n{'Other ' * (n % 7)}words.\n" for n in range(count)]
    documents = history(texts)
    begin = date(2020, 1, 1)
    sections = section_history(states(documents))
    dates = [begin + timedelta(n) for n in range(len(documents))]
    picture = history_picture(sections, dates)
    assert len(picture.columns) == len(documents) == count
    at = {column.x: column.number for column in picture.columns}
    for section, row in zip(sections, picture.rows, strict=True):
        assert {at[mark.x]: mark.event for mark in row.marks} == {
            number: cell.event for number, cell in section.cells.items()
        }
        assert 0 < row.y < picture.height
        assert all(0 < mark.x + mark.radius <= picture.width for mark in row.marks)
    shown = [column.x for column in picture.columns if column.shows_number]
    assert shown[-1] == picture.columns[-1].x
    assert all(b - a >= 24 for a, b in pairwise(shown))


def test_sizes_count_words_that_come_and_go():
    kind = "Be kind to each other, and don't shout at people who are new here."
    other = kind.replace("kind", "very kind").replace("don't shout at people", "smile at people")
    old, new = history([f"{kind}\n\nStay.\n", f"{other}\n\nStay.\n"])
    assert size_of(changes(old, new)) == Size(2, 2)
    moved, back = history(["One.\n\nTwo.\n\nThree.\n", "Two.\n\nThree.\n\nOne.\n"])
    assert size_of(changes(moved, back)).in_words == "no word added or removed"
    assert [one.words for one in bars([Size(1, 0), Size(0, 1), Size(12, 3)])] == [
        "1 word added", "1 word removed", "12 words added, 3 removed",
    ]  # fmt: skip


@given(st.lists(st.builds(Size, st.integers(0, 5000), st.integers(0, 5000)), max_size=8))
def test_bars_stay_in_their_frame_and_nothing_is_too_small_to_see(sizes):
    for size, bar in zip(sizes, bars(sizes), strict=True):
        assert bar.added + bar.removed <= bar.width + 2
        assert (bar.added > 0) == (size.added > 0)
        assert (bar.removed > 0) == (size.removed > 0)


@given(
    st.lists(st.sampled_from(list(StanceKind)), max_size=30), st.integers(0, 30), st.integers(0, 30)
)
def test_a_crowd_is_everyone_once(answers, hidden, silent):
    view = crowd_view(answers, len(answers) + hidden, len(answers) + hidden + silent)
    shapes = [one.kind for one in view.picture.people]
    assert len(shapes) == len(answers) + hidden + silent
    assert len({(one.x, one.y) for one in view.picture.people}) == len(shapes)
    assert all(
        one.x < view.picture.width and one.y < view.picture.height for one in view.picture.people
    )
    for kind, words in view.legend:
        assert words.startswith(f"{shapes.count(kind)} ")
    assert {kind for kind, _ in view.legend} == set(shapes)
