"""Take each guard out of a copy, and see its test fail: `python -m tests.hostile.remove_guards`.

Words behind it choose the guards that have them in their names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.hostile.guards import GUARDS, Guard

ROOT = Path(__file__).parents[2]
COPIED = ("charter", "amendments", "app", "templates", "alembic", "tests", "docs")
#: What pytest says where tests have failed; where they could not even begin, it says another.
FAILED = 1


def copy_to(folder: Path) -> None:
    """The program and its tests."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)


def is_missed(folder: Path, guard: Guard) -> bool:
    """Whether the test fails, and not only stumbles, where the guard is gone."""
    file = folder / guard.file
    source = file.read_text(encoding="utf-8")
    file.write_text(source.replace(guard.stands, guard.without), encoding="utf-8")
    how = ["-q", "-x", "-k", "not postgresql", "-p", "no:cacheprovider"]
    run = [sys.executable, "-m", "pytest", *how, guard.test]
    alone = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(run, cwd=folder, env=alone, capture_output=True, text=True, check=False)
    file.write_text(source, encoding="utf-8")
    ends = done.stdout.splitlines()[-1]
    is_red = done.returncode == FAILED and "failed" in ends
    print(f"{'red  ' if is_red else 'GREEN'} {guard.against}: {ends}", flush=True)  # noqa: T201
    return is_red


def main(*words: str) -> int:
    """Try them all, or those that are asked for. Returns how many nobody misses."""
    chosen = [one for one in GUARDS if all(word in one.against for word in words)]
    with tempfile.TemporaryDirectory(prefix="guards-") as folder:
        copy_to(Path(folder))
        return sum(not is_missed(Path(folder), one) for one in chosen)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
