"""Where a sentence ends, among tokens."""

from __future__ import annotations

import re

# A table's row ends like a sentence.
_SENTENCE_END = re.compile(r"""[.!?\u2026\u3002\uff01\uff1f]["'\u201d\u2019)\]*_]*$|\|$""")
_CLOSERS = frozenset(".!?\u2026\u3002\uff01\uff1f\"'\u201d\u2019)]*_|")
_TAIL = 16


def is_border(tokens: list[str], index: int) -> bool:
    """Is this token the blank behind a sentence?"""
    token = tokens[index]
    if not token.isspace():
        return False
    return "\n\n" in token or (
        tokens[index - 1][-1] in _CLOSERS and ends_sentence(tokens[max(index - 4, 0) : index])
    )


def ends_sentence(tokens: list[str]) -> bool:
    if not tokens:
        return True
    tail = "".join(tokens[-4:])[-_TAIL:]
    bare = tail.rstrip(" \t\n")
    return "\n\n" in tail[len(bare) :] or _SENTENCE_END.search(bare) is not None
