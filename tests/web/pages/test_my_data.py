"""My data: shown, handed over after a fresh sign-in, to programs with every right only."""

import datetime as dt
import io
import zipfile

from app.services.authentication.tokens import Scope, new_token


def test_the_page_asks_for_a_fresh_sign_in(site, clock):
    site.sign_in("cleo")
    assert "My data" in site.get("/me/data").text
    clock.advance(dt.timedelta(hours=1))
    assert "confirm that it is you" in site.post("/me/data/export", 403).text
    site.sign_in("cleo")
    answer = site.client.post("/me/data/export")
    assert answer.headers["content-type"] == "application/zip"
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist() == ["my-data.json", "my-data.txt"]


def test_a_program_needs_every_right(site):
    for scope, status in ((Scope.READ, 403), (Scope.TAKE_PART, 403), (Scope.STEWARD, 200)):
        with site.installation.database.writing() as writer:
            token = new_token(writer, "cleo@example.org", "tests", scope)
        headers = {"Authorization": f"Bearer {token}"}
        answer = site.client.get("/api/v1/me/data", headers=headers)
        assert answer.status_code == status
    assert answer.json()["email"] == "cleo@example.org"


def test_no_address_of_a_network_is_kept(installation, three):
    """A person signs in, speaks and answers: where from is in no table, whatever form it has."""
    from dataclasses import replace

    from starlette.testclient import TestClient

    from app.main import create_app
    from tests.support.canaries import rows_of_every_table
    from tests.web.pages.conftest import Site

    kept = replace(installation, sender=lambda _: None)
    client = TestClient(create_app(kept), client=("203.0.113.77", 4711))
    site = Site(kept, three, client)
    number = three.decide("dov", three.with_words(("wherever possible", "wherever we can")))
    site.sign_in("cleo")
    site.post("/sign-in", email="cleo@example.org")
    site.post(f"{site.base}/amendments/{number}/comments", kind="reaction", body="Hello there")
    site.post("/me/security/tokens", name="T", scope="read", expires="30")
    rows = rows_of_every_table(installation.database)
    assert any("Hello there" in row for row in rows)
    assert not any("203.0.113" in row for row in rows)
