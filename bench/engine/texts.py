"""Invented texts of a given length, with a given share of their words changed. Seeded: the same
on every machine."""

from __future__ import annotations

import random
from itertools import accumulate

ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "z",
]
NUCLEI = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "io"]
CODAS = ["", "", "n", "r", "s", "t", "l", "nd", "st", "ment", "tion", "ing", "ly"]


def vocabulary(size: int, seed: int = 7) -> list[str]:
    rng = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < size:
        syllables = rng.choice([1, 1, 2, 2, 3])
        word = "".join(rng.choice(ONSETS) + rng.choice(NUCLEI) for _ in range(syllables))
        found[word + rng.choice(CODAS)] = None
    return list(found)


VOCABULARY = vocabulary(8000)
# Word frequencies as in natural language (Zipf).
WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(len(VOCABULARY))))


def words(rng: random.Random, count: int) -> list[str]:
    return rng.choices(VOCABULARY, cum_weights=WEIGHTS, k=count)


def paragraph(rng: random.Random, size: int) -> str:
    sentences = []
    while size > 0:
        length = min(size, rng.randint(8, 25))
        chosen = words(rng, length)
        if length > 10:
            chosen[rng.randint(3, 7)] += ","
        sentences.append(" ".join(chosen).capitalize() + ".")
        size -= length
    return " ".join(sentences)


def text(count: int, seed: int = 1) -> list[str]:
    """Paragraphs, list items and headings with about `count` words, as a list of blocks."""
    rng = random.Random(seed)
    blocks: list[str] = []
    left = count
    while left > 0:
        kind = rng.random()
        if kind < 0.12:
            blocks.append("## " + " ".join(words(rng, 4)).capitalize())
            left -= 4
        elif kind < 0.35:
            size = min(rng.randint(6, 30), left)
            blocks.append("- " + paragraph(rng, size))
            left -= size
        else:
            size = min(rng.randint(25, 130), left)
            blocks.append(paragraph(rng, size))
            left -= size
    return blocks


def changed(blocks: list[str], share: float, seed: int = 2) -> list[str]:
    """The blocks with this share of their words replaced, dropped or added, scattered."""
    rng = random.Random(seed)
    result = []
    for block in blocks:
        tokens = block.split(" ")
        if not any(rng.random() < share for _ in tokens):
            result.append(block)
            continue
        fresh: list[str] = []
        hit = rng.randrange(1, len(tokens)) if len(tokens) > 1 else 0
        for place, token in enumerate(tokens):
            roll = rng.random()
            if place == 0 or (place != hit and roll >= share):
                fresh.append(token)
            elif roll % 0.03 < 0.018:
                fresh.append(rng.choice(VOCABULARY))
            elif roll % 0.03 < 0.024:
                fresh.extend([token, rng.choice(VOCABULARY)])
        result.append(" ".join(fresh))
    return result


def one_changed(blocks: list[str]) -> list[str]:
    """One paragraph in the middle with a few other words."""
    place = len(blocks) // 2
    while len(blocks[place].split()) < 30:
        place += 1
    tokens = blocks[place].split(" ")
    tokens[5:8] = ["quite", "other", "words", "here"]
    return [*blocks[:place], " ".join(tokens), *blocks[place + 1 :]]
