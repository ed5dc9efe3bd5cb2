"""Reading a document in a process of its own, with limits on its time, memory and answer.

The process is the leader of a group, so that whatever it may start ends with it. It has the file on
its input and an empty file as its output, no environment, and no way to write anywhere else.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from typing import IO, Any

from app.documents.document import ReadDocument, unpacked
from app.documents.limits import MEGABYTE, MOST_ANSWER, MOST_BYTES, WALL_SECONDS
from app.documents.refusing import SENTENCES, DocumentRefused

_LOG = logging.getLogger(__name__)
#: A place has few processors, and documents are brought seldom.
_AT_ONCE = threading.BoundedSemaphore(2)
_COMMAND = (sys.executable, "-I", "-m", "app.documents.worker")


def read(
    data: bytes, *, filename: str | None = None, content_type: str | None = None
) -> ReadDocument:
    """Read a document; what `filename` and `content_type` say counts less than its bytes.

    Raises:
        DocumentRefused: it is of another kind, damaged, too large, or takes too long.
    """
    if len(data) > MOST_BYTES:
        size = -(-len(data) // MEGABYTE)
        raise DocumentRefused("too_large", size=size, most=MOST_BYTES // MEGABYTE)
    return _asked({"filename": filename, "content_type": content_type, "form": None}, data)


def read_pasted(text: str, form: str) -> ReadDocument:
    """Read a text from a clipboard; `form` is `html`, `markdown` or `plain`.

    Raises:
        DocumentRefused: as `read`.
    """
    return _asked(
        {"filename": None, "content_type": None, "form": form},
        text.encode("utf-8", "surrogatepass"),
    )


def _asked(question: dict[str, str | None], data: bytes) -> ReadDocument:
    if not _AT_ONCE.acquire(timeout=WALL_SECONDS):
        raise DocumentRefused("busy")
    try:
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
            given.write(json.dumps(question).encode() + b"\n")
            given.write(data)
            given.seek(0)
            status = _run(given, answer)
            answer.seek(0)
            return _answered(status, answer.read(MOST_ANSWER + 1))
    finally:
        _AT_ONCE.release()


def _run(given: IO[bytes], answer: IO[bytes]) -> int:
    """The exit status of the process, which has ended, and all its group with it."""
    process = subprocess.Popen(  # noqa: S603 - our own program, without a word from outside
        _COMMAND,
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    )
    try:
        return process.wait(WALL_SECONDS)
    except subprocess.TimeoutExpired:
        return -1
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    # Whatever it started has its group, and outlives it there.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _answered(status: int, data: bytes) -> ReadDocument:
    said: dict[str, Any] = {}
    with contextlib.suppress(ValueError):
        said = json.loads(data) if status == 0 else {}
    if said.get("trouble"):
        _LOG.error("A document could not be read: %s", said["trouble"])
    if said.get("refused") in SENTENCES:
        raise DocumentRefused(said["refused"], **said.get("values", {}))
    if "read" not in said:
        _LOG.warning("Reading a document ended with status %s.", status)
        raise DocumentRefused("too_much")
    return unpacked(said["read"])
