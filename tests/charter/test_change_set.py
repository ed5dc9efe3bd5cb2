"""Change sets: their JSON, and what is refused with a reason."""

from __future__ import annotations

import hashlib
import json

import pytest

import charter as c

A, B = "aaaaaaaaaaaa", "bbbbbbbbbbbb"
D = "0" * 64


def make(*operations: object) -> object:
    return {"format": "change-set/1", "operations": list(operations)}


def replace(**more: object) -> dict[str, object]:
    return {"op": "replace", "block": A, "old": D, "new": ["x"], **more}


def insert(**more: object) -> dict[str, object]:
    return {"op": "insert", "after": None, "new": ["x"], **more}


def delete(**more: object) -> dict[str, object]:
    return {"op": "delete", "block": A, "old": D, **more}


def move(**more: object) -> dict[str, object]:
    return {"op": "move", "block": A, "old": D, "after": B, **more}


@pytest.mark.parametrize(
    "shape",
    [
        make(),
        make(replace()),
        make(insert(after=A, new=["x", "- y"], ids=[A, B])),
        make(delete()),
        make(move(), replace()),
        make(move(), insert(after=A)),
        make(move(after=None)),
        make(insert(new=["\ufeffx"])),
    ],
)
def test_good_shapes_come_back_as_they_were(shape):
    change_set = c.parse_change_set(shape)
    assert change_set.to_dict() == shape
    assert json.loads(change_set.to_json()) == shape
    assert change_set.sha256 == hashlib.sha256(change_set.to_json().encode()).hexdigest()


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (None, "must be a JSON object"),
        ([], "must be a JSON object"),
        ({}, 'lacks "format", "operations"'),
        ({"format": "change-set/2", "operations": []}, "format"),
        ({**make(), "more": 1}, 'unknown keys: "more"'),
        ({"format": "change-set/1", "operations": {}}, "must be a list"),
        (make("x"), "Operation 1 must be a JSON object"),
        (make({"op": "twist"}), "one of: replace, insert, delete, move"),
        (make(delete(), {"op": []}), "Operation 2"),
        (make(delete(new=["x"])), 'unknown keys: "new"'),
        (make(replace(block="A")), "not an id"),
        (make(replace(block=1)), "not an id"),
        (make(replace(old="00")), "SHA-256"),
        (make(replace(new=[])), "not empty"),
        (make(replace(new="x")), "list"),
        (make(replace(new=[1])), "not a string"),
        (make(replace(new=["x "])), "canonical form"),
        (make(replace(new=["x\n"])), "canonical form"),
        (make(replace(new=["e\u0301"])), "canonical form"),
        (make(replace(new=["x\n\ny"])), "exactly one passage"),
        (make(replace(new=[""])), "canonical form"),
        (make(replace(new=["a\x00"])), "control character"),
        (make(replace(new=["```\nopen"])), "canonical form"),
        (make(replace(old=hashlib.sha256(b"x").hexdigest())), "by itself"),
        (make(insert(ids=[A, B])), "one id for each"),
        (make(insert(new=["x", "y"], ids=[A, A])), "already named"),
        (make(insert(ids=None)), "one id for each"),
        (make(delete(), replace()), "contradict"),
        (make(delete(), move()), "contradict"),
        (make(replace(), replace(new=["y"])), "contradict"),
        (make(move(), move(after=None)), "contradict"),
        (make(move(after=A)), "behind itself"),
        (make(move(), move(block=B, after=A)), "circle"),
    ],
)
def test_bad_shapes_are_refused_with_a_reason(shape, reason):
    with pytest.raises(c.ChangeSetInvalid) as refusal:
        c.parse_change_set(shape)
    assert reason in refusal.value.reason


def test_what_hangs_on_a_moved_passage_comes_with_it():
    document, _ = c.found("A one.\n\nB two.\n\nC three.\n\nD four.")
    a, b, cc, d = document.ids
    digests = {block.id: block.digest for block in document.blocks}
    change_set = c.ChangeSet(
        (c.Insert(b, ("N new.",)), c.Move(b, digests[b], d), c.Move(a, digests[a], b))
    )
    result = c.apply(document, change_set, base=document, base_number=1, number=2)
    assert result.text == "C three.\n\nD four.\n\nB two.\n\nN new.\n\nA one.\n"
    assert cc in result.ids
    assert result.get(b).changed_in == 1


def test_ids_do_not_depend_on_the_time_of_day():
    document, _ = c.found("A one.\n\nB two.")
    assert document.ids == c.found("A one.\n\nB two.\n")[0].ids
    assert all(len(name) == 12 for name in document.ids)


def test_a_result_that_would_read_otherwise_is_refused():
    document, _ = c.found("A one.\n\nB two.")
    change_set = c.ChangeSet((c.Insert(None, ("one\n\ntwo",)),))
    with pytest.raises(c.DoesNotApply):
        c.apply(document, change_set, base=document, base_number=1, number=2)
