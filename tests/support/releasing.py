"""Making a release: `make cut VERSION=…`, a tag, then `make release`. See docs/releasing.md."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT, CHANGES = ROOT / "pyproject.toml", ROOT / "CHANGELOG.md"
_NUMBER = re.compile(r"\d+\.\d+\.\d+")
_HEADING = re.compile(r"^## (\S+), (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


class NotReady(Exception):
    """A release cannot be made as things are; the message says why."""


def with_heading(changes: str, version: str, day: date) -> str:
    """The changelog with what stood under “Unreleased” under a version and its day.

    Raises:
        NotReady: the version is none, is there already, or nothing has changed.
    """
    if not _NUMBER.fullmatch(version):
        msg = f"{version!r} is no version: three numbers with points, such as 0.2.0."
        raise NotReady(msg)
    if version in {one[1] for one in _HEADING.finditer(changes)}:
        msg = f"The changelog has a section {version} already."
        raise NotReady(msg)
    before, sep, rest = changes.partition("## Unreleased\n")
    if not sep or not rest.partition("\n## ")[0].strip():
        msg = "Nothing stands under “Unreleased” in the changelog."
        raise NotReady(msg)
    return f"{before}{sep}\n## {version}, {day.isoformat()}\n{rest}"


def with_version(project: str, version: str) -> str:
    """`pyproject.toml` with another version of the program."""
    return re.sub(
        r'^version = "[^"]*"', f'version = "{version}"', project, count=1, flags=re.MULTILINE
    )


def check(tag: str, project: str, changes: str) -> str:
    """The version of a release, where the tag, the project and the changelog agree on it.

    Raises:
        NotReady: they do not.
    """
    version = tag.removeprefix("v")
    declared = tomllib.loads(project)["project"]["version"]
    newest = _HEADING.search(changes)
    if not tag.startswith("v") or not _NUMBER.fullmatch(version):
        msg = f"{tag or 'No tag'} on this commit: a release is a tag such as v0.2.0."
        raise NotReady(msg)
    if declared != version:
        msg = f"The tag says {version}, pyproject.toml says {declared}."
        raise NotReady(msg)
    if newest is None or newest[1] != version:
        msg = f"The newest section of the changelog is not {version}: make cut VERSION={version}."
        raise NotReady(msg)
    return version


def cut(version: str) -> None:
    changes = with_heading(CHANGES.read_text("utf-8"), version, datetime.now(UTC).date())
    CHANGES.write_text(changes, "utf-8")
    PROJECT.write_text(with_version(PROJECT.read_text("utf-8"), version), "utf-8")
    print(f"Cut {version}: read CHANGELOG.md once more, commit, and tag v{version}.")  # noqa: T201


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def release() -> None:
    if _git("status", "--porcelain"):
        msg = "Something in the checkout is not committed."
        raise NotReady(msg)
    tag = _git("describe", "--tags", "--exact-match", "HEAD")
    version = check(tag, PROJECT.read_text("utf-8"), CHANGES.read_text("utf-8"))
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", "dist", "."]
    subprocess.run(build, cwd=ROOT, check=True)
    wheel = ROOT / "dist" / f"living_charter-{version}-py3-none-any.whl"
    (built,) = distributions(path=[str(wheel)])
    if built.version != version:
        msg = f"The wheel says {built.version}."
        raise NotReady(msg)
    print(f"dist/ has {version}: the wheel and the source archive.")  # noqa: T201


if __name__ == "__main__":
    try:
        cut(sys.argv[2]) if sys.argv[1:2] == ["cut"] else release()
    except NotReady as error:
        sys.exit(str(error))
