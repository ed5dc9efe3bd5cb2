"""docs/security.md names tests that are there, and all that the standard asks for at level 1."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "security.md"
#: OWASP ASVS 5.0.0, level 1: 70 requirements.
LEVEL_1 = """
1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1 2.1.1 2.2.1 2.2.2 2.3.1 3.2.1 3.2.2 3.3.1 3.4.1
3.4.2 3.5.1 3.5.2 3.5.3 4.1.1 4.4.1 5.2.1 5.2.2 5.3.1 5.3.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5
6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2
8.3.1 9.1.1 9.1.2 9.1.3 9.2.1 10.4.1 10.4.2 10.4.3 10.4.4 10.4.5 11.3.1 11.3.2 11.4.1 12.1.1
12.2.1 12.2.2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1
""".split()  # noqa: SIM905 - seventy lines would tell no more


def test_every_requirement_is_answered():
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(LEVEL_1) == 70
    assert rows == LEVEL_1


def test_every_test_that_is_named_is_there():
    named = re.findall(r"`(tests/[\w/.]+\.py)(?:::(\w+))?`", PAGE.read_text(encoding="utf-8"))
    assert len(named) > 40
    for file, test in named:
        source = (ROOT / file).read_text(encoding="utf-8")
        assert not test or f"def {test}(" in source, f"{file}::{test}"


def test_every_limit_is_told_as_it_is():
    from app.settings import Settings

    page = PAGE.read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        if name.startswith("limit_"):
            assert f"| `CHARTER_{name.upper()}` | `{field.default}` |" in page


#: What would make a reason untrue: commands, XML, code out of data, ciphers of our own, guessable
#: chance, files that people send, sockets that stay open both ways.
DOCUMENTS = ROOT / "app" / "documents"
NOT_HERE = """
subprocess os.system os.popen pty xml lxml xml.etree pickle marshal shelve yaml cryptography Crypto
random hashlib.md5 hashlib.sha1 fastapi.UploadFile fastapi.File fastapi.WebSocket eval exec compile
""".split()  # noqa: SIM905 - as above


def named_in(file: Path) -> Iterator[str]:
    """What a file imports, and what it calls by its plain or dotted name."""
    for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(one, ast.Import):
            yield from (name.name for name in one.names)
        elif isinstance(one, ast.ImportFrom) and one.module:
            yield one.module
            yield from (f"{one.module}.{name.name}" for name in one.names)
        elif isinstance(one, ast.Call):
            yield ast.unparse(one.func)


def test_what_does_not_apply_is_not_there():
    files = [
        one for access in ("charter", "amendments", "app") for one in (ROOT / access).rglob("*.py")
    ]
    assert len(files) > 300
    # Documents that people bring are read in a process of its own: tests/documents/test_guarded.py.
    apart = {"lxml", "subprocess"}
    found = {
        (one.name, name)
        for one in files
        for name in named_in(one)
        if name in NOT_HERE and not (name in apart and DOCUMENTS in one.parents)
    }
    assert found == set()


def test_sql_is_made_of_values_that_are_bound():
    """A text in SQL is written out, or made of names of our own tables, in one place."""
    made = set()
    for file in (ROOT / "app").rglob("*.py"):
        names = set(named_in(file))
        if names & {"sqlalchemy.text", "sqlmodel.text"} or "exec_driver_sql" in file.read_text():
            calls = (
                one for one in ast.walk(ast.parse(file.read_text())) if isinstance(one, ast.Call)
            )
            named = [one for one in calls if ast.unparse(one.func).endswith(("text", "driver_sql"))]
            # What is called without a value makes no SQL of one.
            said = [one for one in named if one.args]
            if any(not isinstance(one.args[0], ast.Constant) for one in said):
                made.add(file.name)
    # What the library makes of a question of ours is kept and sent as it is.
    assert made == {"compiled.py", "database.py"}


def test_scripts_of_our_own_write_words_and_never_html():
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
        r"|createContextualFragment|srcdoc|setTimeout\(\s*[\"'`]|postMessage"
    )
    scripts = list((ROOT / "app" / "web" / "static").glob("*.js"))
    assert len(scripts) > 5
    assert [one.name for one in scripts if forbidden.search(one.read_text(encoding="utf-8"))] == []
    base = (ROOT / "templates" / "base.html").read_text(encoding="utf-8")
    assert '"allowEval":false' in base


def test_whatever_is_held_names_what_holds_it():
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| [\d.]+ \| .* \| (.*) \| (.*) \|$", page, re.MULTILINE)
    assert len(rows) == 70
    for state, how in rows:
        if state.startswith("held"):
            assert "`tests/" in how or "](" in how or "“" in how, how
        else:
            assert state in {"does not apply", "the operator's"}
            assert how
