"""What operators copy: it parses, and names only commands and settings that there are."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from app.cli.commands import app
from app.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCUMENT = ROOT / "docs" / "operating.md"
UNITS = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))
SETTINGS = {f"CHARTER_{one}".upper() for one in Settings.model_fields}
COMMANDS = get_command(app).commands


def _unit(file):
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(file, encoding="utf-8")
    return parser


def _calls(text):
    """The words of every `charter …` in a text."""
    found = re.findall(
        r"(?:^|[\s`/(;])(?<!-g )(?<!-u )(?<!--owner )charter "
        r"((?:--version|[a-z][a-z-]*(?=[\s`]|$))[^`\n#]*)",
        text,
        re.MULTILINE,
    )
    return [shlex.split(one.replace("…", "").replace("'", ""), comments=True) for one in found]


def _known(words):
    """Whether a call names a command that there is, with options that it has."""
    if words[0] == "--version":
        return True
    command = COMMANDS.get(words[0])
    options = {one for part in command.params for one in part.opts} if command else set()
    return command is not None and {one for one in words if one.startswith("--")} <= options


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.name)
def test_a_unit_calls_what_there_is(file):
    unit = _unit(file)
    assert "Unit" in unit
    for line in [unit["Service"]["ExecStart"]] if "Service" in unit else []:
        program, *words = shlex.split(line)
        assert program == "/opt/living-charter/bin/charter"
        assert _known(words), line


def test_the_units_belong_together():
    service, backup = (_unit(DEPLOY / f"living-charter{one}.service") for one in ("", "-backup"))
    timer = _unit(DEPLOY / "living-charter-backup.timer")
    for key in ("User", "EnvironmentFile", "StateDirectory", "StateDirectoryMode", "UMask"):
        assert service["Service"][key] == backup["Service"][key]
    assert timer["Install"]["WantedBy"] == "timers.target"
    home = f"/var/lib/{service['Service']['StateDirectory']}"
    assert f"CHARTER_DATA={home}\n" in (DEPLOY / "charter.env").read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_finds_nothing_to_say_about_the_service():
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20",
         str(DEPLOY / "living-charter.service")],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-400:] + done.stderr


def test_the_example_of_settings_is_one(monkeypatch):
    text = (DEPLOY / "charter.env").read_text(encoding="utf-8")
    pairs = dict(re.findall(r"^#?(CHARTER_\w+)=(.+)$", text, re.MULTILINE))
    assert {"CHARTER_BASE_URL", "CHARTER_DATABASE_URL"} <= set(pairs)
    given = {name.removeprefix("CHARTER_").lower(): value for name, value in pairs.items()}
    assert Settings(**given).base_url == "https://charter.example.org"


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_takes_its_configuration(tmp_path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=x",
         "-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    said = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    said = re.sub(r"/etc/letsencrypt/\S+/fullchain.pem", str(tmp_path / "cert.pem"), said)
    said = re.sub(r"/etc/letsencrypt/\S+/privkey.pem", str(tmp_path / "key.pem"), said)
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{said}\n}}\n", encoding="utf-8")
    done = subprocess.run(
        ["nginx", "-t", "-e", tmp_path / "errors", "-c", whole],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_proxy_lets_every_stream_through_and_no_more_than_the_program_takes():
    said = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    streams = {
        found
        for file in (ROOT / "app" / "web").rglob("*.py")
        for found in re.findall(r"\"([^\"]*/live)\"", file.read_text(encoding="utf-8"))
    }
    assert streams
    (pattern,) = re.findall(r"location ~ (\S+) \{", said)
    assert all(re.search(pattern, one) for one in streams)
    for header in ("Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"):
        assert said.count(f"proxy_set_header {header};") == 2


def test_the_container_copies_what_the_wheel_needs_and_calls_what_there_is():
    said = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    let_in = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8")
    wheel = re.search(r"only-include = \[(.*?)\]", (ROOT / "pyproject.toml").read_text(), re.DOTALL)
    for folder in re.findall(r"\"([^\"]+)\"", wheel[1]):
        assert f"!{folder}\n" in let_in
    entry, command = (
        re.search(rf"^{one} (\[.*\])$", said, re.MULTILINE)[1] for one in ("ENTRYPOINT", "CMD")
    )
    assert entry == '["charter"]'
    assert _known(re.findall(r"\"([^\"]+)\"", command))
    assert not (set(re.findall(r"CHARTER_[A-Z_]+", said)) - SETTINGS)


def test_the_document_names_only_commands_and_settings_that_there_are():
    text = DOCUMENT.read_text(encoding="utf-8")
    calls = _calls(text)
    assert len(calls) > 15
    assert [words for words in calls if not _known(words)] == []
    named = set(re.findall(r"CHARTER_[A-Z_]*[A-Z]", text)) - {"CHARTER_SMPT_URL"}
    assert named - SETTINGS == set()


def test_every_file_that_the_document_leads_to_is_there():
    links = re.findall(r"\]\(([^)#:]+)\)", DOCUMENT.read_text(encoding="utf-8"))
    assert len(links) > 8
    assert [one for one in links if not (DOCUMENT.parent / one).exists()] == []
