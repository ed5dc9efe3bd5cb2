"""Every address that a command prints is a page, and the one that is served."""

from __future__ import annotations

import re
import socket
from contextlib import closing

import pytest
from starlette.testclient import TestClient

from app import served
from app.main import create_app
from app.settings import Settings

ADDRESS = re.compile(r"https?://[^\s\"<>]+?(?=[.,]?(?:\s|$))")


def _free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serves(monkeypatch):
    """Serving ends as soon as it has begun; afterwards nothing of its environment stays."""
    monkeypatch.setattr("uvicorn.run", lambda *_, **__: None)
    # Set before, so that what a command sets by itself is taken back too.
    for name in ("CHARTER_BASE_URL", "CHARTER_DEMO", "CHARTER_SMTP_URL"):
        monkeypatch.setenv(name, "x")
        monkeypatch.delenv(name)
    return _free_port()


def _opened(address):
    with TestClient(create_app(), base_url="http://127.0.0.1") as client:
        return client.get(re.sub(r"^https?://[^/]+", "", address).partition("#")[0])


def test_every_address_that_is_printed_is_a_page(command, serves, monkeypatch):
    said = [command("start", "--port", serves, "--steward", "ada@example.org")]
    said.append(command("sign-in", "ada@example.org"))
    said.append(command("invite", "care-charter"))
    said.append(command("invite", "care-charter", "bo@example.org"))
    said.append(command("calendar", "care-charter", "--for", "ada@example.org"))
    said.append(command("serve", "--port", serves))
    said.append(command("tick"))
    printed = [one for done in said for one in ADDRESS.findall(done.out + done.err)]
    assert [done.status for done in said] == [0] * len(said)
    assert len(printed) >= 7
    monkeypatch.delenv("CHARTER_BASE_URL", raising=False)
    for address in printed:
        assert address.startswith(f"http://127.0.0.1:{serves}"), address
        answer = _opened(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"].startswith(("text/html", "text/calendar")), address


def test_the_address_for_typing_a_code_takes_address_and_code(command, serves):
    said = command("start", "--port", serves, "--steward", "ada@example.org").out
    address, code = re.search(r"go to (\S+) and type the code (\S+)\.", said).groups()
    with TestClient(create_app(), base_url="http://127.0.0.1", follow_redirects=False) as client:
        page = client.get(re.sub(r"^https?://[^/]+", "", address)).text
        assert 'name="email"' in page
        assert 'name="code"' in page
        done = client.post("/sign-in/code", data={"email": "ada@example.org", "code": code})
        assert done.status_code == 303
        assert "Ada" in client.get("/me").text


def test_links_carry_the_address_that_is_served_or_was_served_last(command, serves, monkeypatch):
    assert command("start", "--port", serves, "--steward", "ada@example.org").status == 0
    monkeypatch.delenv("CHARTER_BASE_URL")
    assert f"http://127.0.0.1:{serves}/sign-in#" in command("sign-in", "ada@example.org").out
    monkeypatch.setenv("CHARTER_BASE_URL", "https://charter.example.org")
    assert "https://charter.example.org/sign-in#" in command("sign-in", "ada@example.org").out
    assert command("serve", "--port", serves).status == 0
    monkeypatch.delenv("CHARTER_BASE_URL")
    # What a service is told by its settings, commands without those settings are told too.
    assert "https://charter.example.org/sign-in#" in command("sign-in", "ada@example.org").out


@pytest.mark.parametrize(
    "noted", ["", "nonsense", "https://example.org/path", "\x00", "é" * 10_000]
)
def test_a_note_that_is_no_address_is_not_used(command, tmp_path, noted):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / served.NAME).write_text(noted, encoding="utf-8")
    assert Settings().base_url == "http://127.0.0.1:8000"


def test_the_note_is_for_the_owner_alone_and_not_needed(tmp_path):
    served.note(tmp_path, "http://127.0.0.1:8123")
    assert served.address(tmp_path) == "http://127.0.0.1:8123"
    assert (tmp_path / served.NAME).stat().st_mode & 0o777 == 0o600
    served.note(tmp_path / "nowhere", "http://127.0.0.1:8123")
    assert [one.name for one in tmp_path.iterdir()] == [served.NAME]
