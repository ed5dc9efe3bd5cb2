"""The wheel, installed where there is no checkout: it brings all that it needs and serves."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.support.postgres import free_port
from tests.support.texts import care_charter

ROOT = Path(__file__).parents[1]
SECONDS = 60


def run(command, **more):
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **more
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with an environment of its own, in which only the wheel is installed.

    What the wheel depends on is not installed again, which would need a network: a `.pth` file
    names the packages of the environment that runs the tests. Files named in there are not read a
    second time, so the checkout, which that environment knows by such a file, stays unknown.
    """
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT]
    run(build, env={**os.environ, "PIP_NO_INDEX": "1"})
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=False)
    (packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    # Without --ignore-installed, pip would first remove the program from this environment.
    run([sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps",
         "--ignore-installed", "--no-compile", "--prefix", folder / "venv", wheel])  # fmt: skip
    assert distribution("living-charter").files
    others = next(path for path in sys.path if path.endswith("site-packages"))
    (packages / "dependencies.pth").write_text(others + "\n")
    return folder


@pytest.fixture
def environment(installed, tmp_path):
    """What a command of the installed program runs with: nothing of the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHARTER_")}
    kept.pop("PYTHONPATH", None)
    return {**kept, "CHARTER_DATABASE_URL": f"sqlite:///{tmp_path / 'data' / 'charter.db'}"}


@pytest.fixture
def charter(installed, environment, tmp_path):
    """Run a command of the installed program."""
    # The script names the Python that installed it, so the new one is told to run it.
    program = installed / "venv" / "bin" / "charter"
    python = installed / "venv" / "bin" / "python"

    def command(*arguments):
        return [python, program, *arguments]

    command.run = lambda *arguments: run(command(*arguments), cwd=tmp_path, env=environment)
    return command


def first_page(port, process):
    """The page of the Care Charter, as soon as the server answers."""
    until = time.monotonic() + SECONDS
    listening = False
    while not listening:
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < until, "it does not answer"
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
        with socket.socket() as probe:
            listening = probe.connect_ex(("127.0.0.1", port)) == 0
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/care-charter", timeout=SECONDS) as answer:
        return answer.status, answer.read().decode()


@pytest.mark.slow
def test_the_wheel_serves_the_care_charter_away_from_the_checkout(
    charter, environment, installed, tmp_path
):
    where = "import app, charter, amendments; print(app.__file__, charter.__file__)"
    python = installed / "venv" / "bin" / "python"
    assert str(ROOT) + "/app" not in run([python, "-c", where], cwd=tmp_path, env=environment)
    file = tmp_path / "text.md"
    file.write_text(care_charter(), encoding="utf-8")
    charter.run(
        "found", file, "--slug", "care-charter", "--title", "Care Charter",
        "--dated", "2023-08-08", "--steward", "ada@example.org",
    )  # fmt: skip
    port = free_port()
    process = subprocess.Popen(
        [str(part) for part in charter("serve", "--port", port)],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        status, page = first_page(port, process)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/charters") as answer:
            api = answer.read().decode()
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)
    assert status == 200
    assert "Be Respectful" in page
    assert '"care-charter"' in api


@pytest.mark.slow
def test_the_wheel_has_every_file_that_the_checkout_has(installed):
    (packages,) = (installed / "venv" / "lib").glob("python*/site-packages")
    for here, there in (
        ("app", "app"),
        ("templates", "app/templates"),
        ("alembic", "app/migrations"),
    ):
        wanted = {
            path.relative_to(ROOT / here)
            for path in (ROOT / here).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        missing = {one for one in wanted if not (packages / there / one).is_file()}
        assert missing == set()
