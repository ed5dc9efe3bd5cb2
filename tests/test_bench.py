"""The benchmarks can be asked for by name, and say what they leave out."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from bench import __main__ as bench_main
from bench import growing, growth
from bench.figures import Figure, table


def bench(*names: str, histories: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench", *names],
        env={**os.environ, "CHARTER_TESTS_HISTORIES": histories},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_benchmark_that_is_not_there_is_named_with_those_that_are(tmp_path):
    done = bench("hard", "speed", histories=str(tmp_path))
    assert done.returncode == 1
    assert "There is no benchmark “speed”; there are: words, hard," in done.stderr
    assert done.stdout == ""


def test_without_histories_what_needs_them_is_left_out(tmp_path):
    done = bench("histories", "merges", "comments", histories=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("left out: CHARTER_TESTS_HISTORIES") == 3


def test_figures_that_are_held_stand_in_a_table_with_their_limits():
    figures = [
        Figure("speed", 0.7, 0.7, at_least=True),
        Figure("slowness", 0.69, 0.7, at_least=True),
        Figure("size", 1.2, 1.2),
        Figure("bulk", 1.3, 1.2),
    ]
    assert [one.holds for one in figures] == [True, False, True, False]
    lines = table(figures).splitlines()
    assert [line.rsplit(maxsplit=1)[-1] for line in lines[1:]] == ["ok", "NO", "ok", "NO"]
    assert lines[2].split()[:5] == ["slowness", "0.69", "at", "least", "0.70"]


def test_it_ends_with_an_error_that_names_what_is_not_held(monkeypatch, capsys):
    made = {"bench.page": [Figure("good", 1, 2)], "bench.answers": [Figure("bad", 3, 2)]}
    monkeypatch.setattr(
        bench_main, "import_module", lambda name: SimpleNamespace(main=lambda: made[name])
    )
    bench_main.main(["page"])
    with pytest.raises(SystemExit, match="Not held: bad"):
        bench_main.main(["page", "answers"])
    assert capsys.readouterr().out.count("== held") == 2


def test_two_places_are_made_and_each_of_their_pages_can_be_compared(tmp_path, capsys):
    dimension, runner = growing.DIMENSIONS["people"], asyncio.Runner()
    addresses = (f"sqlite:///{tmp_path / file}.db" for file in ("small", "large"))
    few, many = (
        growth.Large.make(url, dimension, count, runner)
        for url, count in zip(addresses, (3, 30), strict=True)
    )
    for path in dimension.paths:
        for one in (few, many):
            assert one.asking.size_of(path.format(**one.values))[0] > 0
    few.close()
    many.close()
    runner.close()
    assert capsys.readouterr().out.count("was made in") == 2


def test_more_than_a_fifth_more_has_grown():
    cost = growth.Cost(0.010, 10_000, 5, 1_000_000)
    grown = growth.Cost(0.015, 14_000, 6, 1_500_000).grown(cost)
    assert grown == ["time", "bytes", "statements", "memory"]
    assert growth.Cost(0.013, 12_500, 5, 1_300_000).grown(cost) == []
