"""Settings are checked before anything is done: by every command, and by the service itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.commands import app as commands
from app.main import create_app
from app.setting_values import FOR_TESTS
from app.settings import Settings

ROOT = Path(__file__).parents[2]
NAMES = {f"CHARTER_{one}".upper() for one in Settings.model_fields}


@pytest.mark.parametrize(
    ("misspelt", "right"),
    [
        ("CHARTER_DATABASE", "CHARTER_DATABASE_URL"),
        ("CHARTER_DATABSE_URL", "CHARTER_DATABASE_URL"),
        ("CHARTER_BASEURL", "CHARTER_BASE_URL"),
        ("CHARTER_SMTP", "CHARTER_SMTP_URL"),
        ("CHARTER_MAILFROM", "CHARTER_MAIL_FROM"),
        ("CHARTER_ALLOWED_HOST", "CHARTER_ALLOWED_HOSTS"),
        ("CHARTER_OIDC_CLIENTID", "CHARTER_OIDC_CLIENT_ID"),
        ("CHARTER_LIMIT_COMMENT", "CHARTER_LIMIT_COMMENTS"),
        ("charter_smpt_url", "CHARTER_SMTP_URL"),
    ],
)
def test_a_misspelt_name_is_refused_with_the_nearest_right_one(
    command, monkeypatch, misspelt, right
):
    monkeypatch.setenv(misspelt, "x")
    done = command("tick")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert f"There is no setting {misspelt.upper()}. The nearest is {right};" in done.err


SENSELESS = [
    ("BASE_URL", ""),
    ("BASE_URL", "charter.example.org"),
    ("BASE_URL", "ftp://charter.example.org"),
    ("BASE_URL", "https://"),
    ("BASE_URL", "https://charter.example.org/here"),
    ("BASE_URL", "https://charter.example.org//"),
    ("BASE_URL", "https://charter.example.org/?a=b"),
    ("BASE_URL", "https://charter.example.org#top"),
    ("BASE_URL", "https://ada:geheim@charter.example.org"),
    ("BASE_URL", "https://charter.example.org:port"),
    ("BASE_URL", "https://charter.example.org:0"),
    ("BASE_URL", "https://charter.example.org:99999"),
    ("BASE_URL", "https://charter example.org"),
    ("BASE_URL", "https://-charter.example.org"),
    ("BASE_URL", "https://[::1"),
    ("BASE_URL", "https://1.2.3"),
    ("SMTP_URL", "foo://x"),
    ("SMTP_URL", "mail.example.org"),
    ("SMTP_URL", "smtp://"),
    ("SMTP_URL", "smtps://:geheim@mail.example.org"),
    ("SMTP_URL", "smtps://ada:gehe/im@mail.example.org"),
    ("SMTP_URL", "smtps://ada:gehe#im@mail.example.org"),
    ("SMTP_URL", "smtps://mail.example.org:smtp"),
    ("SMTP_URL", "smtps://mail.example.org/path"),
    ("MAIL_FROM", ""),
    ("MAIL_FROM", "nobody"),
    ("MAIL_FROM", "ada@example.org, bo@example.org"),
    ("MAIL_FROM", "ada@example.org\nBcc: bo@example.org"),
    ("MAIL_FROM", "Ours <>"),
    ("DATABASE_URL", "postgresql://a:5432,b:x/name"),
    ("TICK_SECONDS", "-1"),
    ("TICK_SECONDS", "nan"),
    ("TICK_SECONDS", "inf"),
    ("TICK_SECONDS", "100000"),
    ("TICK_SECONDS", "two"),
    ("FRESH_MINUTES", "0"),
    ("FRESH_MINUTES", "-5"),
    ("FRESH_MINUTES", "1e9"),
    ("LIMITS_STORAGE", "nothing"),
    ("LIMITS_STORAGE", "redis"),
    ("LIMITS_STORAGE", "async+memory://"),
    ("LIMITS_STORAGE", "foo://127.0.0.1"),
    ("LIMIT_TRIES", "often"),
    ("LIMIT_TRIES", "0/minute"),
    ("LIMITS", "perhaps"),
    ("DEMO", "perhaps"),
    ("LANGUAGE", "tlh"),
    ("LOG_LEVEL", "loud"),
    ("ALLOWED_HOSTS", "https://charter.example.org"),
    ("ALLOWED_HOSTS", "charter.example.org:8000"),
    ("ALLOWED_HOSTS", "charter.example.org, *.example.org"),
    ("SOURCE_URL", "javascript:alert(1)"),
    ("SOURCE_URL", "code.example.org"),
    ("OIDC_ISSUER", "http://id.example.org"),
    ("OIDC_ISSUER", "id.example.org"),
    ("OIDC_ISSUER", "https://id.example.org?a=b"),
]


@pytest.mark.parametrize(("name", "value"), SENSELESS)
def test_a_senseless_value_is_refused_with_an_example(command, monkeypatch, name, value):
    monkeypatch.setenv(f"CHARTER_{name}", value)
    done = command("tick")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert f"CHARTER_{name} cannot be used: " in done.err
    assert f"Example: CHARTER_{name}=" in done.err
    assert "geheim" not in done.err
    assert not re.search(r"Traceback|pydantic|Input should|invalid literal|Value error", done.err)


@pytest.mark.parametrize(
    "given",
    [
        {"OIDC_ISSUER": "https://id.example.org"},
        {"OIDC_CLIENT_ID": "charter"},
        {"OIDC_CLIENT_SECRET": "geheim"},
        {"OIDC_NAME": "Village"},
        {"OIDC_ISSUER": "https://id.example.org", "OIDC_CLIENT_SECRET": "geheim"},
    ],
)
def test_half_a_provider_of_identities_is_refused(command, monkeypatch, given):
    for name, value in given.items():
        monkeypatch.setenv(f"CHARTER_{name}", value)
    done = command("tick")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "CHARTER_OIDC_ISSUER and CHARTER_OIDC_CLIENT_ID" in done.err


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("base_url", "https://Charter.Example.org/", "https://charter.example.org"),
        ("base_url", "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("base_url", "http://[::1]:8000", "http://[::1]:8000"),
        ("base_url", "https://bücher.example", "https://xn--bcher-kva.example"),
        ("smtp_url", "", ""),
        ("smtp_url", "smtp://127.0.0.1:25", "smtp://127.0.0.1:25"),
        ("smtp_url", "smtps://ada:p%40ss@mail.example.org", "smtps://ada:p%40ss@mail.example.org"),
        ("mail_from", "Ours <ours@example.org>", "Ours <ours@example.org>"),
        ("tick_seconds", 0, 0),
        ("limits_storage", "memory://", "memory://"),
        ("limit_tries", "100 per hour", "100 per hour"),
        ("allowed_hosts", "a.example.org, b.example.org", "a.example.org, b.example.org"),
        ("source_url", "https://code.example.org/~us/charter?v=1#top",
         "https://code.example.org/~us/charter?v=1#top"),
    ],
)  # fmt: skip
def test_what_makes_sense_is_taken(name, value, kept):
    assert getattr(Settings(**{name: value}), name) == kept


def test_all_that_is_wrong_is_told_at_once(command, monkeypatch):
    for name in ("CHARTER_SMTP", "CHARTER_BASE_URL", "CHARTER_TICK_SECONDS"):
        monkeypatch.setenv(name, "x")
    done = command("tick")
    told = re.findall(r"CHARTER_\w+(?= cannot|\. The nearest)", done.err)
    assert sorted(told) == ["CHARTER_BASE_URL", "CHARTER_SMTP", "CHARTER_TICK_SECONDS"]


#: It does not stop at wrong settings but tells of them.
TELLS = {"doctor"}


@pytest.mark.parametrize("name", [one.name for one in commands.registered_commands])
def test_every_command_refuses_wrong_settings(command, monkeypatch, tmp_path, name):
    monkeypatch.setenv("CHARTER_SMPT_URL", "smtp://mail.example.org")
    if name not in TELLS:
        done = command(name)
        assert (done.status, done.out) == (1, "")
        assert "The nearest is CHARTER_SMTP_URL" in done.err
    # How a command is called is told all the same.
    assert command(name, "--help").status == 0
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]


def test_a_server_that_calls_the_service_by_itself_is_told_the_same_and_ends(monkeypatch):
    monkeypatch.setenv("CHARTER_SMPT_URL", "smtp://mail.example.org")
    monkeypatch.setenv("CHARTER_BASE_URL", "https://example.org/charter")
    with pytest.raises(SystemExit) as ended:
        create_app()
    assert "The nearest is CHARTER_SMTP_URL" in str(ended.value)
    assert "cannot be served under a path" in str(ended.value)


def test_the_program_of_another_server_ends_without_a_traceback(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "uvicorn", "--factory", "app.main:create_app", "--port", "0"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "CHARTER_BASE_URL": "nowhere", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("CHARTER_BASE_URL cannot be used: ")
    assert "Traceback" not in done.stderr


def test_every_name_in_the_house_is_a_setting_or_is_for_tests():
    """A name of the tests must not be one that the program takes for a misspelt setting."""
    asked = re.compile(r"environ(?:\.get\(|\[|\.setdefault\()\s*\"(CHARTER_\w+)\"")
    found = set()
    for folder in ("app", "bench", "tests"):
        for file in (ROOT / folder).rglob("*.py"):
            found |= set(asked.findall(file.read_text(encoding="utf-8")))
    assert "CHARTER_TESTS_FORBID_SKIPS" in found
    assert {one for one in found if not one.startswith(FOR_TESTS)} <= NAMES


#: `charter demo` sets it for itself.
NOT_FOR_OPERATORS = {"CHARTER_DEMO"}


def test_every_setting_stands_in_the_documents():
    """In the README, or in the document on security, which has a line for each limit."""
    told = [(ROOT / one).read_text(encoding="utf-8") for one in ("README.md", "docs/security.md")]
    named = set(re.findall(r"CHARTER_[A-Z_]*[A-Z]", "".join(told)))
    assert NAMES - NOT_FOR_OPERATORS - named == set()
