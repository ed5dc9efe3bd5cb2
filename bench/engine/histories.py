"""Every version step of every real document: exact round trip, ids that lived on, time per step."""

from __future__ import annotations

import json
import statistics
import time

import charter as c
from bench.engine.measure import HISTORIES, milliseconds


def main() -> None:
    steps = exact = blocks = lived = 0
    for path in sorted(HISTORIES.glob("*.jsonl")):
        documents: list[c.Document] = []
        times = []
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            text = json.loads(line)["text"]
            start = time.process_time()
            document, _ = c.grow(documents, text)
            times.append(time.process_time() - start)
            if documents:
                steps += 1
                exact += document.text == c.canonical(text)
                blocks += len(documents[-1].ids)
                lived += sum(name in document.positions for name in documents[-1].ids)
            documents.append(document)
        size = len(documents[-1].text.split())
        print(
            f"{path.stem:32} {len(documents):3} versions, {size:7,} words: "
            f"{milliseconds(statistics.median(times[1:]))} a step"
        )
    print(f"round trip exact: {exact} of {steps}; {lived / blocks:.1%} of the blocks kept their id")
    assert exact == steps


if __name__ == "__main__":
    main()
