"""Racing real processes against one another."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECONDS = 120


def race(url: str, *runners: tuple[str, dict[str, Any]]) -> list[list[str]]:
    """Let each runner do its act in a process of its own, all at once; see `races.workers`."""
    processes = [_begin(act, url, more) for act, more in runners]
    try:
        for one in processes:
            assert one.stdout is not None
            line = one.stdout.readline()
            assert line == "ready\n", line + one.communicate(timeout=SECONDS)[1]
        for one in processes:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        return [_end(one) for one in processes]
    finally:
        for one in processes:
            one.kill()
            one.communicate()


def _begin(act: str, url: str, more: dict[str, Any]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.races.workers", act, url, json.dumps(more)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _end(process: subprocess.Popen[str]) -> list[str]:
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, err
    done: list[str] = json.loads(out)
    return done
