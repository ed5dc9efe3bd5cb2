"""The OpenAPI description is true: nothing is answered that it does not say, and nothing fails.

Schemathesis reads the description and tries the running service with what fits it and with what
does not, as a steward, over the demonstration's community.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from app.demo.cast import address
from app.demo.story import tell
from app.main import create_app, make_installation
from app.services.authentication.tokens import new_token
from app.settings import Settings
from tests.support.server import running

EXAMPLES = os.environ.get("CHARTER_TESTS_SCHEMA_EXAMPLES", "10")
#: What fits the shapes can still be refused with 422 for what it says: a passage that is not
#: there, a base that does not exist. A description cannot tell those apart.
LEFT_OUT = "positive_data_acceptance"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


@pytest.fixture
def service(tmp_path) -> Iterator[tuple[str, str]]:
    """The address of a service that runs over the demonstration, and a steward's token."""
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    tell(url)
    installation = make_installation(
        Settings(database_url=url, secret="a secret of the tests", tick_seconds=0)
    )
    with installation.database.writing() as writer:
        token = new_token(writer, address("amara"), "schema")
    with running(create_app(installation)) as served:
        yield served, token


def _try(service, folder, *chosen):
    """Let Schemathesis try the operations that are chosen."""
    address_of_description = f"{service[0]}/api/v1/openapi.json"
    program = [sys.executable, "-m", "schemathesis.cli", "run", address_of_description]
    options = ["-H", f"Authorization: Bearer {service[1]}", "--max-examples", EXAMPLES]
    more = ["--exclude-checks", LEFT_OUT, "--seed", "1", "--warnings", "off", "--no-color"]
    done = subprocess.run(
        [*program, *options, *more, *chosen],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


def test_every_operation_answers_as_it_is_described(service, tmp_path):
    # Whoever has left can do nothing any more: that comes last.
    _try(service, tmp_path, "--exclude-path-regex", "/leave$")
    _try(service, tmp_path, "--include-path-regex", "/leave$")


def test_everything_is_described(installation):
    made = create_app(installation).openapi()
    found = [
        f"{method} {path}: {one}"
        for path, operations in made["paths"].items()
        for method, operation in operations.items()
        for one in ("the operation", *(part["name"] for part in operation.get("parameters", [])))
        if not _described(operation, one)
    ]
    shapes = made["components"]["schemas"]
    assert found + [name for name, shape in shapes.items() if not shape.get("description")] == []


def _described(operation, one):
    if one == "the operation":
        return bool(operation.get("description"))
    return any(part["name"] == one and part.get("description") for part in operation["parameters"])
