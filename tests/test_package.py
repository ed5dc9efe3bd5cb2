"""The wheel works where it is installed, away from the checkout."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[1]
SHIPPED = ("charter", "amendments", "app", "templates", "alembic")


def _run(*words, cwd, **environment):
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel, built from a copy so that nothing is left behind in the checkout."""
    folder = tmp_path_factory.mktemp("build")
    for name in (*SHIPPED, "pyproject.toml", "README.md", "LICENSE"):
        source, target = CHECKOUT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", cwd=folder)
    return next((folder / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The programs of an empty environment into which the wheel is installed.

    What the wheel depends on comes from this environment's packages, so that no network is
    needed: they are named in a `.pth` file, behind which the editable install of the checkout is
    not followed.
    """
    home = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    packages = next(home.glob("lib/python3*/site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    program = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", program, "--disable-pip-version-check"]
    _run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=home)
    return home / "bin"


def test_templates_and_migrations_stand_inside_the_package(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "app/templates/base.html" in names
    assert "app/migrations/env.py" in names
    assert "app/web/static/vendor/htmx.min.js" in names
    assert "charter/texts/care-charter.md" in names
    assert not [name for name in names if name.startswith(("templates/", "alembic/", "tests/"))]


def test_a_charter_is_founded_and_served_by_what_is_installed(installed, tmp_path):
    text = tmp_path / "ours.md"
    text.write_text("# Ours\n\nBe kind to one another.\n", encoding="utf-8")
    where = _run(
        installed / "python", "-c", "import app, charter; print(app.__file__, charter.__file__)",
        cwd=tmp_path,
    )  # fmt: skip
    assert str(CHECKOUT) not in where
    _run(
        installed / "charter", "found", text, "--slug", "ours", "--title", "Ours",
        "--dated", "2023-08-08", "--steward", "ada@example.org", cwd=tmp_path,
    )  # fmt: skip
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = [str(installed / "charter"), "serve", "--port", str(port)]
    with subprocess.Popen(serve, cwd=tmp_path, stdout=subprocess.DEVNULL) as server:
        try:
            page = _first_page(f"http://127.0.0.1:{port}/ours")
        finally:
            server.terminate()
    assert "Be kind to one another." in page
    assert "style.css" in page


def _first_page(address):
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.read().decode()
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
