"""What others made and is served or run from here is exactly what its list says."""

import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("app/web/static/vendor", "tests/browser/vendor")
LIST = "VENDORED.toml"


def listed(folder):
    return tomllib.loads((ROOT / folder / LIST).read_text(encoding="utf-8"))["files"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_has_its_digest(folder):
    found = {
        path.relative_to(ROOT / folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.name != LIST
    }
    assert found == {entry["file"]: entry["sha256"] for entry in listed(folder)}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_project_comes_with_its_licence(folder):
    projects = {entry["name"] for entry in listed(folder)}
    licensed = {e["name"] for e in listed(folder) if e["file"].endswith("-LICENSE.txt")}
    assert projects == licensed
    assert all(entry["licence"] and entry["package"] for entry in listed(folder))
