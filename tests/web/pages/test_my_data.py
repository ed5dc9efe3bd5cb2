"""My data: shown, handed over after a fresh sign-in, to programs with every right only."""

import datetime as dt
import io
import zipfile

from app.services.tokens import Scope, new_token


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
        with site.place.database.writing() as writer:
            token = new_token(writer, "cleo@example.org", "tests", scope)
        headers = {"Authorization": f"Bearer {token}"}
        answer = site.client.get("/api/v1/me/data", headers=headers)
        assert answer.status_code == status
    assert answer.json()["email"] == "cleo@example.org"
