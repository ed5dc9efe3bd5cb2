"""Words for reading, against tools that people know, on invented texts of 1k to 1M words.

Processor time, so that a busy machine treats all alike; the time of git is that of its process. A
peer that needs too long on a size is left out on larger ones. Ratios, not seconds, are the point.
Ours tells one change after another, as git prints them: none is kept.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable

from diff_match_patch import diff_match_patch

import charter as c
from bench.engine.measure import ENOUGH, alternating, git_word_diff, milliseconds, pace
from bench.engine.texts import changed, one_changed, text
from charter.sentences.compare import compare

try:
    import fast_diff_match_patch
except ImportError:
    fast_diff_match_patch = None
try:
    import patiencediff
except ImportError:
    patiencediff = None

SIZES = (1_000, 10_000, 100_000, 1_000_000)
REPEATS = 7
#: Ours tells words from the signs that stand on them; git does so with a pattern.
GIT, GIT_ALIKE = "git --word-diff", "git, words and signs"
TO_ANY_LENGTH = {"ours", GIT, GIT_ALIKE}
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def exact(before: str, after: str) -> Callable[[], object]:
    dmp = diff_match_patch()
    dmp.Diff_Timeout = 0
    return lambda: dmp.diff_main(before, after)


def fast(before: str, after: str) -> Callable[[], object]:
    def work() -> object:
        numbers: dict[str, str] = {}
        sides = [
            "".join(
                numbers.setdefault(
                    token, chr(len(numbers) + 0x100 + 0x800 * (len(numbers) > 50_000))
                )
                for token in TOKEN.findall(side)
            )
            for side in (before, after)
        ]
        return fast_diff_match_patch.diff(*sides, timelimit=0, checklines=False)

    return work


def patience(before: str, after: str) -> Callable[[], object]:
    def work() -> object:
        sides = [TOKEN.findall(side) for side in (before, after)]
        return patiencediff.PatienceSequenceMatcher(None, *sides).get_opcodes()

    return work


def peers(before: str, after: str) -> dict[str, Callable[[], object]]:
    found = {
        "ours": lambda: deque(compare(before, after), maxlen=0),
        GIT: git_word_diff(before, after),
        GIT_ALIKE: git_word_diff(before, after, r"[[:alnum:]]+|[^[:space:]]"),
        "dmp exact": exact(before, after),
    }
    if fast_diff_match_patch is not None:
        found["fast-dmp words"] = fast(before, after)
    if patiencediff is not None:
        found["patiencediff words"] = patience(before, after)
    return found


def growth(figures: dict[tuple[int, str], float], name: str) -> float:
    """By how much the time grows beyond the length, from 10k to 1M words, per tenfold."""
    return (figures[1_000_000, name] / figures[10_000, name] / 100) ** 0.5


def main(sizes: tuple[int, ...] = SIZES) -> None:
    figures: dict[tuple[int, str], float] = {}
    tired: set[tuple[str, str]] = set()
    print(f"processor time, medians; this machine is now {pace():.1f} times an ordinary one's time")
    for size in sizes:
        blocks = text(size)
        before = c.canonical("\n\n".join(blocks))
        sides = {
            "one": one_changed(blocks),
            "1 %": changed(blocks, 0.01),
            "10 %": changed(blocks, 0.1),
        }
        for name, parts in sides.items():
            after = c.canonical("\n\n".join(parts))
            works = {
                who: work
                for who, work in peers(before, after).items()
                if (who, name) not in tired
                # Exact character diffs of long texts take minutes to hours.
                and (who in TO_ANY_LENGTH or size <= 10_000 * (1 + 9 * (name == "one")))
            }
            times = alternating(works, REPEATS)
            tired |= {(who, name) for who, took in times.items() if took.processor > ENOUGH}
            ours, git, alike = (times[who] for who in ("ours", GIT, GIT_ALIKE))
            figures[size, name] = ours.processor
            told = ", ".join(f"{who} {milliseconds(took.processor)}" for who, took in times.items())
            ratio = ours.processor / max(git.processor, 1e-4)
            print(
                f"{size:9,} words, {name:4}: {told}; ours/git {ratio:.2f} "
                f"(wall {ours.wall / git.wall:.2f}), "
                f"with words and signs {ours.processor / max(alike.processor, 1e-4):.2f}",
                flush=True,
            )
            if (size, name) == (10_000, "10 %"):
                times_faster = times["dmp exact"].processor / ours.processor
                print(f"          exact diff-match-patch / ours: {times_faster:.0f}")
            if name == "one" and size <= 100_000:
                assert ratio <= 1, "one changed paragraph must not be slower than git"
    if 1_000_000 in sizes:
        for name in ("one", "1 %", "10 %"):
            print(f"growth per tenfold, {name}: {growth(figures, name):.2f} times linear")


if __name__ == "__main__":
    main()
