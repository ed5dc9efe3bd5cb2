"""Place is part of consent: what is put in stands where it was put, or people are asked."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import charter as c
from charter.change import place
from tests.charter.laws import often
from tests.charter.strategies import texts, versions

MEMBERS = "## Members\n\n- vote\n- pay\n\n## Rooms\n\n- one\n"
GUESTS = MEMBERS.replace("- pay\n", "- pay\n\n## Guests\n\n- listen\n- eat with us\n")
KEY = MEMBERS.replace("- pay\n", "- pay\n- carry a key to every room\n")
LED = "Members:\n\n- vote\n- pay\n\nGuests:\n\n- listen\n"
FORBIDDEN = "The following are forbidden:\n\n- lying\n- shouting\n\nThe end.\n"
STEALING = FORBIDDEN.replace("- shouting\n", "- shouting\n- stealing\n")
PARTS = "§ 1 Members\n\nThey vote.\n\n§ 2 Rooms\n\nThere is one.\n"
CLAUSES = "(1) Forbidden is:\n\n(a) lying\n\n(b) shouting\n\n(2) Welcome is:\n\n(a) eating\n"
NESTED = "- members\n  - vote\n- guests\n  - listen\n"
OUTER = "# Us\n\n## Stewards\n\n### Duties\n\nThey serve.\n\n## Guests\n\nThey eat.\n"


def meet(base: str, published: str, proposed: str) -> tuple[str, str]:
    """What becomes of a proposal when another text was published: its standing, and the text or
    the reason.
    """
    document, _ = c.found(base)
    head = c.apply(document, c.change(document, published), base=document, base_number=1, number=2)
    change_set = c.change(document, proposed)
    found = c.standing(head, change_set, base=document, base_number=1)
    if found.kind == "clean":
        done = c.apply(head, change_set, base=document, base_number=1, number=3)
        return "clean", done.text
    with pytest.raises(c.DoesNotApply) as refusal:
        c.apply(head, change_set, base=document, base_number=1, number=3)
    assert found.kind == "conflict"
    reason = next(part.reason for part in found.parts if part.kind == "conflict")
    assert reason in refusal.value.reason
    return "conflict", reason


STAYS = {
    "before a new section": (
        MEMBERS, GUESTS, KEY,
        GUESTS.replace("- pay\n", "- pay\n- carry a key to every room\n"),
    ),
    "before a new section, a paragraph": (
        "## A\n\nOne.\n\n## B\n\nTwo.\n",
        "## A\n\nOne.\n\n## C\n\nThree.\n\n## B\n\nTwo.\n",
        "## A\n\nOne.\n\nMore of A.\n\n## B\n\nTwo.\n",
        "## A\n\nOne.\n\nMore of A.\n\n## C\n\nThree.\n\n## B\n\nTwo.\n",
    ),
    "before a new list with its lead-in": (
        LED,
        LED.replace("- pay\n", "- pay\n\nStewards:\n\n- serve\n"),
        LED.replace("- pay\n", "- pay\n- eat\n"),
        LED.replace("- pay\n", "- pay\n- eat\n\nStewards:\n\n- serve\n"),
    ),
    "before an item of another parent": (
        NESTED,
        NESTED.replace("  - vote\n", "  - vote\n- stewards\n  - serve\n"),
        NESTED.replace("  - vote\n", "  - vote\n  - pay\n"),
        NESTED.replace("  - vote\n", "  - vote\n  - pay\n- stewards\n  - serve\n"),
    ),
    "behind a new part of the item before": (
        MEMBERS,
        MEMBERS.replace("- pay\n", "- pay\n  - in cash\n"),
        KEY,
        KEY.replace("- pay\n", "- pay\n  - in cash\n"),
    ),
    "behind newer ones of the same list": (
        MEMBERS,
        MEMBERS.replace("- pay\n", "- pay\n- eat\n"),
        KEY,
        MEMBERS.replace("- pay\n", "- pay\n- eat\n- carry a key to every room\n"),
    ),
    "before a new part of a text without headings": (
        PARTS,
        PARTS.replace("They vote.\n", "They vote.\n\n§ 1a Guests\n\nThey eat.\n"),
        PARTS.replace("They vote.\n", "They vote.\n\nHalf of us can send them away.\n"),
        PARTS.replace(
            "They vote.\n",
            "They vote.\n\nHalf of us can send them away.\n\n§ 1a Guests\n\nThey eat.\n",
        ),
    ),
    "before a new clause of a higher order": (
        CLAUSES,
        CLAUSES.replace("(b) shouting\n", "(b) shouting\n\n(2) Invited are:\n\n(a) guests\n")
        .replace("(2) Welcome", "(3) Welcome"),
        CLAUSES.replace("(b) shouting\n", "(b) shouting\n\n(c) stealing\n"),
        CLAUSES.replace(
            "(b) shouting\n", "(b) shouting\n\n(c) stealing\n\n(2) Invited are:\n\n(a) guests\n"
        ).replace("(2) Welcome", "(3) Welcome"),
    ),
    "where only the number of the section is another": (
        MEMBERS, MEMBERS.replace("## Members", "## 2 Members"), KEY,
        KEY.replace("## Members", "## 2 Members"),
    ),
    "under a new title above everything": (
        MEMBERS, "# Our charter\n\n" + MEMBERS, KEY, "# Our charter\n\n" + KEY,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("base", "published", "proposed", "wanted"), STAYS.values(), ids=STAYS)
def test_what_is_put_in_stands_in_its_place(base, published, proposed, wanted):
    assert meet(base, published, proposed) == ("clean", wanted)


MOVED = {
    "the lead-in says the opposite": (
        FORBIDDEN, FORBIDDEN.replace("forbidden", "welcome"), STEALING, place.LEAD_READS,
    ),
    "the lead-in says the opposite, clauses": (
        CLAUSES, CLAUSES.replace("Forbidden is", "Welcome is"),
        CLAUSES.replace("(b) shouting\n", "(b) shouting\n\n(c) stealing\n"), place.PARENT_READS,
    ),
    "the heading says the opposite": (
        MEMBERS, MEMBERS.replace("## Members", "## Who may not come"), KEY, place.SECTION_READS,
    ),
    "the item above says the opposite": (
        NESTED, NESTED.replace("- members\n", "- nobody\n"),
        NESTED.replace("  - vote\n", "  - vote\n  - pay\n"), place.PARENT_READS,
    ),
    "the passage before says the opposite": (
        "They may vote.\n\nThe end.\n", "They may not vote.\n\nThe end.\n",
        "They may vote.\n\nThis is so each month.\n\nThe end.\n", place.ANCHOR_READS,
    ),
    "the passage before is struck out": (
        "They may not vote.\n\nThe end.\n", "They may ~~not~~ vote.\n\nThe end.\n",
        "They may not vote.\n\nThis is so each month.\n\nThe end.\n", place.ANCHOR_READS,
    ),
    "a new heading above": (
        MEMBERS, MEMBERS.replace("- vote\n- pay\n", "- vote\n\n## Money\n\n- pay\n"), KEY,
        place.SECTION,
    ),
    "the section became part of another": (
        OUTER, "# Us\n\n## Stewards\n\n## Guests\n\nThey eat.\n\n### Duties\n\nThey serve.\n",
        OUTER.replace("They serve.\n", "They serve.\n\nThey can be sent away.\n"), place.SECTION,
    ),
    "rewritten, in another section": (
        OUTER, "# Us\n\n## Stewards\n\n## Guests\n\nThey eat.\n\n### Duties\n\nThey serve.\n",
        OUTER.replace("They serve.", "They serve well."), place.OTHER_SECTION,
    ),
    "taken out, in another list": (
        LED, "Members:\n\n- vote\n\nGuests:\n\n- listen\n- pay\n", LED.replace("- pay\n", ""),
        place.OTHER_LIST,
    ),
    "taken out, under another item": (
        NESTED + "  - eat\n", "- members\n  - vote\n  - eat\n- guests\n  - listen\n", NESTED,
        place.OTHER_PARENT,
    ),
    "a lead-in, over what was put in since": (
        FORBIDDEN, STEALING, FORBIDDEN.replace("forbidden", "welcome"), place.NEWER,
    ),
    "a heading, over what was put in since": (
        "## A\n\nOne.\n\nTwo.\n\n## B\n\nThree.\n",
        "## A\n\nOne.\n\nTwo.\n\nFour.\n\n## B\n\nThree.\n",
        "## A\n\nOne.\n\n## C\n\nTwo.\n\n## B\n\nThree.\n", place.NEWER,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("base", "published", "proposed", "reason"), MOVED.values(), ids=MOVED)
def test_where_the_place_is_another_people_decide(base, published, proposed, reason):
    assert meet(base, published, proposed) == ("conflict", reason)


@pytest.mark.parametrize("name", STAYS)
def test_what_is_published_in_the_other_order_stands_in_its_place_too(name):
    base, published, proposed, _ = STAYS[name]
    kind, text = meet(base, proposed, published)
    assert kind == "clean", text


WORDS = st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon"])
BLOCKS = st.one_of(
    WORDS.map("## {}".format),
    WORDS.map("- {}".format),
    WORDS.map("  - {}".format),
    WORDS.map("{} is so.".format),
)
EDITS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["put", "out", "move"]), BLOCKS))


def surroundings(text: str, words: str) -> tuple[str, ...]:
    """The heading above a passage and the items that it is part of, told by lines and columns."""
    heading, above = "", list[tuple[int, str]]()
    for line in text.split("\n"):
        bare = line.lstrip()
        column = len(line) - len(bare)
        above = [one for one in above if one[0] + 2 <= column] if bare else above
        if words in line:
            break
        if line.startswith("#"):
            heading = line
        elif bare.startswith("- "):
            above.append((column, bare))
    return heading, *[one[1] for one in above]


def edited(blocks: list[str], edits: list[tuple[int, str, str]]) -> list[str]:
    blocks = list(blocks)
    for at, what, block in edits:
        if what == "put" or not blocks:
            blocks.insert(at, block)
        else:
            taken = blocks.pop(at % len(blocks))
            if what == "move":
                blocks.insert(len(block) % (len(blocks) + 1), taken)
    return blocks


@often
@given(st.lists(BLOCKS, min_size=1, max_size=8), EDITS)
def test_what_is_put_in_cleanly_has_the_same_heading_and_items_above_it(blocks, edits):
    base, _ = c.found("\n\n".join(blocks))
    change_set = c.change(base, "\n\n".join(edited(blocks, edits)))
    assume(change_set.operations)
    head = c.apply(base, change_set, base=base, base_number=1, number=2)
    for block in base.blocks:
        indent = block.text[: len(block.text) - len(block.text.lstrip())]
        text = f"{indent}- zebra" if block.kind == "list_item" else "zebra"
        change_set = c.ChangeSet((c.Insert(block.id, (text,)),))
        proposed = c.apply(base, change_set, base=base, base_number=1, number=2)
        try:
            done = c.apply(head, change_set, base=base, base_number=1, number=3)
        except c.DoesNotApply:
            continue
        assert surroundings(proposed.text, "zebra") == surroundings(done.text, "zebra")


def placed_as_alone(document: c.Document, former: c.Document) -> None:
    alone = c.Document(document.blocks)
    document.placed_like(former)
    assert document.places == alone.places
    assert document.walk == alone.walk


@often
@given(st.one_of(versions(2), st.tuples(texts, texts)))
def test_places_read_off_another_text_are_those_of_the_text_alone(pair):
    assume(all(c.canonical(text) for text in pair))
    base, _ = c.found(pair[0])
    placed_as_alone(c.apply(base, c.change(base, pair[1]), base_number=1, number=2), base)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (MEMBERS, GUESTS),
        (GUESTS, MEMBERS),
        (MEMBERS, MEMBERS.replace("## Rooms\n\n", "")),
        (NESTED, NESTED.replace("- guests\n  ", "")),
        (CLAUSES, CLAUSES.replace("(2) Welcome is:\n\n", "")),
        (PARTS, PARTS.replace("§ 2 Rooms", "Rooms")),
        (OUTER, OUTER.replace("## Stewards", "### Stewards")),
        (LED, LED.replace("Guests:\n\n", "")),
    ],
)
def test_what_opens_or_closes_above_a_passage_is_its_place_though_it_stayed(before, after):
    base, _ = c.found(before)
    result = c.apply(base, c.change(base, after), base_number=1, number=2)
    placed_as_alone(result, base)
    assert result.places != base.places
