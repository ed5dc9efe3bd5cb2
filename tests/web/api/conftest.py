"""Programs that call the API, each with the token of someone in the community."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.services.authentication.tokens import new_token
from app.web.installation import Installation
from tests.support.community import Community

CHARTER = "/api/v1/charters/care-charter"


class Caller:
    """Someone's program. Each call answers the response; a path is within the charter."""

    def __init__(self, client: TestClient, token: str | None) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str = "", **more: Any):
        return self.client.get(CHARTER + path, headers=self.headers, **more)

    def post(self, path: str, body: object = None, key: str | None = None):
        headers = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        return self.client.post(CHARTER + path, json=body, headers=headers)

    def put(self, path: str, body: object):
        return self.client.put(CHARTER + path, json=body, headers=self.headers)

    def patch(self, path: str, body: object):
        return self.client.patch(CHARTER + path, json=body, headers=self.headers)

    def delete(self, path: str, body: object):
        return self.client.request("DELETE", CHARTER + path, json=body, headers=self.headers)


@pytest.fixture
def call(
    client: TestClient, installation: Installation, three: Community
) -> Callable[[str | None], Caller]:
    """Call as someone of the community, or as nobody."""

    def as_someone(name: str | None) -> Caller:
        if name is None:
            return Caller(client, None)
        with installation.database.writing() as writer:
            return Caller(client, new_token(writer, f"{name}@example.org", "tests"))

    return as_someone
