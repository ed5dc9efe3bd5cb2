"""Rows of tables and footnotes are passages; texts that were kept before keep theirs whole."""

from __future__ import annotations

import itertools
import os

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import charter as c
from charter.matching.chunks import split_both
from charter.sentences.compare import compare
from charter.text.canonical import kinds_of
from charter.text.scan import scan

EXAMPLES = int(os.environ.get("CHARTER_TESTS_LAW_EXAMPLES", "0"))
often = settings(
    max_examples=EXAMPLES or 300,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
LINES = [
    "| a | b |", "| - | - |", "|---|---|", "| 1 | 2 |", "| 3 | 4 |", "| x |", "| - |", "a | b",
    "- | -", "[^1]: One.", "[^2]: Two.", "[^1]: Again.", "    more", "Words[^1].", "# H", "- item",
    "> said", "~~~", "---", "", "", "", "",
]  # fmt: skip
awkward = st.lists(st.sampled_from(LINES), max_size=14).map("\n".join)
HEAD = "| Room | Who |\n| --- | --- |"
TABLE = f"{HEAD}\n| yard | Ann |\n| roof | Ben |"
NOTES = "[^1]: One.\n[^2]: Two."


def _whole(text: str) -> c.Document:
    """A text as it was kept when tables and footnotes were whole passages."""
    count = len(scan(text.split("\n")))
    letters = "abcdefghijklmnopqrstuvwxyz"
    ids = ["".join(one).rjust(12, "a") for one in itertools.product(letters, repeat=3)]
    return c.Document.from_rows(text, [(one, 1, 1) for one in ids[:count]])


def _kinds(document: c.Document) -> list[str]:
    return [block.kind for block in document.blocks]


def _next(base: c.Document, text: str, number: int = 1) -> c.Document:
    change_set = c.change(base, text)
    return c.apply(base, change_set, base_number=number, number=number + 1)


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        (TABLE, [HEAD, "| yard | Ann |", "| roof | Ben |"]),
        (f"{TABLE}\n> said", [HEAD, "| yard | Ann |", "| roof | Ben |", "> said"]),
        (f"{TABLE}\nBen | Cleo", [f"{TABLE}\nBen | Cleo"]),
        ("Room | Who\n--- | ---\nyard | Ann", ["Room | Who\n--- | ---\nyard | Ann"]),
        (f"{TABLE}\n\n| apart |", [TABLE, "| apart |"]),
        (f"{HEAD}\n\n| apart |", [f"{HEAD}\n\n| apart |"]),
        ("| a |\n\n| b |", ["| a |", "| b |"]),
        (f"{TABLE}\n\n{TABLE}", [HEAD, "| yard | Ann |", "| roof | Ben |"] * 2),
        (NOTES, ["[^1]: One.", "[^2]: Two."]),
        (f"Words[^1].\n{NOTES}", ["Words[^1].", "[^1]: One.", "[^2]: Two."]),
        ("[^1]: One\nand more.\n[^2]: Two.", ["[^1]: One\nand more.", "[^2]: Two."]),
        ("- item\n[^1]: One.", ["- item", "[^1]: One."]),
        ("    [^1]: code\n    [^2]: code", ["    [^1]: code\n    [^2]: code"]),
    ],
)
def test_rows_and_footnotes_are_passages(text, passages):
    document, _ = c.found(text)
    assert [block.text for block in document.blocks] == passages


def test_their_kinds_are_named():
    document, _ = c.found(f"{TABLE}\n\n{NOTES}")
    assert _kinds(document) == ["table", "table_row", "table_row", "footnote", "footnote"]


@often
@given(awkward, st.randoms(use_true_random=False))
@example(text="| - |\n\n| x |\n|---|---|", random=None)
def test_laws_of_blocks(text, random):
    clean = c.canonical(text)
    assert c.canonical(clean) == clean
    pieces = c.split(clean)
    assert c.join(piece.text for piece in pieces) == clean
    assert c.split(c.join(piece.text for piece in pieces)) == pieces
    document, change_set = c.found(text)
    assert document.text == clean
    assert c.parse_change_set(change_set.to_dict()) == change_set
    assert c.Document.from_rows(clean, document.to_rows()) == document
    own = [piece.text for piece in pieces]
    if random is not None:
        random.shuffle(own)
    if kinds_of(own) is not None:
        rows = [("a" * 12, 1, 1, piece.count("\n") + 1) for piece in own]
        assert [block.text for block in c.Document.from_rows(c.join(own), rows).blocks] == own


@often
@given(awkward, awkward)
@example(before="", after="| x |\n| - |\n\n| a | b |")
@example(before="| 1 | 2 |", after="| a | b |\n| - | - |\n| 1 | 2 |")
def test_laws_of_changes(before, after):
    base, _ = c.found(before)
    change_set = c.change(base, after)
    result = c.apply(base, change_set, base_number=1, number=2)
    assert result.text == c.canonical(after)
    assert c.Document.from_rows(result.text, result.to_rows()) == result
    back = c.apply(result, c.inverse(base, change_set), base_number=2, number=3)
    assert (back.text, back.ids) == (base.text, base.ids)
    clean = c.canonical(before), c.canonical(after)
    assert tuple(map(tuple, split_both(*clean))) == (c.split(clean[0]), c.split(clean[1]))
    assert bool(list(compare(*clean))) == (clean[0] != clean[1])


