"""The process in which a document is read: limits first, then everything else is imported."""

from __future__ import annotations

import json
import sys
from typing import Any

from app.documents.limits import ADDRESS_SPACE, CPU_SECONDS, MOST_ANSWER


def limit() -> None:
    """Take away what reading needs none of; a system that knows no such limit has the clock."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    limits = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_AS: ADDRESS_SPACE,
        resource.RLIMIT_FSIZE: MOST_ANSWER,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for which, most in limits.items():
        _soft, hard = resource.getrlimit(which)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(which, (allowed, allowed))
        except (ValueError, OSError):  # pragma: no cover - macOS has no limit on addresses
            continue


def answer(question: dict[str, str | None], data: bytes) -> dict[str, Any]:
    """What is said of a document: what was `read`, or why it is `refused`."""
    from app.documents.document import packed
    from app.documents.reading import read_plainly, read_words
    from app.documents.refusing import DocumentRefused

    try:
        form = question["form"]
        if form is not None:
            read = read_words(data.decode("utf-8", "replace"), form)
        else:
            read = read_plainly(
                data, filename=question["filename"], content_type=question["content_type"]
            )
    except DocumentRefused as refused:
        return {"refused": refused.kind, "values": refused.values}
    except MemoryError:
        return {"refused": "too_much"}
    except RecursionError:
        return {"refused": "too_deep"}
    except Exception as error:  # noqa: BLE001 - whoever brought it gets a sentence, the log the rest
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "?"
        return {"refused": "damaged", "trouble": f"{type(error).__name__} at {place}"}
    return {"read": packed(read)}


def main() -> None:
    """Read one document from the input, and write what it holds to the output."""
    limit()
    question = json.loads(sys.stdin.buffer.readline())
    said = answer(question, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=True).encode("ascii"))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
