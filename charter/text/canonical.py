"""The canonical form of a charter's text, and its digest.

CommonMark in UTF-8: NFC, line feeds, no trailing blanks, one empty line between blocks, one line
feed at the end. `canonical` never changes how a text reads. What it could only change silently, it
refuses. Bidirectional controls and zero-width characters are kept; pages show them as badges.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from charter.errors import TextRefused
from charter.language import gettext as _
from charter.text.block_parts import cut, kept_whole, rows_among
from charter.text.blocks import Passages, joined, split
from charter.text.hard_breaks import with_breaks
from charter.text.scan import BlockSpan, scan

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_REFUSED_ASCII = bytes([*range(9), *range(0x0E, 0x20), 0x7F])
_TRAILING = frozenset(" \t")
_BYTE_ORDER_MARK = "\ufeff"
_LEADING_MARKS = re.compile("\\A(?:\ufeff|[ \\t]*\n)+")


def decode(data: bytes) -> str:
    """Read bytes as UTF-8. Raises TextRefused that names byte and line of the first error."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _(
            "The text is not valid UTF-8: byte {word} (line {line}) cannot be read. "
            "Please save it as UTF-8."
        ).format(word=error.start + 1, line=line)
        raise TextRefused(message) from None


def digest(text: str) -> str:
    """SHA-256 over the UTF-8 bytes of the text as it is given, in lower-case hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(text: str, like: Passages | None = None) -> str:
    """The one form in which this text is kept. Idempotent; the empty text stays empty.

    Passages that are whole in the text that it is to be `like` stay so, as `canonical_passages`.

    Raises TextRefused for NUL and other control characters and for unpaired surrogates; the reason
    names the line.
    """
    whole = kept_whole(like.kinds, like.texts) if like is not None else frozenset()
    return _joined(_cut(_characters(text), whole))


def is_canonical_passage(text: str) -> bool:
    """Whether a text without its last line feed is canonical as it is; a coarse passage may be.

    Raises TextRefused as `canonical` does.
    """
    return _joined(canonical_passages(text, Passages(("paragraph",), (text,)))) == f"{text}\n"


def canonical_passages(text: str, like: Passages | None = None) -> Passages:
    """The blocks of the canonical form of a text: those of `split(canonical(text))`, at one look.

    Tables and footnotes that are whole in the blocks that it is to be `like` stay whole, as long as
    they begin alike. Raises TextRefused as `canonical` does.
    """
    text = _characters(text)
    whole = kept_whole(like.kinds, like.texts) if like is not None else frozenset()
    passages = _cut(text, whole)
    clean = _joined(passages)
    # Only what is canonical already is sure to have the kinds that it was cut with.
    if clean == text:
        return passages
    return _cut(clean, whole) if whole else Passages.of(split(clean))


def _joined(passages: Passages) -> str:
    return joined(passages.texts, [kind == "table_row" for kind in passages.kinds])


def _cut(text: str, whole: frozenset[str] = frozenset()) -> Passages:
    rows = text.split("\n")
    breaks: set[int] = set()
    if _has_trailing_blanks(rows):
        breaks = {index for index, row in enumerate(rows) if row.endswith("  ")}
        rows = [row.rstrip(" \t") for row in rows]
    spans = cut(rows, text, whole)
    texts = [_block_text(rows, span, breaks) for span in spans]
    return Passages([span.kind for span in spans], texts)


def kinds_of(
    texts: Sequence[str], known: Sequence[str | None] | None = None
) -> tuple[str, ...] | None:
    """The kinds of these blocks as they stand one behind another.

    `known` are the kinds of those that were there before. None if together they are not canonical,
    or would be read as other blocks than these.
    """
    rows_of_tables = rows_among(texts, known)
    text = joined(texts, rows_of_tables)
    rows = text.split("\n")
    if _has_trailing_blanks(rows):
        return None
    spans = spans_of(text, rows, [own.count("\n") + 1 for own in texts])
    if spans is None:
        return None
    for span, own, is_row in zip(spans, texts, rows_of_tables, strict=True):
        _kind, start, end, is_open = span
        read = rows[start] if end == start + 1 else "\n".join(rows[start:end])
        if is_open or own != read:
            return None
        if is_row != (span.kind == "table_row"):
            return None
    try:
        same = _characters(text) == text
    except TextRefused:
        return None
    return tuple([span.kind for span in spans]) if same else None


def spans_of(text: str, rows: list[str], counts: Sequence[int]) -> list[BlockSpan] | None:
    """The blocks of a text that have so many lines each, fine or coarse; None if they are none."""
    fine = cut(rows, text)
    if [span.end - span.start for span in fine] == list(counts):
        return fine
    by_lines = {span[1:3]: span for span in (*scan(rows), *fine)}
    found: list[BlockSpan] = []
    line = 0
    for count in counts:
        while line < len(rows) and not rows[line]:
            line += 1
        span = by_lines.get((line, line + count))
        if span is None:
            return None
        found.append(span)
        line += count
    return None if any(rows[line:]) else found


def _has_trailing_blanks(rows: Sequence[str]) -> bool:
    # Blanks are so many that a look for one before a line feed takes twenty times as long.
    return any(row[-1:] in _TRAILING for row in rows if row)


def _characters(text: str) -> str:
    if not text.isascii() or any(sign in text for sign in "\r\x0b\x0c"):
        text = _LINE_ENDS.sub("\n", text)
    if _BYTE_ORDER_MARK in text:
        text = _LEADING_MARKS.sub("", text)
    if text.isascii():
        data = text.encode("ascii")
        if len(data.translate(None, _REFUSED_ASCII)) == len(data):
            return text
    bad = _REFUSED.search(text)
    if bad is not None:
        raise TextRefused(_why_refused(text, bad))
    # A letter and its accent may meet only now: normalise last, and again after a mark is dropped.
    return unicodedata.normalize("NFC", text)


def _why_refused(text: str, bad: re.Match[str]) -> str:
    code = ord(bad[0])
    line = text.count("\n", 0, bad.start()) + 1
    what = _("an unpaired surrogate") if code >= 0xD800 else _("a control character")  # noqa: PLR2004
    return _("Line {line} holds {what} (U+{code}), which cannot be kept. Please remove it.").format(
        line=line, what=what, code=f"{code:04X}"
    )


def _block_text(rows: list[str], span: BlockSpan, breaks: set[int]) -> str:
    if span.end == span.start + 1 and not span.open:
        return rows[span.start]
    own = rows[span.start : span.end]
    if span.kind == "table":
        # One empty line parts a table from the line of pipes that is kept with it.
        own = [row for at, row in enumerate(own) if row or own[at - 1]]
    if breaks:
        wanted = [offset for offset in range(len(own) - 1) if span.start + offset in breaks]
        own = with_breaks(own, wanted, span.kind)
    if span.open:
        # An open fence would swallow whatever is put behind it; closing it changes no reading.
        first = own[0]
        bare = first.lstrip(" \t")
        sign = bare[0]
        own.append(first[: len(first) - len(bare)] + sign * (len(bare) - len(bare.lstrip(sign))))
    return "\n".join(own)
