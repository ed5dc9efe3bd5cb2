"""A community, and a browser that keeps cookies but runs no script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.services.authentication.sign_in import new_code
from app.web.installation import Installation
from tests.support.community import Community
from tests.web.pages.reading import Html, read_page


@dataclass
class Site:
    """The pages of a place, as one browser sees them."""

    installation: Installation
    community: Community
    client: TestClient
    mail: list[EmailMessage] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"/{self.community.slug}"

    def sign_in(self, name: str | None) -> None:
        """Be someone, or nobody again."""
        self.client.cookies.clear()
        if name is None:
            return
        with self.installation.database.writing() as writer:
            code = new_code(writer, self.installation.secret, f"{name}@example.org")
        sent = {"email": f"{name}@example.org", "code": code or ""}
        answer = self.client.post("/sign-in/code", data=sent, follow_redirects=False)
        assert answer.status_code == 303, answer.text

    def get(self, path: str, status: int = 200) -> Html:
        """A page, checked as every page is."""
        return self._read(self.client.get(path), status)

    def post(self, path: str, status: int = 200, /, **fields: Any) -> Html:
        """The page to which a form leads."""
        return self._read(self.client.post(path, data=fields), status)

    def htmx(self, path: str, status: int = 200, /, **fields: Any) -> str:
        """The fragment with which htmx is answered."""
        answer = self.client.post(path, data=fields, headers={"HX-Request": "true"})
        assert answer.status_code == status, answer.text
        return answer.text

    @staticmethod
    def _read(answer: Any, status: int) -> Html:
        assert answer.status_code == status, read_page(answer.text).text
        return read_page(answer.text, str(answer.url))


@pytest.fixture
def site(three: Community, installation: Installation) -> Iterator[Site]:
    mail: list[EmailMessage] = []
    kept = replace(installation, sender=mail.append)
    # Started and stopped like the service: a page that is open leaves no thread behind.
    with TestClient(create_app(kept)) as client:
        yield Site(kept, three, client, mail)
