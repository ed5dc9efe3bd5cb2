"""The anchor trial: comments planted on random passages, followed through later versions.

On real histories: same / changed / gone from the first version to the last. On synthetic edits the
truth is known: a wrong place must not happen once.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import charter as c
from bench.engine.measure import HISTORIES


@dataclass(frozen=True)
class Planted:
    """A comment and the truth: where its passage is after the edit, or that it is gone."""

    anchor: c.PassageAnchor
    old: c.Document
    new: c.Document
    kind: str
    before: str
    after: str


def plant(rng: random.Random, document: c.Document) -> c.PassageAnchor | None:
    """On four to sixteen words of a passage of plain words."""
    blocks = [b for b in document.blocks if b.kind in {"paragraph", "list_item"}]
    if not blocks:
        return None
    block = rng.choice(blocks)
    tokens = block.text.split(" ")
    size = rng.randint(4, 16)
    if len(tokens) < size + 2:
        return None
    first = rng.randrange(1, len(tokens) - size)
    start = len(" ".join(tokens[:first])) + 1
    quote = " ".join(tokens[first : first + size])
    try:
        return c.make(document, block.id, quote, made_in=1, start=start)
    except c.Refused:
        return None


FRESH = ["quite", "other", "words", "now", "stand", "seldom", "written", "anywhere", "here", "yet"]


def synthetic(rng: random.Random, document: c.Document) -> Planted | None:  # noqa: C901
    """Edit the text in a known way: marks that no text has show where the passage went."""
    anchor = plant(rng, document)
    block = document.get(anchor.block) if anchor else None
    if anchor is None or block is None:
        return None
    span = c.locate(anchor, block.text)
    if span is None or document.text.count(anchor.quote) != 1:
        return None
    head, tail = block.text[: span[0]], block.text[span[1] :]
    kind = rng.choice(["untouched", "around", "inside", "moved", "split", "deleted", "rewritten"])
    quote = anchor.quote
    texts = {b.id: [b.text] for b in document.blocks}
    order = list(document.ids)
    if kind == "around":
        head = " ".join([*head.split(" ")[:1], rng.choice(FRESH), *head.split(" ")[1:]])
        tail = tail + " " + " ".join(rng.sample(FRESH, 3)) + "."
    elif kind == "inside":
        tokens = quote.split(" ")
        tokens[rng.randrange(1, len(tokens) - 1)] = rng.choice(FRESH)
        quote = " ".join(tokens)
    elif kind == "split":
        texts[block.id] = [head.rstrip(), quote + tail]
    elif kind == "deleted":
        order.remove(block.id)
    elif kind == "rewritten":
        texts[block.id] = [head + " ".join(rng.choices(FRESH, k=9)) + tail]
    elif kind == "moved":
        order.remove(block.id)
        order.insert(rng.randrange(len(order) + 1), block.id)
    if kind in {"around", "inside"}:
        texts[block.id] = [head + quote + tail]
    # Other passages change as well.
    for _ in range(3):
        other = rng.choice(order)
        if other != block.id and document.get(other).kind == "paragraph":
            tokens = texts[other][0].split(" ")
            tokens[rng.randrange(len(tokens))] = rng.choice(FRESH)
            texts[other] = [" ".join(tokens)]
    text = c.canonical(c.join(t for name in order for t in texts[name] if t))
    new = c.apply(document, c.change(document, text), base=document, base_number=1, number=2)
    return Planted(anchor, document, new, kind, anchor.quote, quote)


def verdict(planted: Planted) -> str:
    """`right`, `lost` (gone though it is there) or `wrong`."""
    place = c.follow(planted.anchor, planted.old, planted.new)
    gone = planted.kind in {"deleted", "rewritten"}
    if place.kind == "gone":
        return "right" if gone else "lost"
    if gone:
        return "wrong"
    text = planted.new.get(place.block or "").text
    assert text[place.start : place.end] == place.quote_now
    if place.kind == "same":
        return "right" if place.quote_now == planted.before == planted.after else "wrong"
    # A changed wording: it must lie within the passage as it was edited, nowhere else.
    start = text.find(planted.after)
    inside = start >= 0 and start <= place.start and place.end <= start + len(planted.after)
    return "right" if inside and planted.kind == "inside" else "wrong"


def real(rng: random.Random, per_document: int) -> Counter[str]:
    """Step by step through every version of the real documents."""
    outcomes: Counter[str] = Counter()
    for path in sorted(HISTORIES.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").strip().split("\n")
        documents: list[c.Document] = []
        for line in lines if len(lines[0]) < 400_000 else []:
            documents.append(c.grow(documents, json.loads(line)["text"])[0])
        if not documents:
            continue
        for _ in range(per_document):
            anchor = plant(rng, documents[0])
            if anchor is None:
                continue
            kinds = set()
            for old, new in pairwise(documents):
                place = c.follow(anchor, old, new)
                kinds.add(place.kind)
                if place.block is None or place.start is None or not place.quote_now:
                    break
                anchor = c.make(new, place.block, place.quote_now, made_in=1, start=place.start)
            ends = "gone" if "gone" in kinds else "changed" if "changed" in kinds else "same"
            outcomes[ends] += 1
    return outcomes


def main(count: int = 5000) -> None:
    rng = random.Random(5)
    bases = []
    for path in sorted(HISTORIES.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").strip().split("\n")
        if len(lines[0]) < 200_000:
            for line in rng.sample(lines, min(3, len(lines))):
                document = c.found(json.loads(line)["text"])[0]
                if len(document.blocks) < 300:
                    bases.append(document)
    outcomes: Counter[tuple[str, str]] = Counter()
    done = 0
    while done < count:
        planted = synthetic(rng, rng.choice(bases))
        if planted is not None:
            outcomes[planted.kind, verdict(planted)] += 1
            done += 1
    print(f"{done} comments on synthetic edits with known truth: right / lost / wrong")
    for kind in sorted({kind for kind, _ in outcomes}):
        row = [outcomes[kind, outcome] for outcome in ("right", "lost", "wrong")]
        print(f"  {kind:10} {row[0]:5} / {row[1]:5} / {row[2]:5}")
    followed = real(rng, 40)
    print(f"{followed.total()} comments from the first to the last version of the real documents:")
    print("  " + ", ".join(f"{kind} {followed[kind]}" for kind in ("same", "changed", "gone")))
    assert not any(n for (_, outcome), n in outcomes.items() if outcome == "wrong")


if __name__ == "__main__":
    main()
