"""A document is read in a process of its own, which has limits and leaves nothing behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.documents import guarded, worker
from app.documents.reading import read_plainly, read_words
from app.documents.refusing import DocumentRefused
from tests.support.documents import FIXTURES, docx, packed, para, run


@pytest.mark.parametrize("name", ["02-word-tracked.docx", "05-libreoffice-tracked.odt"])
def test_what_is_read_there_is_what_is_read_here(name):
    data = (FIXTURES / name).read_bytes()
    assert guarded.read(data, filename=name) == read_plainly(data, filename=name)


def test_what_is_pasted_is_read_there_too():
    assert guarded.read_pasted("<p>Be <b>kind</b>.", "html") == read_words(
        "<p>Be <b>kind</b>.", "html"
    )


def test_a_refusal_is_told_with_its_figures():
    with pytest.raises(DocumentRefused, match="210 MB, and 25 MB is the most"):
        guarded.read((FIXTURES / "24-zip-bomb.docx").read_bytes())
    with pytest.raises(DocumentRefused, match="too large: 21 MB"):
        guarded.read(b"x" * 20_000_001)


def program(words):
    """A command that stands for the process that reads."""
    return (sys.executable, "-c", words)


@pytest.mark.parametrize(
    "words",
    [
        "while True: pass",
        "import time; time.sleep(60)",
        "import os; os.fork() or __import__('time').sleep(60); __import__('time').sleep(60)",
    ],
)
def test_what_takes_too_long_is_ended_with_all_that_it_started(monkeypatch, words):
    groups = []
    monkeypatch.setattr(guarded, "_COMMAND", program(words))
    monkeypatch.setattr(guarded, "WALL_SECONDS", 0.3)
    ended = guarded._end

    def noted(process):
        groups.append(process.pid)
        ended(process)

    monkeypatch.setattr(guarded, "_end", noted)
    with pytest.raises(DocumentRefused) as refused:
        guarded.read(b"Be kind.")
    assert refused.value.kind == "too_much"
    assert groups
    _ended(groups[0])


def _ended(group):
    """Nothing of a group runs any more; one that was killed may still wait to be waited for."""
    for _ in range(100_000):
        if not [one for one in Path("/proc").glob("[0-9]*/stat") if _runs_in(group, one)]:
            return
        os.sched_yield()
    pytest.fail("A process of the group is left.")


def _runs_in(group, file):
    try:
        state, _parent, own = file.read_text().rpartition(")")[2].split()[:3]
    except OSError:
        return False
    return int(own) == group and state != "Z"


@pytest.mark.parametrize(
    "words",
    [
        "import os; os.kill(os.getpid(), 9)",
        "print('nonsense')",
        "print('{}')",
        "raise SystemExit(3)",
    ],
)
def test_a_process_that_dies_or_talks_nonsense_is_a_refusal(monkeypatch, words):
    monkeypatch.setattr(guarded, "_COMMAND", program(words))
    with pytest.raises(DocumentRefused) as refused:
        guarded.read(b"Be kind.")
    assert refused.value.kind == "too_much"


def test_what_takes_too_much_memory_is_a_refusal(monkeypatch):
    words = (
        "import app.documents.worker as w\n"
        "w.ADDRESS_SPACE = 300_000_000\n"
        "w.answer = lambda *_: {'read': 'x' * 900_000_000}\n"
        "w.main()"
    )
    monkeypatch.setattr(guarded, "_COMMAND", program(words))
    with pytest.raises(DocumentRefused):
        guarded.read(b"Be kind.")


def test_the_limits_hold_before_anything_of_the_document_is_looked_at():
    words = (
        "import resource, json, sys\n"
        "import app.documents.worker as w\n"
        "w.limit()\n"
        "print(json.dumps([resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[0]\n"
        "    for name in ('CPU', 'AS', 'FSIZE', 'CORE')] + ['lxml' in sys.modules]))"
    )
    done = subprocess.run(program(words), capture_output=True, check=True)
    cpu, space, file, core, knows_lxml = json.loads(done.stdout)
    assert (cpu, space, file, core) == (20, 1_200_000_000, 60_000_000, 0)
    assert not knows_lxml


def test_nothing_is_read_without_the_limits():
    words = (
        "import app.documents.worker as w\ndef no(): raise SystemExit(7)\nw.limit = no\nw.main()"
    )
    done = subprocess.run(program(words), capture_output=True, check=False, input=b"{}\n")
    assert (done.returncode, done.stdout) == (7, b"")


def test_the_process_has_no_environment_and_a_group_of_its_own(monkeypatch):
    monkeypatch.setenv("CHARTER_SECRET", "not for you")
    words = (
        "import os, sys, json; print(json.dumps({'refused': 'other', 'values': {}, 'trouble': "
        "f'{sorted(os.environ)} {os.getpgid(0) == os.getpid()}'}))"
    )
    told = []
    monkeypatch.setattr(guarded, "_COMMAND", program(words))
    monkeypatch.setattr(guarded._LOG, "error", lambda _words, trouble: told.append(trouble))
    with pytest.raises(DocumentRefused):
        guarded.read(b"Be kind.")
    assert "CHARTER_SECRET" not in told[0]
    assert told[0].endswith("True")


def test_a_fault_of_the_program_is_a_refusal_and_told_to_the_log(monkeypatch):
    monkeypatch.setattr("app.documents.reading.read_plainly", lambda *_, **__: 1 // 0)
    question = {"filename": None, "content_type": None, "form": None}
    said = worker.answer(question, b"x")
    assert said["refused"] == "damaged"
    assert said["trouble"].startswith("ZeroDivisionError at ")


def test_parts_are_counted_while_they_are_unpacked_whatever_they_are_called():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="x/officeDocument" Target="word/text.bin"/></Relationships>'
    )
    data = packed({"_rels/.rels": relations, "word/text.bin": "<a>" + " " * 26_000_000 + "</a>"})
    with pytest.raises(DocumentRefused) as refused:
        read_plainly(data)
    assert refused.value.kind == "too_large_unpacked"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx("<w:p/>" * 400_000), "too_long"),
        (docx("<w:tbl><w:tr><w:tc>" * 60 + para("x") + "</w:tc></w:tr></w:tbl>" * 60), "too_deep"),
        (docx(para(run("A" * 12_000_000))), "too_much"),
    ],
)
def test_small_files_that_hold_too_much_are_refused(data, kind):
    with pytest.raises(DocumentRefused) as refused:
        read_plainly(data)
    assert refused.value.kind == kind


#: Reads what is given and tells every file, process and connection that was asked for meanwhile.
WATCHED = """
import json, os, sys
from app.documents.reading import read_plainly
from app.documents.refusing import DocumentRefused
from lxml import etree
import encodings.utf_16, encodings.cp1252, encodings.cp437
read_plainly(b"<p>Be kind on 4 March 2024, as revised.", filename="first.html")
data = sys.stdin.buffer.read()
asked = []
sys.addaudithook(lambda event, args: asked.append(f"{event} {args[:1]}")
    if event.split(".")[0] in {"open", "socket", "subprocess", "os", "urllib", "ctypes", "exec"}
    and not str(args[0]).endswith((".py", ".pyc", ".dat")) else None)
