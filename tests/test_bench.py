"""The benchmarks can be asked for by name, and say what they leave out."""

from __future__ import annotations

import os
import subprocess
import sys


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
