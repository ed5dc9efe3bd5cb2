"""A merge trial on real documents: what becomes of an amendment when another was published first.

Truth by construction: both changes are made on known passages, so the only right text is known, or
it is known that people must decide. Counts: right, said to be a conflict, silently wrong.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from diff_match_patch import diff_match_patch

import charter as c
from bench.engine.measure import HISTORIES

try:
    from merge3 import Merge3
except ImportError:  # a peer of this trial only
    Merge3 = None

WORDS = ["may", "must", "not", "every", "no", "two", "seven", "council", "quietly", "always"]


@dataclass(frozen=True)
class Case:
    kind: str
    base: str
    published: str
    amended: str
    wanted: str | None
    """The only right text; None where the only right answer is a conflict."""


def texts() -> Iterator[list[str]]:
    for path in sorted(HISTORIES.glob("*.jsonl")):
        versions = [
            json.loads(line)["text"]
            for line in path.read_text(encoding="utf-8").strip().split("\n")
        ]
        # Longer ones would take the character-wise peers hours.
        if max(map(len, versions)) < 60_000:
            yield [c.canonical(version) for version in versions]


def edit(rng: random.Random, text: str, place: int | None = None) -> str:
    """The block with one word replaced, at a given word or any but the first two."""
    tokens = text.split(" ")
    at = rng.randrange(2, len(tokens)) if place is None else place
    tokens[at] = rng.choice([word for word in WORDS if word != tokens[at]])
    new = " ".join(tokens)
    if [piece.kind for piece in c.split(new)] != [piece.kind for piece in c.split(text)]:
        # Another word would make it another kind of passage, or two.
        raise ValueError
    return new


def build(rng: random.Random, base: str, kind: str) -> Case | None:
    blocks = [piece.text for piece in c.split(base)]
    plain = [
        i
        for i, piece in enumerate(c.split(base))
        if piece.kind in {"paragraph", "list_item"}
        and len(piece.text.split(" ")) >= 9
        and blocks.count(piece.text) == 1
        and "`" not in piece.text
    ]
    if len(plain) < 6:
        return None
    i = rng.choice(plain[1:-1])
    others = [k for k in plain if abs(k - i) > 3]
    if not others:
        return None
    j = rng.choice(others)
    make = KINDS[kind]
    try:
        sides = make(rng, blocks, i, j)
    except (IndexError, ValueError):
        return None
    start, first, second, wanted = (c.join(side) if side is not None else None for side in sides)
    clean = [text for text in (start, first, second, wanted) if text is not None]
    if any(c.canonical(text) != text for text in clean) or start in (first, second):
        return None
    return Case(kind, start or base, first or "", second or "", wanted)


Sides = tuple[list[str], list[str], list[str], list[str] | None]


def put(blocks: list[str], at: int, *new: str) -> list[str]:
    return [*blocks[:at], *new, *blocks[at + 1 :]]


def disjoint(rng: random.Random, blocks: list[str], i: int, j: int) -> Sides:
    a, b = edit(rng, blocks[i]), edit(rng, blocks[j])
    return blocks, put(blocks, i, a), put(blocks, j, b), put(put(blocks, i, a), j, b)


def near(rng: random.Random, blocks: list[str], i: int, _j: int) -> Sides:
    j = i + 1
    a, b = edit(rng, blocks[i]), edit(rng, blocks[j])
    return blocks, put(blocks, i, a), put(blocks, j, b), put(put(blocks, i, a), j, b)


def same_sentence(rng: random.Random, blocks: list[str], i: int, _j: int) -> Sides:
    size = len(blocks[i].split(" "))
    first, second = sorted(rng.sample(range(2, size), 2))
    if second - first < 2:
        raise ValueError
    return (
        blocks,
        put(blocks, i, edit(rng, blocks[i], first)),
        put(blocks, i, edit(rng, blocks[i], second)),
        None,
    )


def same_word(rng: random.Random, blocks: list[str], i: int, _j: int) -> Sides:
    place = rng.randrange(2, len(blocks[i].split(" ")))
    a, b = edit(rng, blocks[i], place), edit(rng, blocks[i], place)
    if a == b:
        raise ValueError
    return blocks, put(blocks, i, a), put(blocks, i, b), None


def deleted_then_edited(rng: random.Random, blocks: list[str], i: int, _j: int) -> Sides:
    return blocks, put(blocks, i), put(blocks, i, edit(rng, blocks[i])), None


def edited_then_deleted(rng: random.Random, blocks: list[str], i: int, _j: int) -> Sides:
    return blocks, put(blocks, i, edit(rng, blocks[i])), put(blocks, i), None


def identical(rng: random.Random, blocks: list[str], i: int, _j: int) -> Sides:
    new = edit(rng, blocks[i])
    side = put(blocks, i, new) if rng.random() < 0.5 else put(blocks, i, blocks[i], new)
    return blocks, side, side, side


def duplicates(rng: random.Random, blocks: list[str], i: int, j: int) -> Sides:
    """The passage stands there three times; text is added above; the second one is edited."""
    low, high = sorted((i, j))
    own = blocks[low]
    base = put(put(blocks, high, blocks[high], own), low + 2, blocks[low + 2], own)
    new = edit(rng, own)
    added = ["A purpose that was added above.", own, own]
    amended = put(base, low + 3, new)
    return base, [*added, *base], amended, [*added, *amended]


def insert_beside(rng: random.Random, blocks: list[str], i: int, j: int) -> Sides:
    a, b = edit(rng, blocks[j]), "Something else that is quite new stands here now."
    return (
        blocks,
        put(blocks, i, blocks[i], a),
        put(blocks, i, blocks[i], b),
        put(blocks, i, blocks[i], a, b),
    )


def moved_then_edited(rng: random.Random, blocks: list[str], i: int, _j: int) -> Sides:
    """Within its section and list: it is the same passage at the same place in its order."""
    return _moved(rng, blocks, i, elsewhere=False)


def carried_off_then_edited(rng: random.Random, blocks: list[str], i: int, _j: int) -> Sides:
    """Into another section: whoever wrote the other words wrote them for this one."""
    return (*_moved(rng, blocks, i, elsewhere=True)[:3], None)


def _moved(rng: random.Random, blocks: list[str], i: int, *, elsewhere: bool) -> Sides:
    document, _ = c.found(c.join(blocks))
    places = [(one.section, one.parents, one.lead) for one in document.places]
    own = places[i]
    others = [
        k
        for k, place in enumerate(places)
        if abs(k - i) > 1
        and document.blocks[k].kind == document.blocks[i].kind
        and (place[0] != own[0] if elsewhere else place == own)
    ]
    j = rng.choice(others)
    new = edit(rng, blocks[i])

    def moved(text: str) -> list[str]:
        rest = put(blocks, i)
        at = j if j < i else j - 1
        return [*rest[: at + 1], text, *rest[at + 1 :]]

    return blocks, moved(blocks[i]), put(blocks, i, new), moved(new)


KINDS: dict[str, Callable[[random.Random, list[str], int, int], Sides]] = {
    "disjoint": disjoint,
    "near": near,
    "same sentence": same_sentence,
    "same word": same_word,
    "deleted, then edited": deleted_then_edited,
    "edited, then deleted": edited_then_deleted,
    "identical": identical,
    "duplicates": duplicates,
    "insertions at one place": insert_beside,
    "moved, then edited": moved_then_edited,
    "carried off, then edited": carried_off_then_edited,
}


def next_version(rng: random.Random, versions: list[str]) -> Case | None:
    """The published side is the real next version; the amendment edits a passage that it keeps."""
    at = rng.randrange(len(versions) - 1)
    base, published = versions[at], versions[at + 1]
    old, new = ([piece.text for piece in c.split(text)] for text in (base, published))
    kept = [
        text
        for text in old
        if old.count(text) == 1 == new.count(text)
        and len(text.split(" ")) >= 9
        and not text.startswith(("```", "|", "#"))
    ]
    if base == published or not kept:
        return None
    own = rng.choice(kept)
    fresh = edit(rng, own)
    amended, wanted = (
        c.join(fresh if text == own else text for text in side) for side in (old, new)
    )
    if c.canonical(amended) != amended or c.canonical(wanted) != wanted:
        return None
    return Case("real next version", base, published, amended, wanted)


# --- The ways to merge: the merged text, or None for a conflict --------------------------------


def ours(case: Case) -> str | None:
    base, _ = c.found(case.base)
    head = c.apply(base, c.change(base, case.published), base=base, base_number=1, number=2)
    amendment = c.change(base, case.amended)
    standing = c.standing(head, amendment, base=base, base_number=1)
    if standing.kind == "contained":
        return head.text
    try:
        merged = c.apply(head, amendment, base=base, base_number=1, number=3).text
    except c.DoesNotApply:
        assert standing.kind == "conflict"
        return None
    assert standing.kind == "clean"
    return merged


def patch_apply(case: Case) -> str | None:
    dmp = diff_match_patch()
    patches = dmp.patch_make(case.base, case.amended)
    merged, flags = dmp.patch_apply(patches, case.published)
    return merged if all(flags) else None


def merge3_on(cut: Callable[[str], list[str]]) -> Callable[[Case], str | None]:
    def merge(case: Case) -> str | None:
        sides = [cut(text) for text in (case.base, case.published, case.amended)]
        groups = list(Merge3(*sides).merge_groups())
        if any(group[0] == "conflict" for group in groups):
            return None
        return "".join("".join(group[1]) for group in groups)

    return merge


def git_merge_file(case: Case) -> str | None:
    with tempfile.TemporaryDirectory() as name:
        paths = []
        for role, text in (("a", case.published), ("o", case.base), ("b", case.amended)):
            path = Path(name) / role
            path.write_text(text, encoding="utf-8")
            paths.append(str(path))
        done = subprocess.run(
            ["git", "merge-file", "-p", "-q", *paths], check=False, capture_output=True
        )
    return done.stdout.decode("utf-8") if done.returncode == 0 else None


def ways() -> dict[str, Callable[[Case], str | None]]:
    found: dict[str, Callable[[Case], str | None]] = {
        "ours": ours,
        "patch_apply": patch_apply,
        "git merge-file": git_merge_file,
    }
    if Merge3 is not None:
        found["merge3 lines"] = merge3_on(lambda text: text.splitlines(keepends=True))
        found["merge3 words"] = merge3_on(lambda text: re.findall(r"\w+|\s|[^\w\s]", text))
    return found


def cases(count: int, seed: int = 20) -> list[Case]:
    rng = random.Random(seed)
    histories = list(texts())
    kinds = [*KINDS, "real next version"]
    found: list[Case] = []
    while len(found) < count:
        kind = kinds[len(found) % len(kinds)]
        versions = rng.choice(histories)
        if kind == "real next version":
            case = next_version(rng, versions) if len(versions) > 1 else None
        else:
            case = build(rng, rng.choice(versions), kind)
        if case is not None:
            found.append(case)
    return found


def verdict(case: Case, merged: str | None) -> str:
    if merged is None:
        return "conflict"
    same = case.wanted is not None and c.canonical(merged) == case.wanted
    return "right" if same else "wrong"


def main(count: int = 2400) -> None:
    """All ways on the same kinds of cases; the figures of ours are asserted."""
    tables: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    chosen = cases(count)
    for name, merge in ways().items():
        # Ours on all of them; the peers on every tenth, which is every kind, as some are slow.
        for case in chosen if name == "ours" else chosen[::10]:
            outcome = verdict(case, merge(case))
            tables[name][case.kind][outcome] += 1
            if name == "ours" and outcome == "wrong":
                print(
                    f"wrong: {case.kind}\n{case.base}\n---\n{case.published}\n---\n{case.amended}"
                )
    print(f"{len(chosen)} merges: right / said to be a conflict / silently wrong")
    kinds = [*KINDS, "real next version"]
    for name, table in tables.items():
        total: Counter[str] = Counter()
        for kind in kinds:
            total.update(table[kind])
        print(f"\n{name}: {total['right']} / {total['conflict']} / {total['wrong']}")
        for kind in kinds:
            row = table[kind]
            print(f"  {kind:26} {row['right']:5} / {row['conflict']:5} / {row['wrong']:5}")
    own = tables["ours"]
    assert not any(row["wrong"] for row in own.values()), "silently wrong"
    for kind in ("disjoint", "near", "identical", "duplicates", "insertions at one place"):
        assert not own[kind]["conflict"], kind


if __name__ == "__main__":
    main()