try:
    read_plainly(data, filename=sys.argv[1])
except DocumentRefused:
    pass
print(json.dumps(asked))
"""
OUTSIDE = (
    '<html xmlns:xi="http://www.w3.org/2001/XInclude"><link rel=stylesheet href="//example.org/x">'
    '<style>@import url(https://example.org/x)</style><img src="file:///etc/passwd">'
    '<iframe src="file:///etc/passwd"></iframe><xi:include href="file:///etc/passwd"/>'
    "<script>x()</script><p>Be kind.</p>"
)
INCLUDED = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.html", OUTSIDE.encode()),
        ("x.docx", (FIXTURES / "25-entities.docx").read_bytes()),
        ("x.docx", (FIXTURES / "01-word-statutes.docx").read_bytes()),
        ("x.docx", docx(para(INCLUDED + run("Be kind.")), links=["file:///etc/passwd"])),
        ("x.odt", (FIXTURES / "05-libreoffice-tracked.odt").read_bytes()),
        ("x.md", b"![x](file:///etc/passwd) <iframe src=//example.org></iframe>"),
    ],
)
def test_nothing_is_fetched_opened_or_started(name, data):
    done = subprocess.run([*program(WATCHED), name], capture_output=True, check=True, input=data)
    assert json.loads(done.stdout) == []