@often
@given(awkward, awkward)
def test_a_text_that_was_kept_whole_goes_on_as_it_was(before, after):
    clean = c.canonical(before)
    base = _whole(clean)
    assert base.text == clean
    assert c.change(base, clean).operations == ()
    change_set = c.change(base, f"{clean}\n{after}")
    result = c.apply(base, change_set, base_number=1, number=2)
    assert c.Document.from_rows(result.text, result.to_rows()) == result
    again = c.apply(base, c.parse_change_set(change_set.to_dict()), base_number=1, number=2)
    assert again == result


def test_a_table_that_was_whole_stays_whole_when_it_is_edited_and_a_new_one_has_rows():
    base = _whole(f"{TABLE}\n\nWords.\n\n{NOTES}\n")
    assert _kinds(base) == ["table", "paragraph", "footnote"]
    text = base.text.replace("Ben |", "Cleo |").replace("Words.", "Words.\n\n| n |\n|---|\n| r |")
    result = _next(base, text)
    assert _kinds(result) == ["table", "paragraph", "table", "table_row", "footnote"]
    assert result.ids[:2] == base.ids[:2]
    assert result.text == text


def test_a_change_set_with_a_whole_table_applies_as_it_did():
    texts = ("# T", TABLE, NOTES, "End.")
    change_set = c.parse_change_set(c.ChangeSet((c.Insert(None, texts),)).to_dict())
    document = c.apply(c.EMPTY, change_set, base_number=0, number=1)
    assert document.text == "\n\n".join(texts) + "\n"
    assert _kinds(document) == ["heading", "table", "footnote", "paragraph"]


def test_a_row_can_be_put_in_changed_moved_and_taken_out():
    base, _ = c.found(TABLE)
    result = _next(base, f"{HEAD}\n| roof | Ben |\n| cellar | Dee |\n| yard | Ann |\n")
    assert result.text == f"{HEAD}\n| roof | Ben |\n| cellar | Dee |\n| yard | Ann |\n"
    assert {*base.ids} < {*result.ids}
    assert result.ids[1] == base.ids[2]
    assert _next(result, TABLE, 2).ids == base.ids
    (told,) = c.changes(base, _next(base, TABLE.replace("Ben", "Cleo")))
    assert (told.kind, told.before, told.after) == (
        "table_row",
        "| roof | Ben |",
        "| roof | Cleo |",
    )


def test_two_proposals_on_two_rows_do_not_meet():
    base, _ = c.found(TABLE)
    one, other = (
        c.change(base, TABLE.replace(*words)) for words in (("Ann", "Anna"), ("Ben", "Benno"))
    )
    result = c.apply(base, one, base_number=1, number=2)
    both = c.apply(result, other, base_number=1, number=3)
    assert both.text == TABLE.replace("Ann", "Anna").replace("Ben", "Benno") + "\n"


def test_a_row_cannot_stand_without_the_head_of_its_table():
    base, _ = c.found(f"# Rooms\n\nWords.\n\n- item\n\n{TABLE}\n")
    head = base.blocks[3]
    row = base.blocks[4]
    away = [c.Move(row.id, row.digest, place) for place in (None, *base.ids[:3])]
    for operation in (c.Delete(head.id, head.digest), *away):
        change_set = c.ChangeSet((operation,))
        with pytest.raises(c.DoesNotApply, match="A row would stand without the head of its table"):
            c.apply(base, change_set, base_number=1, number=2)


def test_a_line_of_pipes_that_is_no_row_stays_a_paragraph():
    base, _ = c.found(f"{TABLE}\n\nWords.\n\n| apart |\n")
    result = _next(base, f"{TABLE}\n\n| apart |\n")
    assert result.text == f"{TABLE}\n\n| apart |\n"
    assert c.Document.from_rows(result.text, result.to_rows()) == result


def test_an_edit_elsewhere_leaves_footnotes_on_lines_of_their_own_as_they_were():
    base = _whole(f"Words.\n\n{NOTES}\n")
    text = f"Other words.\n\n{NOTES}\n"
    assert c.canonical(text, base.passages) == text
    assert _next(base, c.canonical(text, base.passages)).text == text
    assert c.canonical(text) != text


def test_every_real_text_that_was_kept_whole_is_read_and_edited_as_before(histories):
    for name, texts in histories.items():
        clean = c.canonical(texts[-1])
        base = _whole(clean)
        assert base.text == clean, name
        assert c.change(base, clean).operations == (), name
        result = _next(base, f"{clean}\nOne more paragraph.\n")
        assert result.ids[:-1] == base.ids, name
