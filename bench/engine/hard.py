"""Texts that bring other tools to their knees: each must be read in under a second, and rightly."""

from __future__ import annotations

import random
import time

import charter as c
from bench.engine.measure import alternating, milliseconds, pace
from bench.engine.texts import changed, paragraph, text, words
from charter.sentences.compare import compare

LIMIT = 1.0


def cases() -> dict[str, tuple[str, str]]:
    rng = random.Random(3)
    long = paragraph(rng, 20_000)
    third = " ".join(word if rng.random() > 0.1 else "other" for word in long.split(" "))
    blocks = text(20_000)
    shuffled = rng.sample(blocks, len(blocks))
    many = [" ".join(words(rng, 6)) for _ in range(100_000)]
    some = [block if rng.random() > 0.01 else block + " more" for block in many]
    equal = ["The holder serves one year and may be elected again."] * 5000
    sentence = equal[0]
    few = [*equal[:2000], sentence.replace("one", "two"), *equal[2001:4990]]
    return {
        "one paragraph of 20k words, 10 % changed": (long, third),
        "20k words, all paragraphs shuffled": ("\n\n".join(blocks), "\n\n".join(shuffled)),
        "20k words, complete rewrite": ("\n\n".join(blocks), "\n\n".join(text(20_000, seed=99))),
        "one word 20,000 times": ("word " * 20_000, "word " * 9_000 + "else " + "word " * 10_990),
        "one word, a tenth replaced": (
            "word " * 20_000,
            " ".join(rng.choice(["word"] * 9 + ["else"]) for _ in range(20_000)),
        ),
        "5,000 equal paragraphs": ("\n\n".join(equal), "\n\n".join(few)),
        "100k blocks, 1 % changed": ("\n\n".join(many), "\n\n".join(some)),
        "20k words, 10 % changed and shuffled": (
            "\n\n".join(blocks),
            "\n\n".join(rng.sample(changed(blocks, 0.1), len(blocks))),
        ),
    }


def open_amendments() -> tuple[float, int]:
    """400 paragraphs, 50 open amendments: standings, all pairs, and the combined text."""
    rng = random.Random(4)
    parts = [paragraph(rng, 60) for _ in range(400)]
    base, _ = c.found("\n\n".join(parts))
    opens = []
    for key in range(50):
        own = list(parts)
        for _ in range(2):
            at = rng.randrange(400)
            own[at] = changed([own[at]], 0.1, seed=key)[0]
        own.insert(rng.randrange(400), f"Addition {key} that is quite new here.")
        opens.append(c.OpenChange(key, c.change(base, "\n\n".join(own)), base, 1))
    head = c.apply(base, opens.pop().change_set, base=base, base_number=1, number=2)

    def all_of_it() -> None:
        standings = c.standings(head, opens)
        clean = [item for item in opens if standings[item.key].kind == "clean"]
        pairs = c.meetings(head, clean)
        free = set(c.independent(pairs, [item.key for item in clean]))
        result = c.together(head, 2, [item for item in clean if item.key in free])
        assert not result.left_out

    return alternating({"all": all_of_it}, 5)["all"].processor, len(opens)


def main() -> None:
    missed: list[str] = []
    for name, (before, after) in cases().items():
        old, new = c.canonical(before), c.canonical(after)
        start = time.process_time()
        first = tuple(compare(old, new))
        own = time.process_time() - start
        assert first == tuple(compare(old, new))
        for change in first:
            kept = "".join(piece for sign, piece in change.words if sign <= 0)
            assert kept == (change.before or "")
        base, _ = c.found(old)
        start = time.process_time()
        change_set = c.change(base, new)
        making = time.process_time() - start
        assert c.apply(base, change_set, base=base, base_number=1, number=2).text == new
        print(
            f"{name:40} words {milliseconds(own):>12}   change set {milliseconds(making):>12}   "
            f"{len(first):6} changes",
            flush=True,
        )
        limit = LIMIT * pace()
        if max(own, making) > limit:
            missed.append(name)
    seconds, count = open_amendments()
    print(f"400 paragraphs, {count} open amendments, everything: {milliseconds(seconds)}")
    if seconds > LIMIT / 2 * pace():
        missed.append("open amendments")
    assert not missed, f"over the limit: {missed}"


if __name__ == "__main__":
    main()
